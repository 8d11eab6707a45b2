package plant

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var numeral = regexp.MustCompile("[0-9٠-٩]+(?:[.,٫٬\u00a0\u202f ][0-9٠-٩]{3})*(?:[.,٫][0-9٠-٩]+)?")

// numbers are numbers that are wrong by a digit, by two that changed places, by a zero, by a thousand, or left out, and words
// for other numbers.
func numbers(p Pair, random *rand.Rand) (edits []edit) {
	text := p.Target
	for _, at := range numeral.FindAllStringIndex(text, -1) {
		if n := text[at[0]:at[1]]; alone(text, at[0], at[1]) && yearOf(n) == 0 {
			edits = append(edits, wrongNumbers(text, at[0], at[1], random)...)
		}
	}
	for _, w := range wordsOf(text) {
		for _, list := range numberWords[p.TargetLang] {
			i := slices.Index(list.words, w.text)
			if i < 0 {
				continue
			}
			other := list.words[(i+1+random.IntN(len(list.words)-1))%len(list.words)]
			edits = append(edits, edit{list.variant, w.start, w.end, other})
		}
	}
	return edits
}

func wrongNumbers(text string, start, end int, random *rand.Rand) (edits []edit) {
	n := []rune(text[start:end])
	whole := isNumber(string(n))
	at := random.IntN(len(n))
	if d := digitOf(n[at]); d >= 0 {
		other := slices.Clone(n)
		other[at] = like(n[at], (d+1+random.IntN(9))%10)
		if digitOf(other[0]) > 0 {
			edits = append(edits, edit{"digit", start, end, string(other)})
		}
	}
	for i := 1; i < len(n); i++ {
		a, b := digitOf(n[i-1]), digitOf(n[i])
		if a > 0 && b > 0 && a != b {
			other := slices.Clone(n)
			other[i-1], other[i] = n[i], n[i-1]
			edits = append(edits, edit{"swapped", start, end, string(other)})
		}
	}
	if whole && digitOf(n[0]) > 0 {
		edits = append(edits, edit{"zero", start, end, string(n) + string(like(n[0], 0))})
	}
	if before(text, start) == ' ' {
		edits = append(edits, edit{"left out", start - 1, end, ""})
	}
	return edits
}

// digitOf is the value of a digit of either script; -1 for another character.
func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '٠' && r <= '٩':
		return int(r - '٠')
	}
	return -1
}

// like is a digit in the script of another.
func like(r rune, digit int) rune {
	if r >= '٠' {
		return '٠' + rune(digit)
	}
	return '0' + rune(digit)
}

// yearOf is the year of the last two centuries, or of this one, that a numeral may be; 0 for none.
func yearOf(n string) int {
	var ascii strings.Builder
	for _, r := range n {
		if d := digitOf(r); d >= 0 {
			ascii.WriteString(strconv.Itoa(d))
		} else {
			return 0
		}
	}
	y, err := strconv.Atoi(ascii.String())
	if err != nil || y < 1800 || y >= 2100 {
		return 0
	}
	return y
}

// numberWords are words of which each may stand for another of its list.
var numberWords = map[string][]struct {
	variant string
	words   []string
}{
	"fr": {
		{"word", strings.Fields("deux trois quatre cinq six sept huit dix onze douze quinze vingt trente quarante cinquante")},
		{"magnitude", strings.Fields("millions milliards")},
		{"magnitude", strings.Fields("million milliard")},
		{"ordinal", strings.Fields("deuxième troisième quatrième cinquième sixième septième huitième")},
	},
	"ar": {
		{"word", strings.Fields("ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة")},
		{"word", strings.Fields("ثلاث أربع خمس ست سبع تسع")},
		{"word", strings.Fields("ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين")},
		{"magnitude", strings.Fields("مليون مليار")},
		{"magnitude", strings.Fields("ملايين مليارات")},
		{"ordinal", strings.Fields("الثالثة الرابعة الخامسة السادسة السابعة الثامنة")},
	},
}
