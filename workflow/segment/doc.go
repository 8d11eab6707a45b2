// Package segment cuts text into sentences by SRX 2.0 rules.
//
// The default rules are in rules/default.srx, for Arabic, French and English, and a part of them
// for all languages; the words that they name are in rules/lists.txt. Parse reads other files. At each position the first rule decides whose
// expressions match on both sides, as in SRX. All expressions of a language are run at once as two
// lazily built deterministic automata, one over the text before a position and one over the text
// after it, the second only where the first has matched a break rule. So the time is linear in the
// text. The states and transitions are shared by all goroutines, are read without a lock, and
// their number is bounded.
//
// SRX cannot express four things, which the engine does for all rules:
//
//   - The end of a line always ends a segment, and white space belongs to the segment before it.
//   - Rules do not see bidi controls, Arabic vowel marks and U+FFFC (an image, a note mark).
//   - The context of a quote decides whether it opens or closes: a straight one that opens matches
//     both " and “, one that closes both " and ”. In an Arabic paragraph with »…« the first matches
//     « and the second ».
//   - ^ is the start of the current segment, $ the end of its line; a rule sees at most 512 bytes
//     after a position.
//
// Expressions are ICU's, as far as they are regular: no lookaround, back references, possessive
// quantifiers or set arithmetic. A rule with any of these is refused by a RuleError with the rule
// and the reason. A text without a capital at its beginning often has none after it either, so
// rules may look at the beginning of the segment.
//
// Proposals finds places where a person could split a long sentence. They do not cut anything.
package segment
