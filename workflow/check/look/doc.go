// Package look is what the checks of a translation share: what a check is, what rules make of it, the pair that it looks
// at, and what it reports. The checks are in the packages beside it, one for each family; package check has them all.
package look
