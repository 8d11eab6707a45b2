// Package figure has the checks of what can be compared by value: numbers, amounts, dates and hours, relative days, and
// addresses. It knows nothing of the words around them.
package figure

import "truchement/workflow/check/look"

// Checks are the checks of figures, in the order in which findings at one place are listed.
func Checks() []*look.Check {
	return []*look.Check{
		&number,
		&percent,
		&money,
		&measure,
		&date,
		&months,
		&days,
		&hours,
		&relativeDay,
		&address,
	}
}
