package value

import (
	"strings"
	"sync"
)

// unit is what a word or sign after a number says it counts.
type unit struct {
	kind   Kind
	code   string // a currency, or a unit of measure
	agrees bool   // the word has another form for other numbers
	two    bool   // the word is a dual, which has its number in itself: درهمان
}

// unitTables are the tables of units and currencies, by word.
type unitTables struct {
	units     map[string]unit
	powers    map[string]string
	countries map[[2]string]string // by currency and adjective
	families  map[string]string    // the currency without a country, by code
}

var unitsOnce = sync.OnceValue(func() unitTables {
	t := unitTables{units: map[string]unit{}, powers: map[string]string{},
		countries: map[[2]string]string{}, families: map[string]string{}}
	t.fill(Money, currencyNames)
	t.fill(Measure, measureNames)
	eachRow(unitPowers, func(power, words string) {
		for _, w := range strings.Fields(words) {
			t.powers[w] = power
		}
	})
	eachRow(currencyCountries, func(codes, words string) {
		family, code, _ := strings.Cut(codes, " ")
		for _, w := range strings.Fields(words) {
			t.countries[[2]string{family, w}] = code
		}
		if strings.ToLower(family) == family {
			t.families[code] = family
		}
	})
	return t
})

// eachRow visits the lines of a table: a name, a colon, and words.
func eachRow(table string, visit func(name, words string)) {
	for line := range strings.Lines(table) {
		if name, words, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			visit(name, words)
		}
	}
}

func (t unitTables) fill(kind Kind, table string) {
	eachRow(table, func(code, words string) {
		column := 0
		for _, w := range strings.Fields(words) {
			if w == "|" {
				column++
				continue
			}
			t.units[w] = unit{kind: kind, code: code, agrees: column > 0, two: column == 2}
		}
	})
}

// currencyFamily returns the name that a currency shares with those of other countries, or
// nothing.
func currencyFamily(code string) string { return unitsOnce().families[code] }
