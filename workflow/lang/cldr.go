package lang

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

//go:embed cldr/*.json
var cldrFiles embed.FS

// sample is a locale in the embedded tables: CLDR's own output for known values, from which the
// patterns are read.
type sample struct {
	Digits, Group, Decimal, Percent string
	Months, Weekdays                []string
	Full, Short, Time               string
	List, Pair, Negative            string
	Single                          struct{ Short, Time string }
}

// locales reads the tables once.
var locales = sync.OnceValue(mustLocales)

// mustLocales panics when the embedded tables are broken, which is a fault of the build: a test
// reads every entry.
func mustLocales() map[string]*Locale {
	samples := map[string]json.RawMessage{}
	merged := map[string]*sample{}
	for _, name := range []string{"cldr/cldr48-ar-fr.json", "cldr/cldr48-more.json"} {
		data, err := cldrFiles.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(data, &samples)
		}
		if err == nil {
			err = mergeSamples(merged, samples)
		}
		if err != nil {
			panic(fmt.Sprintf("lang: embedded %s: %v", name, err))
		}
	}
	out := make(map[string]*Locale, len(merged))
	for tag, s := range merged {
		out[strings.ToLower(tag)] = s.locale(tag)
	}
	return out
}

func mergeSamples(into map[string]*sample, from map[string]json.RawMessage) error {
	for tag, raw := range from {
		if strings.HasPrefix(tag, "_") {
			continue
		}
		if into[tag] == nil {
			into[tag] = &sample{}
		}
		if err := json.Unmarshal(raw, into[tag]); err != nil {
			return fmt.Errorf("locale %s: %w", tag, err)
		}
	}
	return nil
}

func (s *sample) locale(tag string) *Locale {
	l := &Locale{
		tag: tag, zero: '0', group: s.Group, decimal: s.Decimal,
		months: s.Months, weekdays: s.Weekdays,
	}
	if s.Digits == "arab" {
		l.zero = '٠'
	}
	// The sample's minus sign stands without its bidi mark; the negative number has both.
	l.minus = strings.TrimRightFunc(s.Negative, unicode.IsDigit)
	l.percent[0], l.percent[1], _ = strings.Cut(european(s.Percent), "25")
	l.full, l.short = s.fullPattern(), shortPattern(european(s.Single.Short))
	l.time = timePattern(european(s.Single.Time))
	l.am, l.pm = period(s.Single.Time), period(s.Time)
	l.separator, l.lastSep = between(s.List, "A", "B"), between(s.List, "B", "C")
	l.pair = between(s.Pair, "A", "B")
	return l
}

// european puts European digits for any others.
func european(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0x7F && unicode.IsDigit(r) {
			return '0' + digitValue(r)
		}
		return r
	}, s)
}

func between(s, before, after string) string {
	_, s, _ = strings.Cut(s, before)
	s, _, _ = strings.Cut(s, after)
	return s
}

// period answers the letters at the end of a time: PM, م, or nothing.
func period(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	_, n := utf8.DecodeRuneInString(s[max(i, 0):])
	return s[max(i, 0)+n:]
}

// field is a part of a pattern: text as it stands, or a value by letter, as in CLDR: E weekday,
// d day, M month number, L month name, y year, h and H hour, m minute, a half of the day. A
// doubled letter pads to two digits, yy is the year's last two.
type field struct {
	code string
	text string
}

// pattern turns a sample into fields: each pair is a text of the sample and its code.
func pattern(s string, pairs ...string) []field {
	var out []field
	for s != "" {
		at, text, code := len(s), "", ""
		for i := 0; i < len(pairs); i += 2 {
			if j := strings.Index(s, pairs[i]); j >= 0 && j < at {
				at, text, code = j, pairs[i], pairs[i+1]
			}
		}
		if at > 0 {
			out = append(out, field{text: s[:at]})
		}
		if code != "" {
			out = append(out, field{code: code})
		}
		s = s[at+len(text):]
	}
	return out
}

// fullPattern reads Monday 28 October 2024.
func (s *sample) fullPattern() []field {
	return pattern(european(s.Full), s.Weekdays[1], "E", s.Months[9], "L", "2024", "y", "28", "d")
}

// shortPattern reads 5 March 2024, timePattern 9:07; padded forms come first.
func shortPattern(s string) []field {
	return pattern(s, "2024", "y", "24", "yy", "05", "dd", "03", "MM", "5", "d", "3", "M")
}

func timePattern(s string) []field {
	if am := period(s); am != "" {
		return pattern(s, am, "a", "9", "h", "07", "mm")
	}
	return pattern(s, "09", "HH", "07", "mm")
}

func (l *Locale) format(fields []field, t time.Time) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(f.text)
		b.WriteString(l.field(f.code, t))
	}
	return b.String()
}

func (l *Locale) field(code string, t time.Time) string {
	n := 0
	switch code {
	case "":
		return ""
	case "E":
		return l.Weekday(t.Weekday())
	case "L":
		return l.Month(t.Month())
	case "a":
		if t.Hour() < 12 {
			return l.am
		}
		return l.pm
	case "y":
		n = t.Year()
	case "yy":
		n = t.Year() % 100
	case "d", "dd":
		n = t.Day()
	case "M", "MM":
		n = int(t.Month())
	case "h":
		n = (t.Hour()+11)%12 + 1
	case "HH":
		n = t.Hour()
	case "mm":
		n = t.Minute()
	}
	return l.digits(padded(n, len(code)))
}

func padded(n, width int) string {
	s := strconv.Itoa(n)
	if len(s) < width {
		s = "0" + s
	}
	return s
}
