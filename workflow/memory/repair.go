package memory

import (
	"slices"
	"strings"
	"unicode"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/lang/value"
)

// Repair is a place of a target where a number, a date or a name of the text took the place of the
// unit's.
type Repair struct {
	From, To int // bytes of the target's characters, as bitext.Text.String has them
	Old      string
}

// repair puts the numbers, dates and names of a text in the place of the unit's in its target, and
// returns the places. It does so only where that is certain:
//
//   - The unit's source and the text have the same kinds of values in the same order, so that each
//     has one that it was changed into.
//   - The value that was changed is in the target once, with nothing else of the source equal to
//     it, and the new one can be written in its place (value.Format).
//   - A name is a word in Latin letters that one of the two languages is not written in, and that
//     the target has once, unchanged, and the French words before it stay as they are (d’Apple, de Google).
func repair(u workflow.Unit, target bitext.Text, text string) (bitext.Text, []Repair) {
	source, old := u.Source.String(), target.String()
	changes := append(changedValues(u, source, text, old), changedNames(u, source, text, old)...)
	slices.SortFunc(changes, func(a, b change) int { return a.from - b.from })
	changes = slices.CompactFunc(changes, func(after, before change) bool { return after.from < before.to })
	if len(changes) == 0 {
		return target, nil
	}
	repairs := make([]Repair, len(changes))
	moved := 0
	for i, c := range changes {
		repairs[i] = Repair{From: c.from + moved, To: c.from + moved + len(c.with), Old: old[c.from:c.to]}
		moved += len(c.with) - (c.to - c.from)
	}
	out, whole := replaceSpans(target, changes)
	if !whole {
		return target, nil
	}
	return out, repairs
}

// change is a stretch of a target and what takes its place.
type change struct {
	from, to int
	with     string
}

// changedValues finds the values of a target that become others, as those of the source did.
func changedValues(u workflow.Unit, source, text, target string) (changes []change) {
	before, after := value.Find(source, u.SourceLang), value.Find(text, u.SourceLang)
	if len(before) != len(after) {
		return nil
	}
	there := value.Find(target, u.TargetLang)
	for i, b := range before {
		if b.Kind != after[i].Kind {
			return nil
		}
		if value.Equal(b, after[i]) || countEqual(before, b) != 1 || countEqual(there, b) != 1 {
			continue
		}
		at := there[slices.IndexFunc(there, func(v value.Value) bool { return value.Equal(v, b) })]
		if with, certain := value.Format(after[i], u.TargetLang, at.Style); certain {
			changes = append(changes, change{at.Start, at.End, with})
		}
	}
	return changes
}

func countEqual(values []value.Value, v value.Value) (n int) {
	for _, w := range values {
		if value.Equal(v, w) {
			n++
		}
	}
	return n
}

// changedNames finds the Latin words of a target that become others, as those of the source did.
func changedNames(u workflow.Unit, source, text, target string) (changes []change) {
	if lang.Base(u.SourceLang) != "ar" && lang.Base(u.TargetLang) != "ar" {
		return nil
	}
	before, after := latinWords(source), latinWords(text)
	if len(before) != len(after) {
		return nil
	}
	there := latinWords(target)
	for i, b := range before {
		if b.Text == after[i].Text || countWord(before, b.Text) != 1 || countWord(there, b.Text) != 1 ||
			!isName(u, b.Text) || !isName(u, after[i].Text) {
			continue
		}
		at := there[slices.IndexFunc(there, func(t lang.Token) bool { return t.Text == b.Text })]
		if lang.Base(u.TargetLang) != "fr" || canFollow(target[:at.Start], after[i].Text) {
			changes = append(changes, change{at.Start, at.End, after[i].Text})
		}
	}
	return changes
}

// canFollow reports whether a name can follow French words as they are: an elided one needs a vowel after
// it, and one that could be elided none.
func canFollow(before, name string) bool {
	folded := lang.Fold(name, "fr")
	vowel := folded != "" && strings.IndexByte("aeiou", folded[0]) >= 0
	if strings.HasSuffix(before, "’") || strings.HasSuffix(before, "'") {
		return vowel
	}
	words := strings.Fields(before)
	return !vowel || len(words) == 0 || !slices.Contains(elidable, lang.Fold(words[len(words)-1], "fr"))
}

// elidable are words that lose their vowel before another one.
var elidable = []string{"le", "la", "de", "que", "jusque", "lorsque", "puisque", "quoique", "je", "me", "te", "se", "ne"}

// isName reports whether a Latin word of a source is one that a translation keeps: any in an Arabic
// text, and in another one that begins with a capital.
func isName(u workflow.Unit, word string) bool {
	first := []rune(word)[0]
	return lang.Base(u.SourceLang) == "ar" || unicode.IsUpper(first)
}

func countWord(words []lang.Token, word string) (n int) {
	for _, w := range words {
		if w.Text == word {
			n++
		}
	}
	return n
}

// latinWords are the words of a text in Latin letters.
func latinWords(text string) []lang.Token {
	return slices.DeleteFunc(lang.Tokens(text), func(t lang.Token) bool {
		return !t.Word || !strings.ContainsFunc(t.Text, isLatin) || strings.ContainsFunc(t.Text, isOther)
	})
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// isOther reports a letter of another script.
func isOther(r rune) bool { return unicode.IsLetter(r) && !isLatin(r) }

// replaceSpans replaces stretches of the characters of a text, which are in order. It reports false
// where one is not inside one run of characters.
func replaceSpans(t bitext.Text, changes []change) (bitext.Text, bool) {
	out := slices.Clone(t)
	at, done := 0, 0
	for i, r := range t {
		size := len(bitext.Text{r}.String())
		var b strings.Builder
		last := 0
		for done < len(changes) && changes[done].to <= at+size && r.Kind == bitext.Chars {
			c := changes[done]
			if c.from < at {
				return t, false
			}
			b.WriteString(r.Chars[last : c.from-at])
			b.WriteString(c.with)
			last = c.to - at
			done++
		}
		if r.Kind == bitext.Chars {
			out[i].Chars = b.String() + r.Chars[last:]
		}
		at += size
	}
	return out, done == len(changes)
}
