package value

import _ "embed"

// The words that values are read by are lists in table, a row for a value or a unit.

// Scales are the names of powers of ten. Before the bar are those that are a number alone, then
// those that only follow one, then the duals. A billion of the Mashriq is a milliard; the French
// billion is a thousand milliards.
var (
	//go:embed table/scales.fr.txt
	frenchScales string
	//go:embed table/scales.ar.txt
	arabicScales string
	//go:embed table/scales.en.txt
	englishScales string
)

// The names of numbers and of ordinals, folded, by their values.
var (
	//go:embed table/numbers.fr.txt
	frenchNumbers string
	//go:embed table/numbers.ar.txt
	arabicNumbers string
	//go:embed table/ordinals.fr.txt
	frenchOrdinals string
	//go:embed table/ordinals.ar.txt
	arabicOrdinals string
)

// The names of months: number, sets and names, of which the first is the one that is written. An
// underscore is a space, and a weak name begins with ~.
var (
	//go:embed table/months.ar.txt
	arabicMonths string
	//go:embed table/months.fr.txt
	frenchMonths string
	//go:embed table/months.en.txt
	englishMonths string
)

// The names of weekdays, ISO 8601 numbers. الاثنين and الأحد are other words too.
var (
	//go:embed table/weekdays.ar.txt
	arabicWeekdays string
	//go:embed table/weekdays.fr.txt
	frenchWeekdays string
	//go:embed table/weekdays.en.txt
	englishWeekdays string
)

// currencyNames are the folded names and signs of currencies. Before the bar are those of one form,
// after it those that agree with the number, after the second bar the Arabic duals.
//
//go:embed table/currencies.txt
var currencyNames string

// currencyCountries are the adjectives that give a currency its country, after the name or the code
// it has without one.
//
//go:embed table/countries.txt
var currencyCountries string

// measureNames are the names of units of measure, as those of currencies.
//
//go:embed table/measures.txt
var measureNames string

// unitPowers are the words after a unit of length that make it one of area or volume.
//
//go:embed table/powers.txt
var unitPowers string
