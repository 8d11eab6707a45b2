package ui

import (
	"crypto/rand"
	"html/template"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// segmentRow is one segment as the workbench and the review show it.
type segmentRow struct {
	base
	workflow.Segment
	Article *workflow.ArticleView
	Path    string // makes this row the active one
	State   mark
	First   bool // of its block
	Kind    bitext.BlockKind

	seek string // what the reader looks for, folded

	Active   bool
	Editable bool
	Holder   string       // who it was given to, when that is somebody else
	Back     string       // the list's filter, to come back to
	From     string       // the page that asks: "" the workbench, "review"
	Edit     *segmentEdit // what the editor holds; of the active row
	Op       string       // makes one sending of the form the same as its repetition
	Codes    []codeButton
	Changed  *changedBy // by somebody else since the reader opened it

	Faults []issueView // what was marked in it
}

// SourceText is the source with what was marked in it.
func (r *segmentRow) SourceText() template.HTML {
	return r.Inked(r.Source, ink{marks: r.inkOfIssues(r.Faults, workflow.SourceSide)}, false)
}

// OpenFaults is how many issues stand in it.
func (r *segmentRow) OpenFaults() int { return openIssues(r.Faults) }

// segmentEdit is the content of a segment's editor: what stands, or what was typed and refused.
type segmentEdit struct {
	segment  string
	Text     string
	Version  int64
	Problem  string
	Conflict *conflictCard
}

// changedBy tells of a change that came while the reader had the segment open.
type changedBy struct {
	Name, Time, Path string
	Diff             template.HTML
}

// codeButton inserts a code of the source.
type codeButton struct {
	ID, Word  string
	Label     string // what stands for it in the text
	Type      bitext.CodeType
	Open, End string // its tags; a standalone code has no End
}

// rowMaker makes the rows of one article.
type rowMaker struct {
	c     *call
	base  base
	v     *workflow.ArticleView
	seek  string                      // what the reader looks for, folded
	kinds map[string]bitext.BlockKind // by block
	first map[string]string           // block to its first segment
}

func (c *call) rows(v *workflow.ArticleView) *rowMaker {
	// Only what rows say; what the layout shows would be made for each of them.
	m := &rowMaker{c: c, v: v, kinds: map[string]bitext.BlockKind{}, first: map[string]string{},
		base: c.bare()}
	for _, b := range v.Blocks {
		m.kinds[b.ID] = b.Kind
	}
	for _, g := range v.Segments {
		if m.first[g.Block] == "" {
			m.first[g.Block] = g.ID
		}
	}
	return m
}

// row makes the view of a segment.
func (m *rowMaker) row(g workflow.Segment) *segmentRow {
	r := &segmentRow{base: m.base, Segment: g, Article: m.v, seek: m.seek, Kind: m.kinds[g.Block],
		First: m.first[g.Block] == g.ID, Editable: m.v.Retracted == ""}
	r.State = r.markOf(stateName(g.Snapshot.State, g.SubState))
	if g.Translator != "" && g.Translator != m.c.actor.ID {
		r.Holder = m.v.People[g.Translator].Name
		r.Editable = r.Editable && m.c.actor.Can(workflow.ReviewSegments)
	}
	return r
}

// activate fills in what the active row's editor needs.
func (c *call) activate(r *segmentRow, edit *segmentEdit, seen int64) error {
	r.Active, r.Op = true, rand.Text()
	r.Codes = r.codeButtons()
	r.Edit = edit
	if edit != nil && edit.segment == r.ID {
		r.Editable = true // what was typed stays to be taken, even where it may not be saved
	} else {
		r.Edit = &segmentEdit{segment: r.ID, Text: r.Target.Markup(), Version: r.Version}
	}
	if seen > 0 && seen < r.Version {
		return c.findChange(r, seen)
	}
	return nil
}

// findChange tells who changed the segment since a version, and how.
func (c *call) findChange(r *segmentRow, seen int64) error {
	changes, err := c.server.Desk.History(c.ctx(), c.actor, r.ID)
	if err != nil {
		return err
	}
	last, before := lastChange(changes, r.ID, r.Version), lastChange(changes, r.ID, seen)
	r.Changed = &changedBy{Name: r.Article.People[last.By].Name, Time: c.Time(last.At),
		Path: r.Path, Diff: r.Diff(before.To.Target, r.Target)}
	return nil
}

// lastChange is the change of a segment that made a version.
func lastChange(changes []workflow.Change, segment string, version int64) workflow.Change {
	for _, ch := range changes {
		if ch.Segment == segment && ch.Version == version && ch.Kind != workflow.Refused {
			return ch
		}
	}
	return workflow.Change{}
}

func (r *segmentRow) codeButtons() []codeButton {
	var buttons []codeButton
	codes := r.Source.Codes()
	of := map[bitext.CodeType]int{}
	for _, code := range codes {
		of[code.Type]++
		b := codeButton{ID: code.ID, Word: r.codeWord(code.Type), Type: code.Type,
			Label: code.Equiv}
		if moreOf(codes, code.Type) {
			b.Word = r.T("code.nth", "Word", b.Word, "N", of[code.Type])
		}
		if code.Type.Standalone() {
			b.Open = tagOf(bitext.Run{Kind: bitext.Lone, Code: code})
		} else {
			b.Open = tagOf(bitext.Run{Kind: bitext.Open, Code: code})
			b.End = tagOf(bitext.Run{Kind: bitext.Close, Code: code})
		}
		buttons = append(buttons, b)
	}
	return buttons
}

// moreOf says whether there are several codes of a type.
func moreOf(codes []bitext.Code, t bitext.CodeType) bool {
	n := 0
	for _, c := range codes {
		if c.Type == t {
			n++
		}
	}
	return n > 1
}

// Lines is how many lines the editor opens with.
func (r *segmentRow) Lines() int {
	n := max(len([]rune(r.Source.String())), len([]rune(r.Edit.Text)))
	return min(max(n/44+1, 2), 14)
}

// SourceDir and TargetDir are the directions of the two texts.
func (r *segmentRow) SourceDir() string { return r.DirOf(r.Article.SourceLang) }

// TargetDir is the direction of the target.
func (r *segmentRow) TargetDir() string { return r.DirOf(r.Article.TargetLang) }

// SourceFound is the source with what was marked in it and what the reader looks for; that of the
// active row has the tags its translator needs.
func (r *segmentRow) SourceFound() template.HTML {
	i := ink{hits: hitsIn(r.Source, r.Article.SourceLang, r.seek)}
	if !r.Active {
		i.marks = r.inkOfIssues(r.Faults, workflow.SourceSide)
	}
	return r.drawn(r.Source, i, r.Active)
}

// TargetFound is the target, likewise.
func (r *segmentRow) TargetFound() template.HTML {
	return r.drawn(r.Target, ink{hits: hitsIn(r.Target, r.Article.TargetLang, r.seek),
		marks: r.inkOfIssues(r.Faults, workflow.TargetSide)}, false)
}

// drawn is Inked for lists of thousands of rows, most of which have no ink.
func (r *segmentRow) drawn(t bitext.Text, i ink, tagged bool) template.HTML {
	if len(i.hits) == 0 && len(i.marks) == 0 {
		return r.text(t, tagged)
	}
	return r.Inked(t, i, tagged)
}

// hitsIn is where a text has what a reader looks for, which is a Fold.
func hitsIn(t bitext.Text, tag, seek string) []stretch {
	if seek == "" {
		return nil
	}
	flat := t.Flat()
	var hits []stretch
	for _, s := range lang.Find(flat, tag, seek) {
		from := utf8.RuneCountInString(flat[:s.From])
		hits = append(hits, stretch{from, from + utf8.RuneCountInString(flat[s.From:s.To])})
	}
	return hits
}
