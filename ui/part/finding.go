package part

import (
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/checking"
)

// FindingList is what was found in the text of a segment, for the part "check-rows".
type FindingList struct {
	web.Base
	Segment workflow.Segment
	Article *workflow.ArticleView
	Open    []FindingView
	Gone    []FindingView // dismissed
	Back    string        // the page that a dismissal comes back to; empty: the panel of the workbench
	May     bool          // the reader may dismiss
	MayWord bool          // for a word in all texts of the publication
}

// FindingView is a finding as pages show it.
type FindingView struct {
	checking.Finding
	Number      int       // from 1, of the open ones
	Why         string    // the reason for which it was dismissed
	By          string    // the name of who did so
	MayTakeBack bool      // the reader may open it again
	Form        *web.Form // to dismiss it, that was refused; nil: it was not
}

// NewFindingList lists what was found in a segment of an article. A form that was refused is shown with the finding that it
// was to dismiss.
func NewFindingList(c *web.Call, v *workflow.ArticleView, out checking.Checked, refused *web.Form) *FindingList {
	l := &FindingList{Base: c.RowBase(), Segment: out.Segment, Article: v, May: c.Actor.MayWrite(out.Segment),
		MayWord: c.Actor.Can(workflow.ReviewSegments)}
	for _, f := range out.Findings {
		if d := f.Dismissed; d != nil {
			l.Gone = append(l.Gone, FindingView{Finding: f, Why: d.Reason, By: v.People[d.By].Name,
				MayTakeBack: checking.MayTakeBack(c.Actor, *d)})
			continue
		}
		one := FindingView{Finding: f, Number: len(l.Open) + 1}
		if refused != nil && refused.Value("word") == f.Key && refused.Value("check") == string(f.Check) {
			one.Form, refused = refused, nil
		}
		l.Open = append(l.Open, one)
	}
	return l
}

// Blocking is how many of the open findings keep the text from being confirmed and approved.
func (l *FindingList) Blocking() (n int) {
	for _, f := range l.Open {
		if f.Blocks() {
			n++
		}
	}
	return n
}

// CheckWord names a check.
func (l *FindingList) CheckWord(id check.ID) string { return l.T("check-name." + string(id)) }

// MostReason is the longest reason of a dismissal, in characters.
func (l *FindingList) MostReason() int { return checking.MaxReason }
