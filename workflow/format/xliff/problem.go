package xliff

// Kind is a kind of problem with one segment, in spite of which the file was read. Its string is
// stable and names a message.
type Kind string

// The kinds of problems.
const (
	// CodeMissing: the source has a code that the target lacks.
	CodeMissing Kind = "code_missing"
	// CodeUnknown: the target has a code that the source lacks. It is kept.
	CodeUnknown Kind = "code_unknown"
	// CodeTorn: a pair was open or crossed another; it was closed where it must be.
	CodeTorn Kind = "code_torn"
	// CodeTwice: a standalone code occurs more than once in the target. All are kept.
	CodeTwice Kind = "code_twice"
	// CodeDropped: a code of a type that the desk does not know; the text in it was kept.
	CodeDropped Kind = "code_dropped"
	// StateUnknown: the file gives a state that XLIFF does not have.
	StateUnknown Kind = "state_unknown"
	// VersionBroken: the segment's version is no number.
	VersionBroken Kind = "version_broken"
	// SegmentUnknown: the desk has no such segment (Match only).
	SegmentUnknown Kind = "segment_unknown"
	// SegmentTwice: the file has this segment more than once; the first counts (Match only).
	SegmentTwice Kind = "segment_twice"
	// SegmentMissing: the file lacks a segment that the desk has (Match only).
	SegmentMissing Kind = "segment_missing"
	// SourceChanged: the file's source is not the desk's (Match only).
	SourceChanged Kind = "source_changed"
)

// Problem is one thing that went wrong.
type Problem struct {
	Kind    Kind
	Block   string // its id
	Segment string // its id
	Code    string // the code's id, or the state, or the version; empty for other kinds
	Text    string // the target of a segment that is not in the result
}

// Report lists what went wrong in a file that was read.
type Report struct{ Problems []Problem }

func (r *Report) add(k Kind, block, segment, code string) {
	r.Problems = append(r.Problems, Problem{Kind: k, Block: block, Segment: segment, Code: code})
}
