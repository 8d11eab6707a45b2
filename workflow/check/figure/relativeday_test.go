package figure

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestRelativeDay(t *testing.T) {
	monday := time.Date(2024, 3, 11, 22, 0, 0, 0, time.UTC)
	tests := []struct {
		name           string
		days           int // from source to edition; -1: not known
		langs          string
		source, target string
		want           string
	}{
		{"the same day", 0, "ar-fr", "وصل أمس", "Il est arrivé hier", ""},
		{"unknown", -1, "ar-fr", "وصل أمس", "Il est arrivé hier", ""},
		{"mended", 1, "ar-fr", "وصل اليوم", "Il est arrivé hier", ""},
		{"named", 1, "ar-fr", "وصل اليوم", "Il est arrivé lundi", ""},
		{"the present time", 1, "ar-fr", "في الوقت الحاضر", "C’est ainsi aujourd’hui", ""},
		{"that day", 1, "fr-ar", "ce jour-là", "في ذلك اليوم", ""},
		{"today is yesterday", 1, "ar-fr", "وصل اليوم", "Aujourd’hui, il est arrivé", "Aujourd’hui|Hier, il est arrivé"},
		{"yesterday is two days ago", 1, "fr-ar", "Il est arrivé hier", "وصل أمس", "أمس|وصل أول أمس"},
		{"too long ago for a word", 3, "ar-fr", "وصل أمس", "Il est arrivé hier", "hier|Il est arrivé hier"},
		{"two words", 1, "ar-fr", "وصل أمس", "Il est arrivé hier", "hier|Il est arrivé avant-hier"},
		{"a longer word", 1, "ar-fr", "وصل أول أمس", "Il est arrivé avant-hier", "avant-hier|Il est arrivé avant-hier"},
		{"tomorrow is today", 1, "ar-fr", "يصل غدا", "Il arrive demain", "demain|Il arrive aujourd’hui"},
	}
	for _, tt := range tests {
		p := checktest.Pair(t, tt.langs, tt.source, tt.target)
		if tt.days >= 0 {
			p.SourceDay, p.TargetDay = monday, monday.AddDate(0, 0, tt.days)
		}
		var got []string
		for _, f := range checktest.Find(look.Rules{}, p, &relativeDay) {
			got = append(got, f.Found+"|"+checktest.Fixed(p.Target.Flat(), f.Fix))
		}
		if strings.Join(got, "\n") != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
