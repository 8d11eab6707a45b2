package check

import "testing"

func TestMark(t *testing.T) {
	checkExamples(t, "mark", []example{
		{"fr-ar", "Merci.", "شكرًا، أُمّةٌ.", nil},
		{"fr-ar", "Merci.", "أمّّة.", []string{"ّ||أمّة."}},
		{"fr-ar", "Merci.", "كَُتب.", []string{"ُ||كَُتب."}},
		{"fr-ar", "Merci.", "نعم ّ لا.", []string{"ّ||نعم  لا."}},
	})
}
