// Package name proposes how a name that no termbase knows is written in the other script: Arabic
// names in Latin letters by the habits of the press of a country (Romanize), foreign names in Arabic
// letters (Arabize). It also tells what is the name of a place (IsPlace), or has a person's (HasListed).
//
// A person's name has the spelling that the person uses, which no rule knows. What this package
// returns are proposals for a translator to choose from, and never findings.
//
// Common given and family names are in lists (list/arabic.tsv, list/foreign.tsv). Of the others each
// letter has its usual spelling (list/letters.tsv); Arabic leaves short vowels out, and a where one is
// missing is the likeliest. Places are in list/places.tsv and in CLDR.
package name
