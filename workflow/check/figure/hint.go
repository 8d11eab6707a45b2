package figure

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"truchement/workflow/lang"
	"truchement/workflow/lang/value"
)

// hints are what the words of a text may say beside its values.
type hints struct {
	said    map[string]bool // plain numbers; half, days
	runs    map[string]bool // of digits, wherever they are
	named   []quantity      // decades, Arabic ordinals without an article, and names of months and weekdays that may be other words
	factors []float64       // of the units in it that are converted
	units   int             // how many of these it has
}

//go:embed table/hints.ar.txt
var arabicHints string

//go:embed table/hints.fr.txt
var frenchHints string

//go:embed table/conversions.txt
var conversions string

// hintTables are the words of hints, by language, and the units that are converted.
type hintTables struct {
	says    map[string]map[string][]string
	factors map[string][]float64
}

var hintsOnce = sync.OnceValue(func() hintTables {
	t := hintTables{says: map[string]map[string][]string{"ar": {}, "fr": {}}, factors: map[string][]float64{}}
	eachRow(arabicHints, func(n, w string) { t.says["ar"][w] = append(t.says["ar"][w], n) })
	eachRow(frenchHints, func(n, w string) { t.says["fr"][w] = append(t.says["fr"][w], n) })
	eachRow(conversions, func(factors, w string) {
		for f := range strings.FieldsSeq(factors) {
			x, _ := strconv.ParseFloat(f, 64)
			t.factors[w] = append(t.factors[w], x)
		}
	})
	return t
})

// eachRow visits the words of a table: a name, a colon and words in a line, # before a comment.
func eachRow(table string, visit func(name, word string)) {
	for line := range strings.Lines(table) {
		name, words, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(words) {
			visit(name, w)
		}
	}
}

// Hints are what the words of the text may say beside its values.
func (s *side) Hints() *hints {
	if s.hints != nil {
		return s.hints
	}
	h := &hints{said: map[string]bool{}, runs: map[string]bool{}}
	values := s.Values()
	for _, token := range s.Tokens() {
		if !token.Word {
			continue
		}
		for len(values) > 0 && values[0].End <= token.Start {
			values = values[1:]
		}
		var inside *value.Value
		if len(values) > 0 && values[0].Start < token.End {
			inside = &values[0]
		}
		h.addRuns(token, inside)
		h.addToken(s, token, inside != nil)
	}
	s.hints = h
	return h
}

// proclitics are what an Arabic word that says a number begins with.
var proclitics = [...]string{"ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "لل", "ولل", "فال", "كال", "وب", "ول"}

func (h *hints) addToken(s *side, token lang.Token, read bool) {
	t := hintsOnce()
	key := lang.Fold(token.Text, s.Tag)
	if f := t.factors[key]; len(f) > 0 {
		h.factors = append(h.factors, f...)
		h.units++
	}
	add := func(key string) {
		for _, says := range t.says[s.Lang][key] {
			h.add(says, token, read)
		}
	}
	add(key)
	switch s.Lang {
	case "ar":
		for _, clitics := range proclitics {
			if rest, ok := strings.CutPrefix(key, clitics); ok {
				add(rest)
			}
		}
	case "fr":
		if n := romanNumber(key); n > 0 {
			h.said[strconv.Itoa(n)] = true
		}
	}
}

// add adds what a row of a table says: a number, or with a name before it a decade, an ordinal, a month, a weekday. Of what is in
// a value, the value says it.
func (h *hints) add(says string, token lang.Token, read bool) {
	kind, n, named := strings.Cut(says, " ")
	switch {
	case !named:
		h.said[says] = true
	case !read:
		q := quantity{number: value.Decimal(n), weak: kind != "decade", quiet: kind != "decade", of: &value.Value{Kind: value.Date, Start: token.Start, End: token.End}}
		q.size, _ = strconv.ParseFloat(n, 64)
		switch kind {
		case "decade":
			q.what, q.check = decade, "date"
		case "ordinal":
			q.what, q.check = ordinal, "number"
		case "month":
			q.what, q.check = month, "month"
		case "weekday":
			q.what, q.check = weekday, "weekday"
		}
		h.named = append(h.named, q)
	}
}

// addRuns adds the digits of a token: those of a name (G20), of a code, a date and an hour are hints.
func (h *hints) addRuns(t lang.Token, inside *value.Value) {
	for run := range strings.FieldsFuncSeq(t.Text, func(r rune) bool { return !isDigit(r) }) {
		run = lang.Fold(run, "")
		h.runs[run] = true
		if inside == nil || inside.Kind >= value.Date {
			h.said[strings.TrimLeft(run, "0")] = true
		}
	}
}

// romanNumber returns the number that a folded word of the letters i, v and x is, up to 39.
func romanNumber(key string) int {
	sum, last := 0, 0
	for i := len(key) - 1; i >= 0; i-- {
		n := map[byte]int{'i': 1, 'v': 5, 'x': 10}[key[i]]
		switch {
		case n == 0 || sum > 39:
			return 0
		case n < last:
			sum -= n
		default:
			sum, last = sum+n, n
		}
	}
	return sum
}
