package xliff

import "truchement/workflow/bitext"

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
	// Override: a bidi override was taken out of a text.
	Override Kind = "override"
	// TargetWhole: the target is not cut as its source is; both are one segment.
	TargetWhole Kind = "target_whole"
	// TargetJoined: a piece of the target that no piece of the source has was joined to the one before.
	TargetJoined Kind = "target_joined"
	// NoSource: a target without a source was left out.
	NoSource Kind = "no_source"
	// NotTranslated: the file marks the unit as not to be translated; it was left out.
	NotTranslated Kind = "not_translated"
	// MatchLeft: a proposal was left out, since the segment has a target or a better one.
	MatchLeft Kind = "match_left"
	// Locked: the file locks the segment.
	Locked Kind = "locked"
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
	Code    string // the code's id, or the state, or the version; of other kinds the text, or nothing
	Line    int    // of the file; 0: not known
	Text    string // the target of a segment that is not in the result
}

// Report lists what went wrong in a file that was read.
type Report struct{ Problems []Problem }

// maxProblems bounds the list: a file may have one with each of its codes.
const maxProblems = 10_000

func (r *Report) add(p Problem) {
	if len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, p)
	}
}

// tell makes oddities of d of what is wrong with segments, but what a translator is to mend.
func (r *Report) tell(d *bitext.Document) {
	kinds := map[Kind]bitext.OddityKind{
		CodeUnknown: bitext.OddCodeUnknown, CodeTorn: bitext.OddCodeTorn, CodeTwice: bitext.OddCodeTwice,
		CodeDropped: bitext.OddCodeDropped, StateUnknown: bitext.OddState, VersionBroken: bitext.OddVersion,
		Override: bitext.OddOverride, TargetWhole: bitext.OddWhole, TargetJoined: bitext.OddJoined,
		NoSource: bitext.OddNoSource, NotTranslated: bitext.OddUntranslated, MatchLeft: bitext.OddMatch,
		Locked: bitext.OddLocked,
	}
	for _, p := range r.Problems {
		if kind := kinds[p.Kind]; kind != "" {
			d.Odd(kind, p.Line, p.Code)
		}
	}
}
