// Package name has the checks of names and terms: names that a target spells otherwise than the source sounds, replaces or
// spells in two ways, and terms that the termbase forbids or misses or that an article translates in two ways.
package name

import "truchement/workflow/check/look"

// Checks are the checks of names and terms, in the order in which findings at one place are listed.
func Checks() []*look.Check {
	return []*look.Check{
		&knownNameCheck,
		&latinNameCheck,
		&nameCheck,
		&otherNameCheck,
		&nameTwoWays,
		&termMissing,
		&termForbidden,
		&inconsistent,
		&repeated,
	}
}
