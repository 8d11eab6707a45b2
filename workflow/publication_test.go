package workflow

import (
	"testing"
	"time"

	"truchement/workflow/lang"
)

func TestHouseStyleWritesDatesAndNumbers(t *testing.T) {
	day := time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, tag           string
		style               HouseStyle
		full, short, number string
	}{
		{"no publication, Arabic", "ar", HouseStyle{},
			"الاثنين، 23 نونبر 2026", "23\u200f/11\u200f/2026", "1.204"},
		{"no publication, an Arabic that says its region", "ar-EG", HouseStyle{},
			"الاثنين، ٢٣ نوفمبر ٢٠٢٦", "٢٣\u200f/١١\u200f/٢٠٢٦", "١٬٢٠٤"},
		{"Morocco", "ar", HouseStyle{Arabic: "ar-MA"},
			"الاثنين، 23 نونبر 2026", "23\u200f/11\u200f/2026", "1.204"},
		{"Egypt", "ar", HouseStyle{Arabic: "ar-EG"},
			"الاثنين، ٢٣ نوفمبر ٢٠٢٦", "٢٣\u200f/١١\u200f/٢٠٢٦", "١٬٢٠٤"},
		{"Lebanon", "ar", HouseStyle{Arabic: "ar-LB"},
			"الاثنين، ٢٣ تشرين الثاني ٢٠٢٦", "٢٣\u200f/١١\u200f/٢٠٢٦", "١٬٢٠٤"},
		{"Lebanon in Western digits", "ar", HouseStyle{Arabic: "ar-LB", Digits: "latn"},
			"الاثنين، 23 تشرين الثاني 2026", "23\u200f/11\u200f/2026", "1,204"},
		{"Morocco in Arabic-Indic digits", "ar", HouseStyle{Arabic: "ar-MA", Digits: "arab"},
			"الاثنين، ٢٣ نونبر ٢٠٢٦", "٢٣\u200f/١١\u200f/٢٠٢٦", "١٬٢٠٤"},
		{"the house before the tag", "ar-EG", HouseStyle{Arabic: "ar-TN"},
			"الاثنين، 23 نوفمبر 2026", "23\u200f/11\u200f/2026", "1.204"},
		{"French", "fr", HouseStyle{}, "lundi 23 novembre 2026", "23/11/2026", "1\u202f204"},
		{"French of Canada", "fr", HouseStyle{French: "fr-CA", Digits: "arab"},
			"lundi 23 novembre 2026", "2026-11-23", "1\u00a0204"},
		{"French of Morocco", "fr", HouseStyle{French: "fr-MA", Arabic: "ar-EG"},
			"lundi 23 novembre 2026", "23/11/2026", "1.204"},
		{"French without spaces", "fr", HouseStyle{French: "eu"},
			"lundi 23 novembre 2026", "23/11/2026", "1\u202f204"},
		{"English", "en", HouseStyle{Arabic: "ar-EG", Digits: "arab"},
			"Monday, November 23, 2026", "11/23/26", "1,204"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := c.style.Locale(c.tag)
			for got, want := range map[string]string{
				l.FormatDate(day, lang.Full): c.full, l.FormatDate(day, lang.Short): c.short,
				l.FormatInt(1204): c.number,
			} {
				if got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
}
