package plant

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// months are names of months in order, a list for each way to name them.
var months = map[string][][]string{
	"fr": {strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")},
	"ar": {
		strings.Fields("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
		strings.Fields("جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر"),
		{"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"},
	},
}

// weekdays are the days of the week, a list for each way to write them.
var weekdays = map[string][][]string{
	"fr": {strings.Fields("lundi mardi mercredi jeudi vendredi samedi dimanche")},
	"ar": {
		strings.Fields("الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"),
		strings.Fields("الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"),
	},
}

// beside are words next to which a month, a weekday or a year is one: mars is a planet, الجمعة a mosque, 2000 any number.
var beside = map[string][]string{
	"fr": strings.Fields("en de d du le au ce début fin mi depuis dès avant après jusqu l an année été hiver automne printemps " +
		"dernier prochain soir matin entre et vers dans"),
	"ar": strings.Fields("شهر في من منذ حتى بين يوم مساء صباح ليلة فجر عام سنة العام الماضي الماضية المقبل القادم خلال بعام وعام لعام نهاية بداية"),
}

// dates are other days, weekdays, months and years than those of the target.
func dates(p Pair, random *rand.Rand) (edits []edit) {
	text := p.Target
	for _, list := range months[p.TargetLang] {
		edits = append(edits, otherOf(p, "month", list, random)...)
	}
	for _, list := range weekdays[p.TargetLang] {
		edits = append(edits, otherOf(p, "weekday", list, random)...)
	}
	for _, at := range numeral.FindAllStringIndex(text, -1) {
		n := text[at[0]:at[1]]
		if y := yearOf(n); y > 0 && alone(text, at[0], at[1]) && dated(p, at[0], at[1]) {
			other := y + 1 + random.IntN(9)
			if random.IntN(2) == 0 || other > 2029 {
				other = y - 1 - random.IntN(9)
			}
			edits = append(edits, edit{"year", at[0], at[1], inDigitsOf(n, other)})
		}
		if isNumber(n) && len([]rune(n)) <= 2 && isMonth(p.TargetLang, wordAfter(text, at[1])) {
			day, _ := strconv.Atoi(inDigitsOf("0", valueOf(n)))
			other := 1 + (day+random.IntN(26))%28
			if other != day && alone(text, at[0], at[1]) {
				edits = append(edits, edit{"day", at[0], at[1], inDigitsOf(n, other)})
			}
		}
	}
	return edits
}

// otherOf are others of a list where the target has one of it.
func otherOf(p Pair, variant string, list []string, random *rand.Rand) (edits []edit) {
	text := p.Target
	for i, name := range list {
		for at := range places(text, name) {
			start, end := at, at+len(name)
			if !dated(p, start, end) {
				continue
			}
			other := list[(i+1+random.IntN(len(list)-1))%len(list)]
			edits = append(edits, edit{variant, start, end, other})
		}
	}
	return edits
}

// dated reports whether what is beside a part of the target shows that it is a date.
func dated(p Pair, start, end int) bool {
	b, a := wordBefore(p.Target, start), wordAfter(p.Target, end)
	known := func(w string) bool {
		return slices.Contains(beside[p.TargetLang], strings.ToLower(w)) || isMonth(p.TargetLang, w) || isWeekday(p.TargetLang, w)
	}
	return known(b) || isNumber(b) || isNumber(a) || slices.Contains([]string{"dernier", "prochain", "الماضي", "المقبل", "القادم"}, a) ||
		before(p.Target, start) == '(' && after(p.Target, end) == ')'
}

func isMonth(tag, w string) bool {
	return w != "" && slices.ContainsFunc(months[tag], func(list []string) bool {
		return slices.ContainsFunc(list, func(m string) bool { return m == w || strings.HasPrefix(m, w+" ") })
	})
}

func isWeekday(tag, w string) bool {
	return slices.ContainsFunc(weekdays[tag], func(list []string) bool { return slices.Contains(list, w) })
}

// places are where a text has a name as whole words.
func places(text, name string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := strings.Index(text[from:], name)
			if i < 0 {
				return
			}
			start, end := from+i, from+i+len(name)
			from = end
			inside := wordRun.FindStringIndex(text[end:])
			longer := inside != nil && inside[0] == 0 || wordRun.MatchString(string(before(text, start))) || before(text, start) == '-'
			if !longer && !yield(start) {
				return
			}
		}
	}
}

func valueOf(n string) int {
	v := 0
	for _, r := range n {
		v = 10*v + max(digitOf(r), 0)
	}
	return v
}

// inDigitsOf writes a number in the digits that another is written in.
func inDigitsOf(n string, v int) string {
	first := []rune(n)[0]
	var b strings.Builder
	for _, r := range strconv.Itoa(v) {
		b.WriteRune(like(first, digitOf(r)))
	}
	return b.String()
}
