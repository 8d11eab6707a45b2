package bitext

import (
	"slices"
	"strings"
)

// OddityKind is a kind of Oddity. Its string is stable and names a message.
type OddityKind string

// The kinds of oddities.
const (
	OddOverride     OddityKind = "override"      // a bidi override was taken out; Text is what was before it
	OddUnreadable   OddityKind = "unreadable"    // bytes that are no text became U+FFFD
	OddCodeDropped  OddityKind = "code-dropped"  // a code that no text of the desk has; the text in it is kept
	OddCodeTorn     OddityKind = "code-torn"     // a pair of codes was open, and closed where it must be
	OddCodeTwice    OddityKind = "code-twice"    // a standalone code is more than once in a target
	OddCodeUnknown  OddityKind = "code-unknown"  // a target has a code that its source lacks
	OddState        OddityKind = "state-unknown" // a state that the format does not have
	OddVersion      OddityKind = "version-broken"
	OddWhole        OddityKind = "target-whole"   // a target is not cut as its source is: both are one segment
	OddJoined       OddityKind = "target-joined"  // a piece of a target that no piece of the source has was joined to the last
	OddNoSource     OddityKind = "no-source"      // a target without a source was left out
	OddUntranslated OddityKind = "not-translated" // the file says that this is not to be translated: it was left out
	OddLanguage     OddityKind = "other-language" // a text in a third language was left out
	OddOneLanguage  OddityKind = "one-language"   // a unit that has one of the two languages alone was left out
	OddMatch        OddityKind = "match-left"     // one more proposal for a segment was left out
	OddLocked       OddityKind = "locked"         // the file locks the segment, which the desk does not
	OddAside        OddityKind = "aside"          // a block that surrounds the article was left out
	OddColumn       OddityKind = "column"         // a column that no segment has a place for was left out
)

// Oddity is something in a file that its reader did not take over as it is, for the person who handed the file in:
// nothing of a file is left out without one. Several of a kind are one.
type Oddity struct {
	Kind  OddityKind
	Count int
	Lines []int  // of the first, from 1; of files without lines there are none
	Text  string // what the first is about; may be empty
}

const (
	mostOddLines = 10
	mostOddText  = 60 // characters
)

// Odd adds an oddity at a line of the file, 0 for none, about a text.
func (d *Document) Odd(kind OddityKind, line int, text string) {
	i := slices.IndexFunc(d.Oddities, func(o Oddity) bool { return o.Kind == kind })
	if i < 0 {
		i = len(d.Oddities)
		d.Oddities = append(d.Oddities, Oddity{Kind: kind, Text: excerpt(text)})
	}
	o := &d.Oddities[i]
	o.Count++
	if line > 0 && len(o.Lines) < mostOddLines && !slices.Contains(o.Lines, line) {
		o.Lines = append(o.Lines, line)
	}
}

// excerpt is the beginning of a text on one line.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if r := []rune(s); len(r) > mostOddText {
		return string(r[:mostOddText-1]) + "…"
	}
	return s
}
