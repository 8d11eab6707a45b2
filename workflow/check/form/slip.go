package form

import (
	_ "embed"
	"strings"

	"truchement/workflow/check/look"
)

//go:embed slips.txt
var slipList string

// slips has the wrong spellings of slips.txt with the right ones.
var slips = readSlips(slipList)

type rightWord struct {
	text string
	yaa  bool // house style in Egypt and Sudan, where a final ي has no points
}

func readSlips(list string) map[string]rightWord {
	words := map[string]rightWord{}
	for line := range strings.Lines(list) {
		wrong, right, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		words[wrong] = rightWord{right, strings.HasSuffix(wrong, "ى") && strings.HasSuffix(right, "ي")}
	}
	return words
}

// slip finds Arabic words that are certainly misspelt: a hamza too many or too few, ه for ة, ى for ي, from slips.txt.
var slip = look.Check{ID: "slip", Severity: look.Warning, Pair: func(p *look.Subject) {
	if p.Target.Lang != "ar" {
		return
	}
	tokens := p.Target.Tokens()
	egypt := strings.HasSuffix(p.Target.Tag, "-EG") || strings.HasSuffix(p.Target.Tag, "-SD")
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if i+1 < len(tokens) && tokens[i+1].Start == t.End+1 {
			if right, ok := rightSpelling(t.Text+" "+tokens[i+1].Text, false); ok {
				reportSlip(p, look.Span(t.Start, tokens[i+1].End), right)
				i++
				continue
			}
		}
		if right, ok := rightSpelling(t.Text, egypt); ok {
			reportSlip(p, look.Span(t.Start, t.End), right)
		}
	}
}}

func reportSlip(p *look.Subject, at look.Range, right string) {
	p.Report(look.Finding{Message: "check.slip", Target: at, Found: p.Target.Of(at), Expected: right, Fix: look.Replace(at, right)})
}

// rightSpelling is the right spelling of a word that is misspelt, also after و or ف, and where it has the article after ب or
// ك too. Before others a clitic may be the beginning of the word (بلدية is not ب with لدية).
func rightSpelling(word string, egypt bool) (string, bool) {
	for cut := 0; cut <= 2*len("و") && cut < len(word); cut += len("و") {
		stem := word[cut:]
		clitics := "وف"
		if strings.HasPrefix(stem, "ال") {
			clitics = "وفبك"
		}
		if cut > 0 && !strings.Contains(clitics, word[cut-len("و"):cut]) {
			continue
		}
		marks := ""
		if strings.HasSuffix(stem, "\u064B") {
			stem, marks = strings.TrimSuffix(stem, "\u064B"), "\u064B"
		}
		if right, ok := slips[stem]; ok && !(egypt && right.yaa) {
			return word[:cut] + right.text + marks, true
		}
	}
	return "", false
}
