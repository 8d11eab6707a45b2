package part

import (
	"strings"

	"truchement/ui/web"
)

// ReasonWord is a template of a reason to return a segment.
type ReasonWord struct{ Key, Word string }

// reasonKeys are the templates of reasons, by MQM's kinds of issues.
func reasonKeys() []string {
	return []string{"review.reason-sense", "review.reason-term", "review.reason-name",
		"review.reason-figure", "review.reason-typography", "review.reason-style"}
}

// ReasonWords are the templates of reasons in the reader's language.
func ReasonWords(c *web.Call) []ReasonWord {
	var words []ReasonWord
	for _, id := range reasonKeys() {
		words = append(words, ReasonWord{strings.TrimPrefix(id, "review.reason-"), c.T(id)})
	}
	return words
}

// ReasonOf is the reason of a form: the template chosen and what was written after it.
func ReasonOf(c *web.Call, f *web.Form) string {
	written := strings.TrimSpace(f.Value("reason"))
	for _, w := range ReasonWords(c) {
		if w.Key != f.Value("kind") {
			continue
		}
		if written == "" {
			return w.Word
		}
		return w.Word + " — " + written
	}
	return written
}
