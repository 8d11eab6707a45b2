package workflow

import (
	"fmt"
	"slices"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// ConflictError refuses a save that was based on an older version than the
// current one. It carries what the writer needs to merge; their own text is
// kept in the segment's history as well.
type ConflictError struct {
	Base    Snapshot // what the save was based on
	Current Segment  // the segment as it is now
	Yours   Snapshot // what was refused, kept as Change
	Change  string   // the id of that Change
}

// Error is for logs.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("conflict: segment %s is at version %d", e.Current.ID, e.Current.Version)
}

// Compare lays the three targets side by side, as markup. Where a merge by
// words would leave half a pair of codes, or a code twice, the whole texts
// clash.
func (e *ConflictError) Compare() []lang.Part {
	base, theirs, mine := e.Base.Target.Markup(), e.Current.Target.Markup(), e.Yours.Target.Markup()
	parts := lang.Compare(base, theirs, mine)
	merged, _ := lang.Merge(parts)
	codes := slices.Concat(e.Current.Source.Codes(), e.Base.Source.Codes())
	if _, err := bitext.Parse(merged, codes); err != nil {
		return []lang.Part{{Origin: lang.Clash, Base: base, Theirs: theirs, Mine: mine}}
	}
	return parts
}
