// Package value reads the numbers, amounts, dates and hours of running Arabic, French and (in
// digits) English text as values, with their byte offsets, so that a text and its translation can
// be compared whatever the script, the separators or the words: ١٬٢٣٤٫٥ is 1 234,5, deux millions
// is مليونان, 12 mars 2024 is ١٢ آذار ٢٠٢٤.
//
// Find reads, Equal compares, and Format writes a value as another one of the same text is written,
// where that is certain.
//
// # What is read
//
// Numbers in ASCII, Arabic-Indic and extended digits, with the separators of the language (CLDR),
// and in words; with a scale (2 millions, 3 ملايين, 2 M); ordinals (1er, XXIe, الحادي عشر); per
// cent; money (ISO 4217); measures; dates, Gregorian with the month names of Morocco, of Algeria
// and Tunisia, of Egypt and of the Mashriq, and Hijri; hours. Phone numbers, versions and numbers
// with leading zeros are codes, which are compared digit by digit.
//
// A point or comma before exactly three digits groups thousands by the rules of the language: 1.000
// is a thousand in French and one in English. Arabic has both habits, so its region decides
// (ar-MA as French, ar-EG as English), and without a region three digits are a group; such a value
// is never formatted.
//
// What is no value of its own is left out: un and واحد alone, digits in a name (G20, CO2, 5G), the
// indefinite (des millions, آلاف), approximate nouns (une dizaine), the dual of a noun that is no
// unit (يومان), fractions but the half and the quarter of a scale.
//
// # Promises
//
// Values are sorted and do not overlap; their offsets are on rune boundaries; Find of the text of a
// value alone gives that value. The time is linear in the text: no value is longer than maxAtoms
// words and signs.
package value
