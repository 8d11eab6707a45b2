package name

import (
	"math"
	"strings"
	"sync"
)

// letterModel says how much likelier a word is a name than a common word (in Arabic letters: a foreign name), by its letters: the
// log-odds of every three in a row, counted over the names and the words of the dictionary.
type letterModel struct {
	name, word             map[string]float64 // by three letters
	nameBefore, wordBefore map[string]float64 // by the first two of three
}

// add counts a word.
func (m *letterModel) add(key string, name bool) {
	three, before := m.word, m.wordBefore
	if name {
		three, before = m.name, m.nameBefore
	}
	eachThree(key, func(t string, n int) {
		three[t]++
		before[t[:n]]++
	})
}

func newLetterModel() *letterModel {
	return &letterModel{map[string]float64{}, map[string]float64{}, map[string]float64{}, map[string]float64{}}
}

// letters is the model of Arabic letters. Demonyms are left out, since they end as Arabic adjectives do.
var letters = sync.OnceValue(func() *letterModel {
	m := newLetterModel()
	dictionary().Arabic(func(key string, name bool) {
		key = strings.TrimPrefix(key, "ال")
		if !name || !isNisba(key) || len(key) <= 8 {
			m.add(key, name)
		}
	})
	for first := range knownNames().arabic {
		m.add(first, true)
	}
	return m
})

// latinLetterModel is that of Latin letters.
var latinLetterModel = sync.OnceValue(func() *letterModel {
	m := newLetterModel()
	dictionary().Latin(func(key string, name bool) {
		if !name || !isDemonym(key) {
			m.add(key, name)
		}
	})
	for first := range knownNames().latin {
		m.add(first, true)
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

// score is the log-odds that a folded word is a name.
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
