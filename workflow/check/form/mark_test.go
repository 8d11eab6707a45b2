package form

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestMark(t *testing.T) {
	checktest.Examples(t, &mark, []checktest.Example{
		{"fr-ar", "Merci.", "شكرًا، أُمّةٌ.", nil},
		{"fr-ar", "Merci.", "أمّّة.", []string{"ّ||أمّة."}},
		{"fr-ar", "Merci.", "كَُتب.", []string{"ُ||كَُتب."}},
		{"fr-ar", "Merci.", "نعم ّ لا.", []string{"ّ||نعم  لا."}},
	})
}
