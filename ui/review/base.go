package review

import (
	"slices"
	"time"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
)

// baseCookie keeps what an editor compares with.
const baseCookie = "truchement-base"

// baseNames are what a target can be compared with: what was last approved or else the first
// version, the translator's first version, the last approved one, the one before, or nothing.
func baseNames() []string { return []string{"auto", "first", "approved", "before", "none"} }

// chosenBase is what the reader compares with: what the address says, or what they last chose.
func chosenBase(c *web.Call, f Filter) string {
	if f.Base != "" {
		return f.Base
	}
	cookie, err := c.Cookie(baseCookie)
	if err == nil && slices.Contains(baseNames(), cookie.Value) {
		return cookie.Value
	}
	return "auto"
}

// Back is where the page's forms come back to.
func (p *page) Back() string { return listPath(p.Article.ID, p.Filter) }

// Bases are the choices of what to compare with, in words.
func (p *page) Bases() []word.Option {
	words := map[string]string{"auto": "review.base-auto", "first": "review.base-first",
		"approved": "review.base-approved", "before": "review.base-before", "none": "review.base-none"}
	var all []word.Option
	for _, b := range baseNames() {
		all = append(all, word.Option{Value: b, Word: p.T(words[b])})
	}
	return all
}

// compare sets a row's target against an older one.
func (r *row) compare(trail []workflow.Change, base string) {
	if r.Target.Empty() || base == "none" {
		return
	}
	old, message := findBase(trail, r.Segment, base)
	switch {
	case old != nil && !old.To.Target.Equal(r.Target):
		r.Against, r.changes = r.T(message), word.OverlayOf(old.To.Target, r.Target)
		if !slices.Equal(old.To.Target.Codes(), r.Target.Codes()) ||
			old.To.Target.Flat() == r.Target.Flat() {
			r.Recoded = true
		}
	case base == "auto":
	case old == nil:
		r.Against = r.T("review.against-none")
	default:
		r.Against = r.T("review.against-same", "Name", r.T(message))
	}
}

// findBase finds the change that made the text to compare with, and the message that names it.
func findBase(trail []workflow.Change, g workflow.Segment, base string) (*workflow.Change, string) {
	var first, approved, before *workflow.Change
	for i, ch := range trail {
		at := &trail[i]
		if ch.To.Target.Empty() {
			continue
		}
		if first == nil && (ch.Kind == workflow.ChangeConfirmed || ch.Kind == workflow.ChangeImported) {
			first = at
		}
		if ch.Kind == workflow.ChangeApproved {
			approved = at
		}
		if !ch.To.Target.Equal(g.Target) {
			before = at
		}
	}
	switch {
	case base == "first", base == "auto" && approved == nil:
		return first, "review.against-first"
	case base == "before":
		return before, "review.against-before"
	}
	return approved, "review.against-approved"
}

// touchedUpBy is who touched a text up in place, if that is how it came to be what it is.
func touchedUpBy(trail []workflow.Change) string {
	for _, ch := range slices.Backward(trail) {
		switch ch.Kind {
		case workflow.ChangeTouched:
			return ch.By
		case workflow.ChangeConfirmed, workflow.ChangeImported, workflow.ChangeRestored:
			return ""
		}
	}
	return ""
}

// undoWindow is how long a decision is offered to be taken back.
const undoWindow = 10 * time.Minute

// undoOffer is the reader's last decision in an article.
type undoOffer struct{ Batch, Text string }

// undoOffer finds the last decision the reader made here, if it is recent and nothing was changed
// since in what it decided on.
func (p *page) undoOffer(me string, now time.Time) *undoOffer {
	var last workflow.Change
	for _, trail := range p.trails {
		for _, ch := range trail {
			decided := ch.Kind == workflow.ChangeApproved || ch.Kind == workflow.ChangeReturned
			if decided && ch.By == me && (ch.At.After(last.At) || ch.At.Equal(last.At) && ch.ID > last.ID) {
				last = ch
			}
		}
	}
	if last.ID == "" || now.Sub(last.At) >= undoWindow {
		return nil
	}
	count := 0
	for _, g := range p.Article.Segments {
		for _, ch := range p.trails[g.ID] {
			if ch.Batch != last.Batch {
				continue
			}
			if ch.Version != g.Version {
				return nil
			}
			count++
		}
	}
	said := "review.did-approve"
	if last.Kind == workflow.ChangeReturned {
		said = "review.did-return"
	}
	return &undoOffer{last.Batch, p.T(said, "Count", count, "Time", p.Time(last.At))}
}
