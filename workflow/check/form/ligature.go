package form

import (
	_ "embed"
	"strings"
	"unicode"

	"truchement/workflow/check/look"
)

//go:embed ligatures.txt
var ligatureList string

// ligatures has the words of ligatures.txt, by how they are written without the ligature.
var ligatures = readLigatures(ligatureList)

func readLigatures(list string) map[string]string {
	words := map[string]string{}
	for line := range strings.Lines(list) {
		if word := strings.TrimSpace(line); word != "" && !strings.HasPrefix(word, "#") {
			words[strings.ReplaceAll(word, "œ", "oe")] = word
		}
	}
	return words
}

// ligature finds French words with oe for œ, where the text has œ too or the rules ask: much of the press writes none.
var ligature = look.Check{ID: "ligature", Severity: look.Warning, Pair: func(p *look.Subject) {
	if p.Target.Lang != "fr" || !p.Asks() && !strings.ContainsAny(p.Target.Flat, "œŒ") {
		return
	}
	for _, t := range p.Target.Tokens() {
		if want, ok := withLigature(t.Text); ok {
			at := look.Span(t.Start, t.End)
			p.Report(look.Finding{Message: "check.ligature", Target: at, Found: t.Text, Expected: want, Fix: look.Replace(at, want)})
		}
	}
}}

// withLigature is a word with its œ, in its own letter case.
func withLigature(word string) (string, bool) {
	i := strings.Index(strings.ToLower(word), "oe")
	small := strings.ToLower(word)
	if i < 0 || len(small) != len(word) {
		return "", false
	}
	if _, ok := ligatures[small]; !ok {
		if _, ok = ligatures[strings.TrimRight(small, "sx")]; !ok {
			return "", false
		}
	}
	if unicode.IsUpper(rune(word[i])) {
		return word[:i] + "Œ" + word[i+2:], true
	}
	return word[:i] + "œ" + word[i+2:], true
}
