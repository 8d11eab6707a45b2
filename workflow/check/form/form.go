// Package form has the checks of how a target is written: its codes, signs, quotes and spaces, its letters and words. Most
// read the target alone; the source excuses what it has too.
package form

import "truchement/workflow/check/look"

// Checks are the checks of form, in the order in which findings at one place are listed.
func Checks() []*look.Check {
	return []*look.Check{
		&codes,
		&quotes,
		&brackets,
		&doubledWord,
		&finalSign,
		&spacing,
		&capital,
		&apostrophe,
		&ligature,
		&ordinalForm,
		&arabicSign,
		&digits,
		&tatweel,
		&mark,
		&slip,
		&lookalike,
		&bidi,
		&length,
		&spelling,
		&grammar,
	}
}
