// Package term is the engine of the termbase: concepts with their terms, and an index that finds
// terms in running Arabic and French through their inflections. It knows nothing of the desk.
//
// How a term is found: a text is cut into words (word.go), and each word is read in every way that it
// may be a form of a word of a dictionary: without clitics, in the singular, in the masculine
// (reading.go, arabic.go, french.go). Each reading is a key, under which the index has the terms that
// have this word as their anchor, the one of their words that the fewest terms share (index.go). The
// words around the anchor are then compared one by one (match.go): the spelling exactly but where
// writers are lax, the reading only where its place in the term allows it. What is found twice is
// settled (find.go).
//
// A reading is a possibility, and finds nothing by itself: what a word is no form of is held by the
// comparison, by the list of words of their own (list/…/apart.txt), and by what a name allows, which
// is neither inflected nor written without its article or its capitals. Two words that are spelled
// alike to the letter are distinguished only where the words beside a term of one word show it
// (phrase.go): in a fixed phrase, after a word that a verb follows, inside an English name.
//
// Endings, irregular forms and exceptions are in the files of the folder list, which say at their
// head how they are written. A form that is missed, or another word that is found, is mostly mended
// by a line in plural.txt, feminine.txt, apart.txt or phrase.txt, and by a line in testdata.
package term
