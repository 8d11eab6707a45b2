// Package check finds what is wrong with a translation between Arabic, French and English: what its target lacks, adds,
// says otherwise than the source, or writes against the rules of its language. It is an engine: it knows nothing of the
// desk.
//
// # How it works
//
// A Checker looks at a Pair, a source with its target, through all checks. Each check is a look.Check in a file of its
// own, with an id that stays the same for ever, since rules and dismissals name it. They are in families, a package
// each: form (how the target is written), figure (what can be compared by value), name (names and terms) and sense
// (what the target says). What they share is below them, in look: a look.Subject is the pair while checks look at it,
// and what several of them read (its plain texts, words, numbers and dates) is read once, when the first of them asks
// for it. This package has the list of all checks, and rules are read here, since they name checks.
//
// Some checks look at all pairs of an article, for what contradicts itself in it.
//
// A check reports what it found as a Finding: where it is in both texts, in bytes of their Flat, a message with what was
// found and what was expected, and where only one correction can be meant, that as a Fix.
//
// # What may be reported
//
// A check that nags is turned off, and finds nothing then. So a check is silent where it does not know: it reports only
// what a careful editor would look at. On professional translations of news no more than one pair in a hundred may have
// a false error, and no more than three a false finding of any kind; testdata and the benchmark beside its peers
// (workflow/testdata/bench/check) hold that.
package check
