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

const frenchNumbers = `
1: un une
2: deux
3: trois
4: quatre
5: cinq
6: six
7: sept
8: huit
9: neuf
10: dix
11: onze
12: douze
13: treize
14: quatorze
15: quinze
16: seize
20: vingt vingts
30: trente
40: quarante
50: cinquante
60: soixante
70: septante
80: huitante octante
90: nonante
100: cent cents
`

const arabicNumbers = `
1: واحد واحده احد احدي
2: اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي
3: ثلاثه ثلاث
4: اربعه اربع
5: خمسه خمس
6: سته ست
7: سبعه سبع
8: ثمانيه ثماني ثمان
9: تسعه تسع
10: عشره عشر
20: عشرون عشرين
30: ثلاثون ثلاثين
40: اربعون اربعين
50: خمسون خمسين
60: ستون ستين
70: سبعون سبعين
80: ثمانون ثمانين
90: تسعون تسعين
100: مئه مائه
200: مئتان مئتين مئتي مائتان مائتين مائتي
300: ثلاثمئه ثلاثمائه
400: اربعمئه اربعمائه
500: خمسمئه خمسمائه
600: ستمئه ستمائه
700: سبعمئه سبعمائه
800: ثمانمئه ثمانمائه ثمانيمئه ثمانيمائه
900: تسعمئه تسعمائه
`

// scales are the names of powers of ten. Before the bar are those that are a number alone, then
// those that only follow one, then the duals. A billion of the Mashriq is a milliard; the French
// billion is a thousand milliards.
const (
	frenchScales = `
3: mille |
6: | million millions
9: | milliard milliards
12: | billion billions
`
	arabicScales = `
3: الف | الاف الفا | الفان الفين الفي
6: مليون | ملايين مليونا | مليونان مليونين مليوني
9: مليار بليون | مليارات مليارا بلايين بليونا | ملياران مليارين ملياري
12: تريليون | تريليونات تريليونا | تريليونين تريليونان
`
	englishScales = `
3: | thousand
6: | million
9: | billion
12: | trillion
`
)

const frenchOrdinals = `
1: premier premiere premiers premieres unieme
2: deuxieme deuxiemes
3: troisieme troisiemes
4: quatrieme
5: cinquieme
6: sixieme
7: septieme
8: huitieme
9: neuvieme
10: dixieme
11: onzieme
12: douzieme
13: treizieme
14: quatorzieme
15: quinzieme
16: seizieme
20: vingtieme
30: trentieme
40: quarantieme
50: cinquantieme
60: soixantieme
80: quatrevingtieme
100: centieme
1000: millieme
`

const arabicOrdinals = `
1: اول اولي حادي حاديه
2: ثاني ثانيه
3: ثالث ثالثه
4: رابع رابعه
5: خامس خامسه
6: سادس سادسه
7: سابع سابعه
8: ثامن ثامنه
9: تاسع تاسعه
10: عاشر عاشره
`

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
