package part

import (
	"strings"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

const (
	missingNames = 5  // codes that are named, the others are counted
	missingWords = 30 // characters of the source that name a code
)

// Missing names the codes that the confirmed target lacks; empty when it has all of them.
func (r *Row) Missing() string { return MissingOf(r.Base, r.Segment) }

// MissingOf names the codes of its source that a confirmed segment lacks; empty when it has all of
// them, and before it is confirmed.
func MissingOf(b web.Base, s workflow.Segment) string {
	if s.State == bitext.Initial {
		return ""
	}
	missing := workflow.MissingCodes(s)
	var names []string
	for _, c := range missing[:min(len(missing), missingNames)] {
		name := b.CodeWord(c.Type)
		if words := []rune(strings.TrimSpace(c.Words)); len(words) > missingWords {
			name = b.T("code.of-words", "Word", name, "Words", string(words[:missingWords])+"…")
		} else if len(words) > 0 {
			name = b.T("code.of-words", "Word", name, "Words", string(words))
		}
		names = append(names, name)
	}
	list := b.List(names)
	if more := len(missing) - len(names); more > 0 {
		list += " " + b.T("gap.more", "Count", more)
	}
	return list
}
