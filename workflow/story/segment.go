package story

import (
	"slices"

	"truchement/workflow"
	"truchement/workflow/desk"
)

// Send saves as a page does that shows the segment as it was when page was read, with all that a
// page may send. It returns the segment as it is then.
func (r *Runner) Send(page workflow.Segment, in desk.Save) workflow.Segment {
	r.T.Helper()
	in.Segment, in.Version = page.ID, page.Version
	s, err := r.Desk.Save(r.Ctx(), r.Who, in)
	r.Check("send", err)
	return s
}

// ReviewFrom decides as a page does that shows the segment as it was when page was read.
func (r *Runner) ReviewFrom(page workflow.Segment, in desk.Review) workflow.Segment {
	r.T.Helper()
	in.Segment, in.Version = page.ID, page.Version
	s, err := r.Desk.Review(r.Ctx(), r.Who, in)
	r.Check("review", err)
	return s
}

// ReviewMany decides on the segments at some positions; none means all.
func (r *Runner) ReviewMany(in desk.BulkReview, positions ...int) desk.BulkOutcome {
	r.T.Helper()
	in.Article, in.Segments = r.ArticleID, nil
	for _, s := range r.View().Segments {
		if len(positions) == 0 || slices.Contains(positions, s.Position) {
			in.Segments = append(in.Segments, desk.SegmentVersion{Segment: s.ID, Version: s.Version})
		}
	}
	out, err := r.Desk.ReviewMany(r.Ctx(), r.Who, in)
	r.Check("review many", err)
	return out
}

// PreviewReview returns what ReviewMany would do.
func (r *Runner) PreviewReview(in desk.BulkReview, positions ...int) desk.BulkOutcome {
	r.T.Helper()
	in.Article, in.Segments = r.ArticleID, nil
	for _, s := range r.View().Segments {
		if len(positions) == 0 || slices.Contains(positions, s.Position) {
			in.Segments = append(in.Segments, desk.SegmentVersion{Segment: s.ID, Version: s.Version})
		}
	}
	out, err := r.Desk.PreviewReview(r.Ctx(), r.Who, in)
	r.Check("review many", err)
	return out
}

// UndoBatch takes back a batch.
func (r *Runner) UndoBatch(batch string) *Runner {
	r.T.Helper()
	_, err := r.Desk.Undo(r.Ctx(), r.Who, batch)
	r.Check("undo", err)
	return r
}

// Restore brings back the target of a change as a page does that shows page.
func (r *Runner) Restore(page workflow.Segment, change string) *Runner {
	r.T.Helper()
	at := desk.SegmentVersion{Segment: page.ID, Version: page.Version}
	_, err := r.Desk.Restore(r.Ctx(), r.Who, at, change)
	r.Check("restore", err)
	return r
}

// Comment remarks on the segment at a position; 0 is the article.
func (r *Runner) Comment(position int, text string) workflow.Comment {
	r.T.Helper()
	id := ""
	if position > 0 {
		id = r.Segment(position).ID
	}
	c, err := r.Desk.Comment(r.Ctx(), r.Who, r.ArticleID, id, text)
	r.Check("comment", err)
	return c
}

// History is that of the segment at a position, oldest first, merged parts and refused texts too.
func (r *Runner) History(position int) []workflow.Change {
	r.T.Helper()
	all, err := r.Desk.History(r.Ctx(), r.People["nadia"], r.Segment(position).ID)
	r.CheckNow("history", err)
	return all
}

// LastChange is the newest change of the segment at a position.
func (r *Runner) LastChange(position int) workflow.Change {
	r.T.Helper()
	all := r.History(position)
	return all[len(all)-1]
}

// WantChange checks the kind of the newest change of the segment at a position.
func (r *Runner) WantChange(position int, kind workflow.ChangeKind) *Runner {
	r.T.Helper()
	if got := r.LastChange(position).Kind; got != kind {
		r.T.Fatalf("the last change of %d is %s, want %s", position, got, kind)
	}
	return r
}

// WantAuthors checks who wrote the target at a position, by name.
func (r *Runner) WantAuthors(position int, names ...string) *Runner {
	r.T.Helper()
	s := r.Segment(position)
	same := len(s.Authors) == len(names)
	for i := range names {
		same = same && s.Authors[i] == r.People[names[i]].ID
	}
	if !same {
		r.T.Fatalf("authors of %d are %v, want %v", position, s.Authors, names)
	}
	return r
}

// WantVersion checks the version of the segment at a position.
func (r *Runner) WantVersion(position int, version int64) *Runner {
	r.T.Helper()
	if got := r.Segment(position).Version; got != version {
		r.T.Fatalf("segment %d is at version %d, want %d", position, got, version)
	}
	return r
}

// Kinds writes the kinds of what fn appends to the feed, oldest first.
func (r *Runner) Kinds(fn func()) (kinds string) {
	r.T.Helper()
	for _, e := range r.Appended(fn) {
		if kinds != "" {
			kinds += " "
		}
		kinds += string(e.Kind)
	}
	return kinds
}

// Behind writes to the store behind the desk's back.
func (r *Runner) Behind(fn func(workflow.Tx) error) *Runner {
	r.T.Helper()
	r.CheckNow("write behind the desk", r.Store.Update(r.Ctx(), fn))
	return r
}
