package form

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestBidi(t *testing.T) {
	checktest.Examples(t, &bidi, []checktest.Example{
		{"fr-ar", "Un.", "نعم\u200f \u2068Google\u2069.", nil},
		{"fr-ar", "Un.", "نعم \u202bلا\u202c.", []string{"U+202B||نعم لا\u202c.", "U+202C||نعم \u202bلا."}},
		{"fr-ar", "Un.", "نعم\u2069.", []string{"U+2069||نعم."}},
		{"fr-ar", "Un.", "نعم\u2068.", []string{"U+2068||نعم\u2068."}},
	})
}
