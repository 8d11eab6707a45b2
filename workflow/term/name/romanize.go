package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Romanize proposes how the press of a habit writes an Arabic name in Latin letters, the likeliest
// first. There are none for a name without Arabic letters, and for a habit that is not known those
// of Morocco.
func Romanize(name string, habit Habit) []Proposal {
	if !slices.Contains(Habits, habit) {
		habit = Morocco
	}
	parts, listed := romanizeParts(arabicWords(name), habit)
	var proposals []Proposal
	for _, text := range combine(parts) {
		proposals = append(proposals, Proposal{Text: text, Habit: habit, Listed: listed})
	}
	return proposals
}

// arabicWords cuts a name into words without vowel marks, and a name of عبد that is written together
// into its two.
func arabicWords(name string) []string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == 'ـ':
			return -1
		case unicode.IsLetter(r) && unicode.Is(unicode.Arabic, r), unicode.IsSpace(r):
			return r
		}
		return ' '
	}, name)
	var words []string
	for _, word := range strings.Fields(clean) {
		if rest, ok := strings.CutPrefix(word, "عبدال"); ok && rest != "" {
			words = append(words, "عبد", "ال"+rest)
			continue
		}
		words = append(words, word)
	}
	return words
}

// romanizeParts returns the spellings of each part of a name, one or several words, the longest that
// a list has first; and whether all are in it.
func romanizeParts(words []string, habit Habit) (parts [][]string, listed bool) {
	listed = true
	for len(words) > 0 {
		taken := 0
		for n := min(len(words), 3); n > 0 && taken == 0; n-- {
			if found := spellings(strings.Join(words[:n], " "), habit); len(found) > 0 {
				parts, taken = append(parts, found), n
			}
		}
		if taken == 0 {
			made, n, known := romanizeByRule(words, habit)
			parts, taken, listed = append(parts, made), n, listed && known
		}
		words = words[taken:]
	}
	return parts, listed
}

func spellings(arabic string, habit Habit) []string {
	return slices.DeleteFunc(slices.Clone(table().arabic[key(arabic)][habit]), func(s string) bool {
		return s == ""
	})
}

// romanizeByRule returns the spellings of the first word, or of عبد and the word after it, how many
// words they are of, and whether a list knows what is not a word between names.
func romanizeByRule(words []string, habit Habit) (made []string, taken int, known bool) {
	word := words[0]
	maghreb := habit == Morocco || habit == Algeria || habit == Tunisia
	switch word {
	case "عبد":
		if len(words) > 1 && strings.HasPrefix(words[1], "ال") {
			rest := strings.TrimPrefix(words[1], "ال")
			return servantOf(rest, habit, maghreb), 2, len(spellings(rest, habit)) > 0
		}
	case "بن":
		return []string{"Ben", "Bin"}, 1, true
	case "ابن":
		return []string{"Ibn"}, 1, true
	case "أبو", "ابو":
		return []string{"Abou"}, 1, true
	case "آل":
		return []string{"Al"}, 1, true
	}
	if rest, ok := strings.CutPrefix(word, "ال"); ok && utf8.RuneCountInString(rest) > 2 {
		for _, s := range wordOf(rest, habit) {
			if maghreb || habit == Lebanon {
				made = append(made, "El "+s, s)
			} else {
				made = append(made, "El-"+s, "Al-"+s)
			}
		}
		return made, 1, false
	}
	return wordOf(word, habit), 1, false
}

// servantOf returns the spellings of عبد and one of the names of God. In the Maghreb they are one
// word, and the article has the sound of the letter after it.
func servantOf(rest string, habit Habit, maghreb bool) []string {
	first, _ := utf8.DecodeRuneInString(rest)
	solar := strings.ContainsRune("تثدذرزسشصضطظن", first)
	var made []string
	for _, s := range wordOf(rest, habit) {
		switch joined := strings.ToLower(s); {
		case !maghreb:
			made = append(made, "Abdel "+s, "Abdel"+joined)
		case solar:
			made = append(made, "Abd"+"e"+joined[:1]+joined, "Abdel"+joined)
		default:
			made = append(made, "Abdel"+joined, "Abdoul"+joined)
		}
	}
	return made
}

// wordOf returns the spellings of a word that is in the list, or those that rules make of it.
func wordOf(word string, habit Habit) []string {
	if found := spellings(word, habit); len(found) > 0 {
		return found
	}
	letters := []rune(word)
	made := []string{spell(letters, habit, -1, "a")}
	add := func(s string) {
		if !slices.Contains(made, s) {
			made = append(made, s)
		}
	}
	add(spell(letters, habit, -1, "i"))
	for i, r := range letters {
		if len(table().letters[r][habit]) > 1 {
			add(spell(letters, habit, i, "a"))
		}
	}
	return made
}

// spell writes a word by its letters, the one at other in its second spelling, with a short vowel
// after the first where there is none.
func spell(letters []rune, habit Habit, other int, short string) string {
	w := speller{habit: habit, short: short}
	for i, r := range letters {
		options := table().letters[r][habit]
		if len(options) == 0 {
			continue
		}
		s := options[0]
		if i == other {
			s = options[1]
		}
		next := rune(0)
		if i+1 < len(letters) {
			next = letters[i+1]
		}
		w.add(r, next, s, i == len(letters)-1)
	}
	return capital(w.end())
}

// speller writes the letters of a word one after the other, with the short vowels that Arabic
// leaves out: between the first two consonants, and where three would meet or two end the word.
type speller struct {
	habit     Habit
	text      string
	short     string   // the vowel after the first consonant
	run       []string // consonants since the last vowel
	vowels    int
	longAlif  bool // the last vowel is ا: the vowel after the next consonant is e (Taher)
	lastVowel byte
}

// add writes the letter r, whose spelling is s, before the letter next.
func (w *speller) add(r, next rune, s string, last bool) {
	afterConsonant := len(w.run) > 0
	switch r {
	case 'و':
		if afterConsonant && next != 'ا' {
			w.vowel(s)
			return
		}
		if w.habit == Lebanon || w.habit == Egypt {
			s = "w"
		}
	case 'ي':
		if afterConsonant {
			w.vowel(s)
			return
		}
		if w.lastVowel == 'a' && w.text != "" {
			s = "ï"
		} else {
			s = "y"
		}
		if s == "ï" && (last || next != 'ا') {
			w.vowel(s)
			return
		}
	case 'ع':
		if next == 'ا' || s == "" && !afterConsonant {
			return
		}
		w.vowel("a")
		return
	case 'ا', 'أ', 'إ', 'آ', 'ى', 'ة', 'ئ', 'ؤ':
		w.vowel(s)
		w.longAlif = r == 'ا'
		return
	case 'ء':
		return
	}
	w.run = append(w.run, s)
}

// vowel writes the consonants that are waiting and a vowel.
func (w *speller) vowel(s string) {
	initial := w.vowels == 0
	for i, c := range w.run {
		if initial && i == 1 || !initial && i == 2 {
			w.text += w.short
		}
		if c == "s" && len(w.run) == 1 && w.vowels > 0 {
			c = "ss" // a single s between vowels is read as z
		}
		w.text += c
	}
	w.run, w.vowels, w.longAlif = w.run[:0], w.vowels+1, false
	if s != "" && w.lastVowel == s[0] && strings.HasSuffix(w.text, s) && s == "a" {
		return
	}
	w.text += s
	if s != "" {
		w.lastVowel = s[len(s)-1]
	}
}

// end writes the last consonants, with a vowel before the last of several.
func (w *speller) end() string {
	for i, c := range w.run {
		switch last := i == len(w.run)-1; {
		case i == 0:
		case w.longAlif && last:
			w.text += "e"
		case last:
			w.text += "a"
		case w.vowels == 0 && i == 1:
			w.text += w.short
		}
		w.text += c
	}
	return w.text
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// combine returns names of the first spelling of each part, then those with one part spelled
// otherwise, each once.
func combine(parts [][]string) []string {
	if len(parts) == 0 {
		return nil
	}
	write := func(at, other int) string {
		var words []string
		for i, options := range parts {
			if i == at {
				words = append(words, options[other])
			} else {
				words = append(words, options[0])
			}
		}
		return strings.Join(words, " ")
	}
	names := []string{write(-1, 0)}
	for other := 1; len(names) < mostProposals; other++ {
		more := false
		for at, options := range parts {
			if other < len(options) && len(names) < mostProposals {
				more = true
				if name := write(at, other); !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
		if !more {
			break
		}
	}
	return names
}
