package plant

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// findNames are the names of a target: words with a capital letter in its midst of French, and the words of Arabic that
// sound like them. Only names of which both texts have one with the same consonants are known for certain.
func findNames(p Pair) (names []edit) {
	french, arabic := p.Target, p.Source
	if p.TargetLang == "ar" {
		french, arabic = arabic, french
	}
	for _, f := range wordsOf(french) {
		first, _ := utf8.DecodeRuneInString(f.text)
		if !unicode.IsUpper(first) || len(f.text) < 4 || f.text == strings.ToUpper(f.text) || begins(french, f.start) {
			continue
		}
		for _, a := range wordsOf(arabic) {
			if stem := soundsLike(f.text, a.text); stem != "" {
				if p.TargetLang == "ar" {
					start := a.end - len(stem)
					names = append(names, edit{start: start, end: a.end, text: stem})
				} else {
					names = append(names, edit{start: f.start, end: f.end, text: f.text})
				}
				break
			}
		}
	}
	return names
}

// begins reports whether a sentence or a quotation begins there, where every word has a capital letter.
func begins(text string, at int) bool {
	rest := strings.TrimRight(text[:at], " \u00a0\u202f")
	r, _ := utf8.DecodeLastRuneInString(rest)
	return rest == "" || strings.ContainsRune(".!?…:«»“\"(-–—", r)
}

// soundsLike is the part of an Arabic word, without its prefixes, that has the consonants of a French one.
func soundsLike(french, arabic string) string {
	want := latinSound(french)
	if len(want) < 3 {
		return ""
	}
	for _, prefix := range []string{"وال", "بال", "ول", "وب", "ال", "و", "ب", "ل", ""} {
		and := strings.HasPrefix(prefix, "و")
		if stem, ok := strings.CutPrefix(arabic, prefix); ok && !(and && strings.HasPrefix(french, "W")) && sameSound(want, arabicSound(stem)) {
			return stem
		}
	}
	return ""
}

// A sound is a consonant's: voiced and unvoiced ones that the scripts do not tell apart are one, and g is either k or s (ج).
func sameSound(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		x, y := a[i], b[i]
		either := x == 'g' && (y == 'k' || y == 's') || y == 'g' && (x == 'k' || x == 's')
		if x != y && !either {
			return false
		}
	}
	return true
}

var (
	latinSounds = strings.NewReplacer("sch", "s", "tch", "s", "sh", "s", "ch", "g", "ph", "f", "th", "t", "kh", "k", "gh", "g",
		"ck", "k", "ce", "s", "ci", "s", "cy", "s", "ç", "s", "qu", "k", "b", "b", "p", "b", "f", "f", "v", "f", "t", "t", "d", "d",
		"c", "k", "k", "k", "q", "k", "g", "g", "j", "g", "x", "ks", "s", "s", "z", "s", "m", "m", "n", "n", "l", "l", "r", "r")
	arabicSounds = strings.NewReplacer("ب", "b", "پ", "b", "ف", "f", "ڤ", "f", "ت", "t", "ط", "t", "ث", "t", "د", "d", "ض", "d", "ك", "k",
		"ق", "k", "خ", "k", "غ", "g", "ج", "g", "س", "s", "ص", "s", "ز", "s", "ذ", "s", "ظ", "s", "ش", "s", "م", "m", "ن", "n", "ل", "l", "ر", "r")
)

func latinSound(s string) string { return consonants(latinSounds.Replace(strings.ToLower(s))) }

func arabicSound(s string) string { return consonants(arabicSounds.Replace(s)) }

// consonants leaves the letters of sounds, each once where it is doubled.
func consonants(s string) string {
	var b []byte
	for i := range len(s) {
		if strings.IndexByte("bftdkgsmnlr", s[i]) >= 0 && (len(b) == 0 || b[len(b)-1] != s[i]) {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// otherNames are names of other pairs in place of those of the target, and these with a wrong letter or two that changed
// places.
func (p *Planter) otherNames(number int, random *rand.Rand) (edits []edit) {
	for _, n := range p.names[number] {
		sound := arabicSound
		if p.pairs[number].TargetLang == "fr" {
			sound = latinSound
		}
		for range 20 {
			i := random.IntN(len(p.names))
			from := p.names[i]
			if len(from) == 0 || p.pairs[i].TargetLang != p.pairs[number].TargetLang {
				continue
			}
			other := from[random.IntN(len(from))].text
			if !sameSound(sound(other), sound(n.text)) {
				edits = append(edits, edit{"another", n.start, n.end, other})
				break
			}
		}
		edits = append(edits, misspelt(n, sound, random)...)
	}
	return edits
}

// misspelt are misspellings of a name that sound otherwise.
func misspelt(n edit, sound func(string) string, random *rand.Rand) (edits []edit) {
	letters := []rune(n.text)
	for i := 1; i < len(letters); i++ {
		if sound(string(letters[i])) == "" {
			continue
		}
		other := append([]rune(nil), letters...)
		alphabet := []rune("bftdkmnlr")
		if letters[i] >= 'ء' {
			alphabet = []rune("بفتدكمنلر")
		}
		other[i] = alphabet[random.IntN(len(alphabet))]
		if !sameSound(sound(string(other)), sound(n.text)) {
			edits = append(edits, edit{"letter", n.start, n.end, string(other)})
		}
		if i+1 < len(letters) && letters[i] != letters[i+1] {
			other := append([]rune(nil), letters...)
			other[i], other[i+1] = letters[i+1], letters[i]
			if !sameSound(sound(string(other)), sound(n.text)) {
				edits = append(edits, edit{"swapped", n.start, n.end, string(other)})
			}
		}
	}
	return edits
}
