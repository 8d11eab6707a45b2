package look

// ID names a check. It stays the same for ever.
type ID string

// The checks that others know.
const (
	Grammar      ID = "grammar"      // what a grammar server finds
	Untranslated ID = "untranslated" // what is left in the language of the source
)

// Severity says what a finding does at confirming.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // it blocks confirming
	Warning Severity = "warning" // it asks once more
)

// Range is a part of a text, in bytes of its Flat; the zero Range is no part of it.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Span is the range from a byte to another.
func Span(start, end int) Range { return Range{start, end} }

// Empty reports whether it has no text.
func (r Range) Empty() bool { return r.Start >= r.End }

// Fix is a correction of the target: the text that belongs in the place of a range.
type Fix struct {
	Range
	Text string `json:"text"`
}

// Replace is the fix that puts a text in the place of a range.
func Replace(at Range, text string) *Fix { return &Fix{at, text} }

// Finding is something that a check found. At least one of its ranges says where.
type Finding struct {
	Check          ID
	Severity       Severity
	Source, Target Range
	Message        string // ID of the message, which has Found and Expected
	Found          string // in the text, as it is there; empty: something is missing
	Expected       string // empty: nothing
	Fix            *Fix   // nil: a person has to think
}
