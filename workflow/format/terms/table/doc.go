// Package table makes concepts of the rows of tables, whatever file they are in, and rows of concepts.
//
// A row is a concept, with a column for its terms in each language (ar, fr) and more of them where the
// heading names a language (fr forbidden, pluriel ar); a cell may hold several terms, parted by ; or | or
// line ends. Or a row is a term, with columns for its language and for the id of its concept. Headings and values
// are read in French, Arabic and English, whatever their case and accents. A table without headings has a
// source, a target and a note, as glossaries of OmegaT.
package table

// Pair names the languages of the columns source and target, and of a table without headings. Empty
// ones are Arabic and French, by the script of what the columns hold.
type Pair struct{ Source, Target string }
