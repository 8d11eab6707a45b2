package name

import (
	"math"
	"strings"
	"sync"
)

// letterModel says how much likelier a word of Arabic letters is a foreign name than an Arabic word, by its letters: the
// log-odds of every three in a row, counted over the names and the words of the dictionary.
type letterModel struct {
	name, word             map[string]float64 // by three letters
	nameBefore, wordBefore map[string]float64 // by the first two of three
}

var letters = sync.OnceValue(func() *letterModel {
	m := &letterModel{map[string]float64{}, map[string]float64{}, map[string]float64{}, map[string]float64{}}
	add := func(key string, name bool) {
		three, before := m.word, m.wordBefore
		if name {
			three, before = m.name, m.nameBefore
		}
		eachThree(key, func(t string, n int) {
			three[t]++
			before[t[:n]]++
		})
	}
	dictionary().Arabic(func(key string, name bool) {
		key = strings.TrimPrefix(key, "ال")
		if name && (strings.HasSuffix(key, "ي") || strings.HasSuffix(key, "يه") || strings.HasSuffix(key, "يين") || strings.HasSuffix(key, "يون")) && len(key) > 8 {
			return // demonyms end as Arabic adjectives do
		}
		add(key, name)
	})
	for first := range knownNames().arabic {
		add(first, true)
	}
	return m
})

// eachThree visits the letters of a word three by three, with ^ before and $ after it, and the length of the first two.
func eachThree(key string, visit func(three string, before int)) {
	r := []rune("^^" + key + "$")
	for i := 2; i < len(r); i++ {
		before := len(string(r[i-2 : i]))
		visit(string(r[i-2:i+1]), before)
	}
}

// score is the log-odds that a folded word is a foreign name.
func (m *letterModel) score(key string) float64 {
	const alphabet, weight = 30, 0.5
	sum := 0.0
	eachThree(key, func(t string, n int) {
		a := (m.name[t] + weight) / (m.nameBefore[t[:n]] + weight*alphabet)
		b := (m.word[t] + weight) / (m.wordBefore[t[:n]] + weight*alphabet)
		sum += math.Log(a / b)
	})
	return sum
}
