package name

import (
	"strings"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// The fewest words of sentences that are compared: shorter ones (a heading, an answer) may well be translated in two ways, or be
// the translation of two.
const (
	repeatedSource = 4
	repeatedTarget = 5
)

// repeated finds a sentence of the article that has another translation elsewhere, and a translation that is of quite another
// sentence elsewhere.
var repeated = look.Check{ID: "repeated", Severity: look.Warning, MessageIDs: []string{"check.repeated", "check.repeated-target"}, Article: func(all []*look.Subject) {
	bySource, byTarget := map[string]*look.Subject{}, map[string]*look.Subject{}
	for _, p := range all {
		if p.Target.Text.Empty() {
			continue
		}
		source, target := sentenceKey(p.Source), sentenceKey(p.Target)
		if first := bySource[source]; first == nil {
			bySource[source] = p
		} else if strings.Count(source, " ") >= repeatedSource-1 && sentenceKey(first.Target) != target {
			p.Report(look.Finding{Message: "check.repeated", Source: p.Source.Whole(), Target: p.Target.Whole(), Found: p.Target.Flat,
				Expected: first.Target.Flat})
		}
		if first := byTarget[target]; first == nil {
			byTarget[target] = p
		} else if strings.Count(target, " ") >= repeatedTarget-1 && areDifferent(sentenceKey(first.Source), source) {
			p.Report(look.Finding{Message: "check.repeated-target", Source: p.Source.Whole(), Target: p.Target.Whole(), Found: p.Target.Flat,
				Expected: first.Source.Flat})
		}
	}
}}

// sentenceKey is the folded words of a text, with a space between them.
func sentenceKey(s *look.Side) string {
	var b strings.Builder
	for _, t := range s.Tokens() {
		if t.Word {
			b.WriteByte(' ')
			b.WriteString(lang.Fold(t.Text, s.Tag))
		}
	}
	return strings.TrimPrefix(b.String(), " ")
}

// areDifferent reports whether two sentences share fewer than half of their words.
func areDifferent(a, b string) bool {
	have := map[string]bool{}
	for w := range strings.FieldsSeq(a) {
		have[w] = true
	}
	shared, all := 0, len(have)
	for w := range strings.FieldsSeq(b) {
		if have[w] {
			shared++
		}
		all++
	}
	return 4*shared < all
}
