// Package tm is the engine of the translation memory: an index of units, each a source with its
// translation, that finds the units whose source is like a text. It knows nothing of the desk and
// keeps no text; callers give units ids and keep their texts.
//
// # The score
//
// The score of a source as a match of a query is
//
//	100 · (1 − d / max(n, m))
//
// where n and m are the numbers of their words, and d is the Levenshtein distance over words, with
// these costs:
//
//   - 0 for the same word,
//   - 1/3 for another form of the same word: in Arabic another spelling (hamza, ya, ta marbuta,
//     vowel marks) or other clitics, in French another case, accent, number or gender. These are
//     words with the same stem.Key.
//   - 1/2 for another number. A number is a word with digits and no letter; numbers are the same
//     if their digits and separators are, in the digits of any script.
//   - 1 for a word that is replaced by another, inserted or deleted.
//
// Words are those of lang.Tokens, in NFC; of a text with more than 1,000 words only these count.
// Punctuation is no word. But only a source that is the same as the query, with its punctuation
// (see Key), has a score of 100, and all others at most 99. The penalty of a unit, in points, is
// taken off its score before the floor and the order of matches are looked at. Codes are not part
// of the texts: callers match them apart from words. Score is the definition in code.
//
// # How it searches
//
// Units are in immutable segments, and the newest among live units, which become a segment in the
// background. A segment orders its units by the number of words of their source, and has for each
// class (words with one stem.Key; all numbers) the list of the sources that have it; the second,
// third, … occurrence of a class in a source has a list of its own. Lists of more than one source in
// 64 are sets of bits.
//
// The distance over classes is never greater than d. So a source that reaches the floor shares at
// least need occurrences of classes with the query, need being the floor's share of the words of the
// longer one. The rarest lists are counted, one byte a source, within the lengths that can reach the
// floor; of the sources with enough hits the bits of the other lists are looked up. Where too many
// lists are long, they are added up 64 sources at a time instead. A cost model chooses (see plan).
// Sources that share enough are verified, those that share most first: by the classes they share,
// then by the distance over classes (Myers' bit vectors), then by d. The score of the worst of the
// best matches so far is a bound for all three. What a lookup returns is exactly what scoring every
// unit would, in the same order: by score, kind, and the greater id.
//
// # What it keeps
//
// Of a unit an index keeps its id, its key, half the keys of its neighbours, its penalty, the numbers
// of its source's words, and the lists of both sides. Words are kept as hashes of 64 bits. Save
// writes all of it to a file that Open uses as it is mapped into memory.
package tm
