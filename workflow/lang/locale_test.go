package lang

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"testing"
	"time"
)

// TestLocaleMatchesICU compares every locale with the results of ICU 78.2 for the same values.
func TestLocaleMatchesICU(t *testing.T) {
	f, err := os.Open("testdata/cldr48-samples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := 0
	for sc := bufio.NewScanner(f); sc.Scan(); lines++ {
		var c struct {
			L, F, Want        string
			In                time.Time
			Full, Short, Time string
			N                 float64
			Items             []string
		}
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		l := LocaleOf(c.L)
		check := func(got, want string) {
			if got != want {
				t.Errorf("%s: got %+q, want %+q", sc.Text(), got, want)
			}
		}
		switch c.F {
		case "date":
			check(l.FormatDate(c.In, Full), c.Full)
			check(l.FormatDate(c.In, Short), c.Short)
			check(l.FormatTime(c.In), c.Time)
		case "int":
			check(l.FormatInt(int64(c.N)), c.Want)
		case "decimal":
			check(l.FormatDecimal(c.N, 2), c.Want)
		case "percent":
			check(l.FormatPercent(c.N), c.Want)
		case "list":
			check(l.List(c.Items), c.Want)
		default:
			t.Fatalf("unknown sample %s", sc.Text())
		}
	}
	if lines != 28*22 {
		t.Errorf("%d samples, want %d", lines, 28*22)
	}
}

func TestLocaleOfFallsBackToPrefix(t *testing.T) {
	for tag, want := range map[string]string{
		"ar-MA": "ar-MA", "AR-ma": "ar-MA", "ar-YE": "ar", "fr-FR": "fr-FR", "fr-SN": "fr",
		"fr-MA-x-desk": "fr-MA", "en-US": "en", "de": "en", "": "en",
	} {
		if got := LocaleOf(tag).Tag(); got != want {
			t.Errorf("LocaleOf(%q) is %q, want %q", tag, got, want)
		}
	}
}

func TestLocaleNamesMonthsAsCountryDoes(t *testing.T) {
	for _, c := range []struct {
		tag   string
		month time.Month
		want  string
	}{
		{"ar-MA", time.November, "نونبر"}, {"ar-TN", time.July, "جويلية"},
		{"ar-LB", time.October, "تشرين الأول"}, {"ar-EG", time.August, "أغسطس"},
		{"ar-MR", time.April, "إبريل"}, {"fr-MA", time.August, "août"}, {"en", time.May, "May"},
	} {
		if got := LocaleOf(c.tag).Month(c.month); got != c.want {
			t.Errorf("%s month %d is %q, want %q", c.tag, c.month, got, c.want)
		}
	}
	if got := LocaleOf("ar").Weekday(time.Sunday); got != "الأحد" {
		t.Errorf("Sunday is %q", got)
	}
}

func TestFormatDecimalHasNamesForInfinity(t *testing.T) {
	l := LocaleOf("fr-MA")
	for want, f := range map[string]float64{"NaN": math.NaN(), "∞": math.Inf(1), l.minus + "∞": math.Inf(-1)} {
		if got := l.FormatDecimal(f, 2); got != want {
			t.Errorf("FormatDecimal(%v) = %q, want %q", f, got, want)
		}
	}
	if got, want := l.FormatDecimal(2.5, -1), "2"; got != want {
		t.Errorf("FormatDecimal(2.5, -1) = %q, want %q", got, want)
	}
}
