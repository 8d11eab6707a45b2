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

// localeSample is a locale in the embedded tables: what CLDR's formatters return for known values.
// The patterns are derived from them.
type localeSample struct {
	Digits, Group, Decimal, Percent string
	Months, Weekdays                []string
	Full, Short, Time               string
	List, Pair, Negative            string
	Single                          struct{ Short, Time string }
}

// localeTable reads the tables once.
var localeTable = sync.OnceValue(mustReadLocales)

// mustReadLocales panics if the embedded tables are invalid. A test reads every entry.
func mustReadLocales() map[string]*Locale {
	samples := map[string]json.RawMessage{}
	merged := map[string]*localeSample{}
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
		out[strings.ToLower(tag)] = s.toLocale(tag)
	}
	return out
}

func mergeSamples(into map[string]*localeSample, from map[string]json.RawMessage) error {
	for tag, raw := range from {
		if strings.HasPrefix(tag, "_") {
			continue
		}
		if into[tag] == nil {
			into[tag] = &localeSample{}
		}
		if err := json.Unmarshal(raw, into[tag]); err != nil {
			return fmt.Errorf("locale %s: %w", tag, err)
		}
	}
	return nil
}

func (s *localeSample) toLocale(tag string) *Locale {
	l := &Locale{
		tag: tag, zero: '0', group: s.Group, decimal: s.Decimal,
		months: s.Months, weekdays: s.Weekdays,
	}
	if s.Digits == "arab" {
		l.zero = '٠'
	}
	// The minus sign of the sample lacks its bidi mark; the negative number has both.
	l.minus = strings.TrimRightFunc(s.Negative, unicode.IsDigit)
	l.percent[0], l.percent[1], _ = strings.Cut(westernDigits(s.Percent), "25")
	// The dates of the sample are Monday 28 October 2024 and 5 March 2024. Padded forms come first.
	l.full = parsePattern(westernDigits(s.Full), s.Weekdays[1], "E", s.Months[9], "L", "2024", "y",
		"28", "d")
	l.short = parsePattern(westernDigits(s.Single.Short), "2024", "y", "24", "yy", "05", "dd",
		"03", "MM", "5", "d", "3", "M")
	l.time = timePattern(westernDigits(s.Single.Time))
	l.am, l.pm = dayPeriod(s.Single.Time), dayPeriod(s.Time)
	l.separator, l.lastSeparator = textBetween(s.List, "A", "B"), textBetween(s.List, "B", "C")
	l.pairSeparator = textBetween(s.Pair, "A", "B")
	return l
}

// westernDigits replaces decimal digits of any script by 0 to 9.
func westernDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0x7F && unicode.IsDigit(r) {
			return '0' + digitValue(r)
		}
		return r
	}, s)
}

func textBetween(s, before, after string) string {
	_, s, _ = strings.Cut(s, before)
	s, _, _ = strings.Cut(s, after)
	return s
}

// dayPeriod returns the letters at the end of a time: PM, م, or nothing.
func dayPeriod(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	_, n := utf8.DecodeRuneInString(s[max(i, 0):])
	return s[max(i, 0)+n:]
}

// patternField is a part of a date or time pattern: literal text, or a code of CLDR for a value: E
// weekday, d day, M month number, L month name, y year, h and H hour, m minute, a half of the day.
// A doubled letter pads to two digits, yy is the last two digits of the year.
type patternField struct {
	code string
	text string
}

// parsePattern replaces the known values of a sample by their codes; pairs lists value and code in
// turn, and a longer value comes before its parts.
func parsePattern(s string, pairs ...string) []patternField {
	var out []patternField
	for s != "" {
		at, text, code := len(s), "", ""
		for i := 0; i < len(pairs); i += 2 {
			if j := strings.Index(s, pairs[i]); j >= 0 && j < at {
				at, text, code = j, pairs[i], pairs[i+1]
			}
		}
		if at > 0 {
			out = append(out, patternField{text: s[:at]})
		}
		if code != "" {
			out = append(out, patternField{code: code})
		}
		s = s[at+len(text):]
	}
	return out
}

// timePattern returns the pattern of a time of the sample, 9:07 in the morning.
func timePattern(s string) []patternField {
	if am := dayPeriod(s); am != "" {
		return parsePattern(s, am, "a", "9", "h", "07", "mm")
	}
	return parsePattern(s, "09", "HH", "07", "mm")
}

func (l *Locale) format(fields []patternField, t time.Time) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(f.text)
		b.WriteString(l.fieldValue(f.code, t))
	}
	return b.String()
}

func (l *Locale) fieldValue(code string, t time.Time) string {
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
	s := strconv.Itoa(n)
	if len(s) < len(code) {
		s = "0" + s
	}
	return l.localDigits(s)
}
