package figure

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// relativeDay finds yesterday, today and tomorrow where they mean another day, since the edition appears on another day
// than the source. It is silent where the days are not known, and where the target does not say what the source says:
// today may be the present time.
var relativeDay = look.Check{ID: "relative-day", Severity: look.Warning, Pair: func(p *look.Subject) {
	if p.Pair.SourceDay.IsZero() || p.Pair.TargetDay.IsZero() {
		return
	}
	shift := int(math.Round(dayOf(p.Pair.SourceDay).Sub(dayOf(p.Pair.TargetDay)).Hours() / 24))
	if shift == 0 {
		return
	}
	said := map[int]bool{}
	for _, s := range relativeDays(p.Source) {
		said[s.offset] = true
	}
	for _, t := range relativeDays(p.Target) {
		if !said[t.offset] || said[t.offset-shift] {
			continue
		}
		f := look.Finding{Message: "check.relative-day", Target: t.Range, Found: p.Target.Of(t.Range)}
		meant := dayOf(p.Pair.SourceDay).AddDate(0, 0, t.offset)
		f.Expected = lang.LocaleOf(p.Target.Tag).FormatDate(meant, lang.Full)
		if word := relativeWord(p.Target.Lang, t.offset+shift); word != "" {
			if r, n := utf8.DecodeRuneInString(f.Found); unicode.IsUpper(r) && n > 0 {
				first, size := utf8.DecodeRuneInString(word)
				word = string(unicode.ToUpper(first)) + word[size:]
			}
			f.Fix = look.Replace(t.Range, word)
		}
		p.Report(f)
	}
}}

func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

//go:embed table/relativedays.txt
var relativeDayTable string

// relativeDayWords are the words of relative days: by language, the folded words and the days from today.
var relativeDayWords = sync.OnceValue(func() map[string][]relativeDayWord {
	words := map[string][]relativeDayWord{}
	eachRow(relativeDayTable, func(name, word string) {
		base, number, _ := strings.Cut(name, " ")
		n, _ := strconv.Atoi(number)
		typed := strings.ReplaceAll(word, "_", " ")
		words[base] = append(words[base], relativeDayWord{n, typed, strings.Fields(strings.ReplaceAll(lang.Fold(typed, base), "-", " - "))})
	})
	return words
})

type relativeDayWord struct {
	offset int
	typed  string
	keys   []string
}

type relativeDayAt struct {
	look.Range
	offset int
}

func relativeWord(base string, offset int) string {
	for _, w := range relativeDayWords()[base] {
		if w.offset == offset {
			return w.typed
		}
	}
	return ""
}

// relativeDays are the relative days of a text. Of two readings of a place it takes the longer one.
func relativeDays(s *look.Side) (all []relativeDayAt) {
	words := relativeDayWords()[s.Lang]
	tokens := s.Tokens()
	next := 0
	for i := range tokens {
		if i < next || s.Lang == "ar" && i > 0 && isOfToday(lang.Fold(tokens[i-1].Text, s.Tag)) {
			continue
		}
		best := 0
		at := relativeDayAt{}
		for _, w := range words {
			if n := startsWith(s, i, w.keys); n > best {
				best, at = n, relativeDayAt{look.Span(tokens[i].Start, tokens[i+n-1].End), w.offset}
			}
		}
		if best > 0 {
			all, next = append(all, at), i+best
		}
	}
	return all
}

// isOfToday reports whether the word before اليوم makes it the day of which the sentence tells: ذلك اليوم.
func isOfToday(key string) bool {
	switch key {
	case "ذلك", "هذا", "نفس", "ذات", "في", "طوال", "خلال":
		return true
	}
	return false
}

// startsWith returns how many tokens from token i have these keys, with spaces between them left out.
func startsWith(s *look.Side, i int, keys []string) (n int) {
	tokens := s.Tokens()
	for _, key := range keys {
		for n > 0 && i+n < len(tokens) && strings.TrimSpace(tokens[i+n].Text) == "" {
			n++
		}
		if i+n >= len(tokens) || lang.Fold(tokens[i+n].Text, s.Tag) != key {
			return 0
		}
		n++
	}
	return n
}
