package value

import (
	"strings"
	"sync"
)

// class is the place of a number word in a number.
type class uint8

const (
	noClass     class = iota
	digitWord         // 1 to 9
	teenWord          // 10 to 19
	tenWord           // 20 to 90
	hundredWord       // 100 to 900
	scaleWord         // 1,000 and more
	boundScale        // a scale that only follows a number: آلاف, millions
	dualScale         // twice a scale: مليونان
)

// numberWord is a word of a number.
type numberWord struct {
	class class
	n     int64
	power int // of ten, of a scale
}

// vocabulary holds the words of values of one language, by their folded keys.
type vocabulary struct {
	numbers  map[string]numberWord
	ordinals map[string]int64
	months   map[string]monthName
	weekdays map[string]int
	written  []writtenMonth
	begins   map[string]bool // what a value may begin with

	weekdayNames [8]string
	arabic       bool
	french       bool
}

var vocabularies = sync.OnceValue(func() map[string]*vocabulary {
	fr := newVocabulary(frenchNumbers, frenchScales, frenchOrdinals, frenchMonths, frenchWeekdays)
	fr.french = true
	ar := newVocabulary(arabicNumbers, arabicScales, arabicOrdinals, arabicMonths, arabicWeekdays)
	ar.arabic = true
	return map[string]*vocabulary{"fr": fr, "ar": ar,
		"en": newVocabulary("", englishScales, "", englishMonths, englishWeekdays),
		"":   newVocabulary("", "", "", "", "")}
})

func vocabularyOf(tag string) *vocabulary {
	all := vocabularies()
	if v, ok := all[base(tag)]; ok {
		return v
	}
	return all[""]
}

func newVocabulary(numbers, scales, ordinals, months, weekdays string) *vocabulary {
	v := &vocabulary{numbers: map[string]numberWord{}, ordinals: map[string]int64{},
		months: map[string]monthName{}, weekdays: map[string]int{}, begins: map[string]bool{}}
	eachRow(numbers, func(name, words string) {
		n := mustInt(name)
		for _, w := range strings.Fields(words) {
			v.numbers[w] = numberWord{class: classOf(n), n: n}
		}
	})
	eachRow(scales, v.addScale)
	eachRow(ordinals, func(name, words string) {
		for _, w := range strings.Fields(words) {
			v.ordinals[w] = mustInt(name)
		}
	})
	v.addWeekdays(weekdays)
	v.addMonths(months)
	v.collectBegins()
	return v
}

func (v *vocabulary) addScale(name, words string) {
	power := int(mustInt(name))
	n, _ := Decimal("1").shift(power).Int()
	classes := [...]class{scaleWord, boundScale, dualScale}
	column := 0
	for _, w := range strings.Fields(words) {
		if w == "|" {
			column++
			continue
		}
		v.numbers[w] = numberWord{class: classes[column], n: n, power: power}
	}
}

// collectBegins fills what a value may begin with.
func (v *vocabulary) collectBegins() {
	for w := range v.numbers {
		v.begins[w] = true
	}
	for w := range v.ordinals {
		v.begins[w] = true
	}
	for w := range v.weekdays {
		v.begins[w] = true
	}
	for w := range v.months {
		first, _, _ := strings.Cut(w, " ")
		v.begins[first] = true
	}
	for w, u := range unitsOnce().units {
		v.begins[w] = v.begins[w] || u.two
	}
	for _, w := range [...]string{"الساعه", "يوم", "اليوم", "شهر", "نصف", "ربع"} {
		v.begins[w] = true
	}
}

func mustInt(s string) int64 {
	n, _ := Decimal(s).Int()
	return n
}

func classOf(n int64) class {
	switch {
	case n < 10:
		return digitWord
	case n < 20:
		return teenWord
	case n < 100:
		return tenWord
	}
	return hundredWord
}

// mayBegin reports, quickly, whether a value may begin at an atom.
func (p *parser) mayBegin(i int) bool {
	a := p.at(i)
	switch a.kind {
	case digits:
		return true
	case sign:
		return p.at(i+1).kind == digits || p.is(i, "$", "€", "£", "¥")
	}
	if a.glued && p.at(i-1).kind == digits {
		return false
	}
	if p.words.french && isRoman(p.textOf(i)) {
		return true
	}
	if _, money := unitsOnce().units[a.key]; money && p.at(i+1).kind == digits {
		return true
	}
	if !p.words.arabic {
		return p.words.begins[a.key]
	}
	_, ok := trimArabic(a.key, func(key string) bool {
		return p.words.begins[key] || p.words.begins[strings.TrimPrefix(key, "ال")]
	})
	return ok
}
