package word

import (
	"strconv"
	"strings"

	"truchement/workflow/bitext"
)

// oddities names the message of each kind of oddity.
func oddities() map[bitext.OddityKind]string {
	return map[bitext.OddityKind]string{
		bitext.OddOverride: "odd.override", bitext.OddUnreadable: "odd.unreadable", bitext.OddCodeDropped: "odd.code-dropped",
		bitext.OddCodeTorn: "odd.code-torn", bitext.OddCodeTwice: "odd.code-twice",
		bitext.OddCodeUnknown: "odd.code-unknown", bitext.OddState: "odd.state-unknown",
		bitext.OddVersion: "odd.version-broken", bitext.OddWhole: "odd.target-whole",
		bitext.OddJoined: "odd.target-joined", bitext.OddNoSource: "odd.no-source",
		bitext.OddUntranslated: "odd.not-translated", bitext.OddLanguage: "odd.other-language",
		bitext.OddOneLanguage: "odd.one-language", bitext.OddMatch: "odd.match-left",
		bitext.OddLocked: "odd.locked", bitext.OddColumn: "odd.column", bitext.OddAside: "odd.aside",
	}
}

// Speaker says messages: a Speech or a Voice.
type Speaker interface {
	T(id string, args ...any) string
}

// OddityWords says what a reader did not take over as it is in a file, with the lines on which it is; "" for a kind that
// there is not.
func OddityWords(s Speaker, o bitext.Oddity) string {
	id := oddities()[o.Kind]
	if id == "" {
		return ""
	}
	lines := make([]string, len(o.Lines))
	for i, n := range o.Lines {
		lines[i] = strconv.Itoa(n)
	}
	if len(lines) > 0 && o.Count > len(lines) {
		lines = append(lines, "…")
	}
	args := []any{"What", s.T(id), "Count", o.Count}
	if len(lines) > 0 {
		args = append(args, "Lines", strings.Join(lines, ", "))
	}
	if o.Text != "" {
		args = append(args, "Text", o.Text)
	}
	return s.T("odd.said", args...)
}
