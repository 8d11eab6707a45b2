// Package sense has the checks of what a target says: source that is left over, parts that one text lacks or denies, and
// sentences that are broken.
package sense

import "truchement/workflow/check/look"

// Checks are the checks of sense, in the order in which findings at one place are listed.
func Checks() []*look.Check {
	return []*look.Check{
		&untranslated,
		&quoteLost,
		&tooShort,
		&omission,
		&addition,
		&brokenSentence,
		&negation,
		&unedited,
	}
}
