// Package sound compares names across scripts: how far a word in Arabic letters is from those that a name in Latin letters is
// written with. It knows how letters sound, and no names: Retaileau and Retailleau are one to it, and a name that Arabic took
// another way (London is لندن, but Londres is not) is far from it.
package sound

import (
	_ "embed"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"truchement/workflow/lang"
)

//go:embed sounds.tsv
var sounds string

// Letter is the cost of a letter that is wrong, lacks or is too much.
const Letter = 10

// The costs of letters that no sound explains.
const (
	wrongVowel = 6 // a long vowel of the Arabic that has no vowel in the Latin, or an unlikely one
	looseAyn   = 1 // Latin leaves ع out
	swapCost   = 3 // the most that two letters may cost besides where they changed places
)

// rule is a line of sounds.tsv for one Arabic spelling.
type rule struct {
	latin      string
	arabic     []rune
	cost       int
	begin, end bool
}

// rules are those of the lists by the first Latin letter.
var rules = sync.OnceValue(mustReadRules)

// mustReadRules panics if the embedded list is invalid. A test reads it.
func mustReadRules() (by [26][]rule) {
	for line := range strings.Lines(sounds) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		latin, spellings, ok := strings.Cut(strings.TrimSpace(line), "\t")
		r := rule{latin: strings.Trim(latin, "^$"), begin: strings.HasPrefix(latin, "^"), end: strings.HasSuffix(latin, "$")}
		if !ok || r.latin == "" {
			panic(fmt.Sprintf("sound: %q is no line of sounds.tsv", line))
		}
		for s := range strings.FieldsSeq(spellings) {
			letters, cost, _ := strings.Cut(s, ":")
			r.cost, _ = strconv.Atoi(cost)
			r.arabic = []rune(strings.Trim(letters, "-"))
			by[r.latin[0]-'a'] = append(by[r.latin[0]-'a'], r)
		}
	}
	return by
}

// Name is a name in Latin letters, read for comparing.
type Name struct {
	letters string // folded, a to z alone
	at      [][]rule
	swapped [][]rule // the next two consonants, the second first, with the vowels between
	sounds  uint32   // its consonants, of which an Arabic word has most
	perhaps uint32   // those that it may have besides
}

// replacer spells Latin letters that folding would take for another sound.
var replacer = strings.NewReplacer("ç", "ss", "Ç", "ss", "ñ", "gn", "Ñ", "gn", "š", "sh", "Š", "sh", "č", "tch", "Č", "tch",
	"ć", "tch", "Ć", "tch", "ž", "j", "Ž", "j", "ş", "sh", "Ş", "sh", "ğ", "gh", "ß", "ss", "ł", "l", "Ł", "l", "ø", "o",
	"Ø", "o", "đ", "d", "Đ", "d", "æ", "ae", "Æ", "ae")

// Read reads a name: a word, or several that are written as one in Arabic.
func Read(latin string) *Name {
	folded := lang.Fold(replacer.Replace(latin), "fr")
	n := &Name{letters: strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, folded)}
	n.at = make([][]rule, len(n.letters))
	for i := range n.letters {
		for _, r := range rules()[n.letters[i]-'a'] {
			if strings.HasPrefix(n.letters[i:], r.latin) && (!r.begin || i == 0) &&
				(!r.end || i+len(r.latin) == len(n.letters)) {
				n.at[i] = append(n.at[i], r)
			}
		}
	}
	n.swap()
	n.sounds = latinSounds(n.letters)
	n.perhaps = n.sounds
	for i := range len(n.letters) {
		n.perhaps |= maySound[n.letters[i]-'a']
	}
	return n
}

// swap fills in swapped.
func (n *Name) swap() {
	n.swapped = make([][]rule, len(n.letters))
	for i := range n.letters {
		k := i + 1
		for k < len(n.letters) && isVowel(n.letters[k]) {
			k++
		}
		if isVowel(n.letters[i]) || k == len(n.letters) {
			continue
		}
		for _, a := range n.at[i] {
			for _, b := range n.at[k] {
				if len(a.latin) == 1 && len(b.latin) == 1 && len(a.arabic) == 1 && len(b.arabic) == 1 && a.cost+b.cost <= swapCost {
					n.swapped[i] = append(n.swapped[i], rule{latin: n.letters[i : k+1], arabic: []rune{b.arabic[0], a.arabic[0]}, cost: Letter + a.cost + b.cost})
				}
			}
		}
	}
}

// Letters is how many letters the name has.
func (n *Name) Letters() int { return len(n.letters) }

func isVowel(c byte) bool { return strings.IndexByte("aeiouyhw", c) >= 0 }

// Word is a word in Arabic letters, read for comparing.
type Word struct {
	letters []rune
	extra   []int // the cost of each where the name lacks it
	sounds  uint32
}

// ReadArabic reads a word.
func ReadArabic(word string) Word {
	w := Word{letters: make([]rune, 0, utf8.RuneCountInString(word))}
	for _, r := range word {
		switch {
		case strings.ContainsRune("أإآٱ", r):
			r = 'ا'
		case r == 'ؤ':
			r = 'و'
		case r == 'ة':
			r = 'ه'
		case r == 'گ' || r == 'ڭ' || r == 'ڠ':
			r = 'غ'
		case r == 'چ':
			w.add('ت')
			r = 'ش'
		}
		w.add(r)
	}
	return w
}

// add adds a letter; marks and signs are left out.
func (w *Word) add(r rune) {
	c := class(r)
	switch {
	case c != 0:
		w.extra = append(w.extra, Letter)
	case r == 'ع':
		w.extra = append(w.extra, looseAyn)
	case strings.ContainsRune("اويىح", r):
		w.extra = append(w.extra, wrongVowel)
	default:
		return
	}
	w.letters, w.sounds = append(w.letters, r), w.sounds|c
}

// Len is how many letters the word has.
func (w Word) Len() int { return len(w.letters) }

// class is a bit for the group of letters that one may write for another's sound; 0: a vowel, or one that is left out.
func class(r rune) uint32 {
	for i, group := range [...]string{"بپ", "تطثدضذ", "جغكقخگهح", "ر", "زسصظش", "فڤ", "ل", "م", "ن"} {
		if strings.ContainsRune(group, r) {
			return 1 << i
		}
	}
	return 0
}

// latinSounds is the classes of a name. Sounds that may be left out are not in it.
func latinSounds(letters string) (set uint32) {
	for i := range len(letters) {
		for k, group := range [...]string{"bp", "td", "gkqj", "r", "sz", "f", "l", "m", "n"} {
			if strings.IndexByte(group, letters[i]) >= 0 {
				set |= 1 << k
			}
		}
	}
	return set
}

// maySound is the classes that letters of a name may have besides, by the letter: c is k or s, w may be v.
var maySound = [26]uint32{'c' - 'a': 1<<1 | 1<<2 | 1<<4, 'h' - 'a': 1 << 2, 'x' - 'a': 1<<2 | 1<<4, 'v' - 'a': 1<<0 | 1<<5, 'w' - 'a': 1 << 5,
	'p' - 'a': 1 << 5, 'z' - 'a': 1 << 1, 'g' - 'a': 1 << 3, 's' - 'a': 1 << 1, 't' - 'a': 1 << 4, 'd' - 'a': 1 << 4, 'j' - 'a': 1<<1 | 1<<4,
	'q' - 'a': 1<<1 | 1<<4}

// far is more than any cost.
const far = 1 << 20

// May reports whether the word may be near, for leaving out those that are not without comparing them.
func (n *Name) May(w Word) bool {
	return bits.OnesCount32(n.sounds&^w.sounds) <= 2 && bits.OnesCount32(w.sounds&^n.perhaps) <= 1 && len(w.letters) <= len(n.letters)+3
}

// Within is the cost of the word as a spelling of the name: below Letter, its letters are those that the name may be
// written with.
//
// That is so if it is no more than most; else the answer is only more than most, since what is farther away is not followed.
func (n *Name) Within(w Word, most int) int {
	cols := len(w.letters) + 1
	var few [256]int
	cost := few[:]
	if size := (len(n.letters) + 1) * cols; size <= len(few) {
		cost = few[:size]
	} else {
		cost = make([]int, size)
	}
	for i := range cost {
		cost[i] = far
	}
	cost[0] = 0
	for i := 0; i <= len(n.letters); i++ {
		for j := range cols {
			if cost[i*cols+j] <= most {
				n.step(w, cost, i, j)
			}
		}
	}
	return cost[len(cost)-1]
}

// step goes on from the first i letters of the name and j of the word.
func (n *Name) step(w Word, cost []int, i, j int) {
	cols := len(w.letters) + 1
	from := cost[i*cols+j]
	reach := func(di, dj, c int) {
		at := &cost[(i+di)*cols+j+dj]
		*at = min(*at, from+c)
	}
	if j < len(w.letters) {
		reach(0, 1, w.extraAt(i, j))
	}
	if i == len(n.letters) {
		return
	}
	for _, r := range n.at[i] {
		if startsWith(w.letters[j:], r.arabic) {
			reach(len(r.latin), len(r.arabic), r.cost)
		}
	}
	for _, r := range n.swapped[i] {
		if startsWith(w.letters[j:], r.arabic) {
			reach(len(r.latin), len(r.arabic), r.cost)
		}
	}
	if i > 0 && n.letters[i] == n.letters[i-1] {
		reach(1, 0, 0)
	}
	reach(1, 0, Letter)
	if j < len(w.letters) {
		reach(1, 1, Letter)
	}
}

// Begins reports whether the word begins with a letter that the name may begin with.
func (n *Name) Begins(w Word) bool {
	return len(n.at) > 0 && slices.ContainsFunc(n.at[0], func(r rule) bool { return len(r.arabic) > 0 && startsWith(w.letters, r.arabic) })
}

// extraAt is the cost of the word's letter j that the name lacks after its first i letters.
func (w Word) extraAt(i, j int) int {
	last := len(w.letters) - 1
	switch r := w.letters[j]; {
	case r == 'ا' && i == 0 && j == 0 && last > 0 && w.extra[1] == Letter:
		return 2 // Arabic begins with no two consonants
	case r == 'ه' && j == last:
		return wrongVowel / 2
	}
	return w.extra[j]
}

func startsWith(letters, prefix []rune) bool {
	if len(letters) < len(prefix) {
		return false
	}
	for i, r := range prefix {
		if letters[i] != r {
			return false
		}
	}
	return true
}

// With is two words written as one.
func (w Word) With(next Word) Word {
	return Word{append(slices.Clip(w.letters), next.letters...), append(slices.Clip(w.extra), next.extra...), w.sounds | next.sounds}
}
