package part

import (
	"html/template"
	"strings"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// InContext writes the text that the issue was marked in, with its passage.
func (i IssueView) InContext() template.HTML {
	if i.Whole {
		return i.speech.Text(bitext.Plain(i.Text))
	}
	m := word.OverlayMark{Span: word.Span{From: i.From, To: i.To}, ID: i.ID, Severity: string(i.Severity), Word: i.speech.T("issue.mark", "Severity", i.Grave, "Type", i.Kind)}
	return i.speech.WithOverlay(bitext.Plain(strings.ReplaceAll(i.Text, "\uFFFC", "▫")), word.Overlay{Marks: []word.OverlayMark{m}}, false)
}

// IssueView is an issue as the pages show it.
type IssueView struct {
	workflow.Issue
	Name, Ender string // who marked and who ended it
	Kind        string // what is wrong, in words
	Grave       string
	Quoted      string
	Lang, Dir   string // of what is quoted
	Found       bool   // the passage is still in the text
	Changed     bool   // ended because another took its place
	Whole       bool   // the whole text was marked
	from, to    int
	speech      *word.Speech
}

// Source reports whether the passage is one of the source.
func (i IssueView) Source() bool { return i.Side == workflow.SourceSide }

// IssueViews are the issues of an article by segment, oldest first.
func IssueViews(c *web.Call, v *workflow.ArticleView, all []workflow.Issue) map[string][]IssueView {
	segments := map[string]workflow.Segment{}
	for _, g := range v.Segments {
		segments[g.ID] = g
	}
	replaced := map[string]bool{}
	for _, i := range all {
		replaced[i.Replaces] = true
	}
	by := map[string][]IssueView{}
	for _, i := range all {
		w := IssueView{Issue: i, speech: c.Speech, Name: v.People[i.By].Name, Ender: v.People[i.EndedBy].Name,
			Kind: c.TypeWord(i.Type), Grave: c.SeverityWord(i.Severity), Quoted: i.Quote(),
			Lang: v.TargetLang, Changed: replaced[i.ID]}
		if w.Source() {
			w.Lang = v.SourceLang
		}
		w.Dir = c.DirOf(w.Lang)
		w.Whole = w.Quoted == i.Text
		w.from, w.to, w.Found = i.Find(segments[i.Segment])
		by[i.Segment] = append(by[i.Segment], w)
	}
	return by
}

// MarksOf are the marks of the open issues of one side that can be found. One of the whole text
// is listed beside it and not drawn.
func MarksOf(s *word.Speech, all []IssueView, side workflow.Side) []word.OverlayMark {
	var marks []word.OverlayMark
	for _, i := range all {
		if i.Open() && i.Found && i.Side == side && !i.Whole {
			marks = append(marks, word.OverlayMark{Span: word.Span{From: i.from, To: i.to}, ID: i.ID, Severity: string(i.Severity),
				Word: s.T("issue.mark", "Severity", i.Grave, "Type", i.Kind)})
		}
	}
	return marks
}

// CountOpen counts the open issues.
func CountOpen(all []IssueView) int {
	n := 0
	for _, i := range all {
		if i.Open() {
			n++
		}
	}
	return n
}
