// Package typeset sets paragraphs of French and Arabic, alone or mixed, in lines: it orders them
// by the Unicode Bidirectional Algorithm, chooses faces, shapes words, and breaks a paragraph into
// the lines that are best together rather than one by one (after Knuth and Plass). Lines are
// justified as far as their spaces stay even to the eye; where they would not, the line is ragged.
package typeset
