package name

import (
	"iter"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"truchement/workflow/lang"
)

// Places are the places of the list: the spellings of each in Arabic, then those of the French press, the usual one first. They have
// the article that belongs to them.
func Places() iter.Seq2[[]string, []string] {
	return func(yield func(arabic, french []string) bool) {
		more := true
		eachLine("places.tsv", 2, func(f []string) {
			more = more && yield(strings.Split(f[0], ","), strings.Split(f[1], ","))
		})
	}
}

// IsPlace reports whether two texts name one place of the lists in Arabic, French or English, each with its
// article or without.
func IsPlace(a, b string) bool {
	places := placesByName()
	for _, place := range places[placeKey(a)] {
		for _, other := range places[placeKey(b)] {
			if place == other {
				return true
			}
		}
	}
	return false
}

// placesByName are the numbers of the places that have a name, by its key. One name may be that of several.
var placesByName = sync.OnceValue(func() map[string][]int {
	places, n := map[string][]int{}, 0
	add := func(names ...string) {
		for _, name := range names {
			if k := placeKey(name); k != "" { // CLDR has no name of some regions
				places[k] = append(places[k], n)
			}
		}
		n++
	}
	for arabic, french := range Places() {
		add(append(arabic, french...)...)
	}
	regions := []display.Namer{display.Regions(language.Arabic), display.Regions(language.French),
		display.Regions(language.English)}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !region.IsCountry() {
				continue
			}
			var names []string
			for _, in := range regions {
				names = append(names, in.Name(region))
			}
			add(names...)
		}
	}
	return places
})

// placeKey is key without the article that a name of a place may begin with.
func placeKey(name string) string {
	folded := lang.Fold(name, "")
	for _, article := range []string{"l'", "le ", "la ", "les ", "the ", "ال"} {
		if rest, ok := strings.CutPrefix(folded, article); ok {
			folded = rest
			break
		}
	}
	return key(folded)
}

// HasListed reports whether a word of a text in Arabic or Latin letters is a name of the lists, of more than
// two letters. It says nothing of the others.
func HasListed(text string) bool {
	for _, word := range append(arabicWords(text), latinWords(text)...) {
		if k := key(word); len([]rune(k)) > 2 && (table().arabic[k] != nil || table().foreign[k] != nil) {
			return true
		}
	}
	return false
}
