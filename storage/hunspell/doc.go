// Package hunspell asks the program of that name which words a dictionary does not know. The program and the
// dictionaries are those of the system (Debian: hunspell, hunspell-fr, hunspell-ar); where they are missing it says so
// once, and knows all words from then on.
//
// It runs the program, one process a language that stays, instead of reading the dictionaries itself. Of the readers
// written in Go, gospell (MIT) is the most complete, but the French dictionary needs flags of two letters, FULLSTRIP,
// CIRCUMFIX, KEEPCASE and FORBIDDENWORD, and the Arabic one flags of two letters, AF, AM and IGNORE, none of which it
// has; vale's reader is a part of a program and descends from it. Bindings to the library would need C.
//
// It is under storage and not beside the check that asks it (workflow/check, Speller), since workflow runs no programs.
package hunspell
