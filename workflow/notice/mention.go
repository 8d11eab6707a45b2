package notice

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/lang"
)

// Mentioned lists the people whom a text names with an @ before their name, in the order of their
// names: the whole name, or its first word where no other person has it. Letters are compared as a
// search compares them, so @Amelie names Amélie.
func Mentioned(text string, people map[string]workflow.Person) []string {
	var found []string
	names := namesOf(people)
	longest := 0
	for _, p := range people {
		longest = max(longest, len(p.Name))
	}
	for at := strings.IndexByte(text, '@'); at >= 0; {
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		rest := text[at+1:]
		if !isWordRune(before) { // else it is an address: a@b.example
			// Signs that a search ignores may make the text longer than the name.
			if id := longestName(lang.Fold(begin(rest, 4*longest+16), ""), names); id != "" {
				found = workflow.AppendUnique(found, id)
			}
		}
		next := strings.IndexByte(rest, '@')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return found
}

// begin is the beginning of a text, of at most n bytes and one letter.
func begin(text string, n int) string {
	for n < len(text) && !utf8.RuneStart(text[n]) {
		n++
	}
	return text[:min(n, len(text))]
}

// namesOf are the names by which people are named, as keys of a search, with the person each is of.
func namesOf(people map[string]workflow.Person) map[string]string {
	names, firsts := map[string]string{}, map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(people)) {
		p := people[id]
		if p.Disabled {
			continue
		}
		name := lang.Fold(p.Name, "")
		names[name] = id
		first, _, _ := strings.Cut(name, " ")
		firsts[first] = append(firsts[first], id)
	}
	for first, ids := range firsts {
		if _, taken := names[first]; !taken && len(ids) == 1 {
			names[first] = ids[0]
		}
	}
	delete(names, "")
	return names
}

// longestName finds whose name a text begins with, as a whole word.
func longestName(text string, names map[string]string) string {
	best := ""
	for name := range names {
		rest, ok := strings.CutPrefix(text, name)
		if !ok || len(name) <= len(best) {
			continue
		}
		if after, _ := utf8.DecodeRuneInString(rest); rest == "" || !isWordRune(after) {
			best = name
		}
	}
	return names[best]
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
