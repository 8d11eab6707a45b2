package sense

import (
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/look"
)

// BenchmarkChecks measures a pair of long sentences, of which a desk allows 5 ms.
func BenchmarkChecks(b *testing.B) {
	for b.Loop() {
		p := look.NewSubject(look.Pair{SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain(sentenceArabic),
			Target: bitext.Plain(sentenceFrench)}, &look.Rules{}, nil)
		for _, c := range Checks() {
			p.Look(c)
		}
		p.Findings()
	}
}
