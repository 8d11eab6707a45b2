// Package segment cuts text into sentences by SRX 2.0 rules.
//
// The rules of the program stand in rules/default.srx, for Arabic, French and English, and for
// what all languages share; Parse reads other files. At each position the first rule whose
// expressions match on both sides decides, as SRX says. All expressions of a language run at
// once as two automata, one to the left of a position and one to the right, and only where a
// break rule has matched, so that the time is linear in the text. What was worked out of an
// automaton is kept in a table that all goroutines read without a lock, and is bounded.
//
// SRX cannot say four things, which the engine does for all rules:
//
//   - A newline always ends a segment, and white space belongs to the segment before it.
//   - Bidi controls, Arabic vowel marks and U+FFFC (an image, the mark of a note) are invisible
//     to rules.
//   - A quote of either shape is told to open or close by its place: a straight one that opens
//     is matched by “ as well as by ", one that closes by ”.
//   - ^ is the start of the segment being read, $ the end of its line; a rule sees at most
//     512 bytes after a position.
//
// Expressions are ICU's, as far as they are regular: no lookaround, back references, possessive
// quantifiers or set arithmetic; such rules are refused by a RuleError that names the rule and the
// reason. A text begun without a capital goes on without, so rules may ask how the segment began.
//
// Proposals finds where a long sentence could be split by hand. Nothing splits by it.
package segment
