package part

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"slices"
	"unicode/utf8"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/tm"
)

// IndexOfSegment is the index of a segment in a list; -1 when it is not there.
func IndexOfSegment(all []workflow.Segment, id string) int {
	return slices.IndexFunc(all, func(g workflow.Segment) bool { return g.ID == id })
}

// Row is one segment as the workbench and the review show it.
type Row struct {
	web.Base
	workflow.Segment
	Article *workflow.ArticleView
	Path    string // makes this row the active one
	State   web.Mark
	Kind    bitext.BlockKind

	seek string // what the reader looks for, folded

	Active   bool
	Editable bool
	Holder   string // whom it was assigned to, when that is another person
	Mine     bool   // it was assigned to the reader, to translate
	Back     string // the list's filter, to come back to
	From     string // the page that asks: "" the workbench, "review"
	Edit     *Edit  // what the editor holds; of the active row
	Op       string // makes one sending of the form the same as its repetition
	Codes    []CodeButton
	Changed  *changedBy // by another person since the reader opened it

	remarks
	repetition
}

// remarks is what is to be said of the texts of a row.
type remarks struct {
	Faults   []IssueView // what was marked in it
	Terms    []word.Span // characters of the source's Flat: its terms
	Findings int         // how many open findings of checks it has; of a saved one
}

// repetition is what of the article has the source of a row, too.
type repetition struct {
	Again *Repeated // the first segment with it, when it is earlier; nil: none, or it was not looked for
	// Repeats is how many segments without a target could have that of the row; of a confirmed one.
	Repeats int
}

// Repeated is the earlier segment whose source a row repeats.
type Repeated struct {
	workflow.Segment
	Path string
}

// SourceText is the source with what was marked in it.
func (r *Row) SourceText() template.HTML {
	return r.WithOverlay(r.Source, word.Overlay{Marks: MarksOf(r.Base.Speech, r.Faults, workflow.SourceSide)}, false)
}

// OpenFaults is how many open issues it has.
func (r *Row) OpenFaults() int { return CountOpen(r.Faults) }

// Edit is the content of a segment's editor: the current target, or what was typed and refused.
type Edit struct {
	Segment  string
	Text     string
	Version  int64
	Problem  string
	Conflict *Conflict
}

// changedBy describes a change that came while the reader had the segment open.
type changedBy struct {
	Name, Time, Path string
	Own              bool // the reader made it, in another tab
	Diff             template.HTML
}

// CodeButton inserts a code of the source.
type CodeButton struct {
	ID, Word  string
	Label     string // what is shown for it in the text
	Type      bitext.CodeType
	Open, End string // its tags; a standalone code has no End
}

// RowMaker makes the rows of one article.
type RowMaker struct {
	c     *web.Call
	Base  web.Base
	v     *workflow.ArticleView
	Seek  string                      // what the reader looks for, folded
	kinds map[string]bitext.BlockKind // by block
}

// NewRowMaker makes the rows of v.
func NewRowMaker(c *web.Call, v *workflow.ArticleView) *RowMaker {
	// Only what rows say; what the layout shows would be made for each of them.
	m := &RowMaker{c: c, v: v, kinds: map[string]bitext.BlockKind{}, Base: c.RowBase()}
	for _, b := range v.Blocks {
		m.kinds[b.ID] = b.Kind
	}
	return m
}

// Row makes the view of a segment.
func (m *RowMaker) Row(g workflow.Segment) *Row {
	r := &Row{Base: m.Base, Segment: g, Article: m.v, seek: m.Seek, Kind: m.kinds[g.Block],
		Editable: m.v.Retracted == ""}
	r.State = r.MarkOf(StateName(g.Snapshot.State, g.SubState))
	r.Mine = g.Translator == m.c.Actor.ID
	if g.Translator != "" && !r.Mine {
		r.Holder = m.v.People[g.Translator].Name
		r.Editable = r.Editable && m.c.Actor.Can(workflow.ReviewSegments)
	}
	return r
}

// OpenEditor fills in what the active row's editor needs.
func OpenEditor(c *web.Call, r *Row, edit *Edit, seen int64) error {
	r.Active, r.Op = true, rand.Text()
	r.Codes = r.codeButtons()
	r.Edit = edit
	if edit != nil && edit.Segment == r.ID {
		r.Editable = true // what was typed stays to be taken, even where it may not be saved
	} else {
		r.Edit = &Edit{Segment: r.ID, Text: r.Target.Markup(), Version: r.Version}
	}
	if seen > 0 && seen < r.Version {
		return findOthersChange(c, r, seen)
	}
	return nil
}

// findOthersChange finds who changed the segment since a version, and how.
func findOthersChange(c *web.Call, r *Row, seen int64) error {
	changes, err := c.Server.Desk.History(c.Ctx(), c.Actor, r.ID)
	if err != nil {
		return err
	}
	last, before := ChangeOfVersion(changes, r.ID, r.Version), ChangeOfVersion(changes, r.ID, seen)
	r.Changed = &changedBy{Name: r.Article.People[last.By].Name, Own: last.By == c.ActorID(),
		Time: c.Time(last.At), Path: r.Path, Diff: r.Diff(before.To.Target, r.Target)}
	return nil
}

// ChangeOfVersion is the change of a segment that made a version.
func ChangeOfVersion(changes []workflow.Change, segment string, version int64) workflow.Change {
	for _, ch := range changes {
		if ch.Segment == segment && ch.Version == version && ch.Kind != workflow.ChangeRefused {
			return ch
		}
	}
	return workflow.Change{}
}

func (r *Row) codeButtons() []CodeButton {
	var buttons []CodeButton
	codes := r.Source.Codes()
	of := map[bitext.CodeType]int{}
	for _, code := range codes {
		of[code.Type]++
		b := CodeButton{ID: code.ID, Word: r.CodeWord(code.Type), Type: code.Type,
			Label: code.Equiv}
		if several(codes, code.Type) {
			b.Word = r.T("code.nth", "Word", b.Word, "N", of[code.Type])
		}
		if code.Type.Standalone() {
			b.Open = word.TagOf(bitext.Run{Kind: bitext.Lone, Code: code})
		} else {
			b.Open = word.TagOf(bitext.Run{Kind: bitext.Open, Code: code})
			b.End = word.TagOf(bitext.Run{Kind: bitext.Close, Code: code})
		}
		buttons = append(buttons, b)
	}
	return buttons
}

// several reports whether there are several codes of a type.
func several(codes []bitext.Code, t bitext.CodeType) bool {
	n := 0
	for _, c := range codes {
		if c.Type == t {
			n++
		}
	}
	return n > 1
}

// Lines is how many lines the editor opens with.
func (r *Row) Lines() int {
	n := max(len([]rune(r.Source.String())), len([]rune(r.Edit.Text)))
	return min(max(n/44+1, 2), 14)
}

// SourceDir and TargetDir are the directions of the two texts.
func (r *Row) SourceDir() string { return r.DirOf(r.Article.SourceLang) }

// TargetDir is the direction of the target.
func (r *Row) TargetDir() string { return r.DirOf(r.Article.TargetLang) }

// SourceFound is the source with what was marked in it and what the reader looks for; that of the
// active row has the tags its translator needs.
func (r *Row) SourceFound() template.HTML {
	i := word.Overlay{Hits: HitsIn(r.Source, r.Article.SourceLang, r.seek), Terms: r.Terms}
	if !r.Active {
		i.Marks = MarksOf(r.Base.Speech, r.Faults, workflow.SourceSide)
	}
	return r.marked(r.Source, i, r.Active)
}

// TargetFound is the target, likewise.
func (r *Row) TargetFound() template.HTML {
	return r.marked(r.Target, word.Overlay{Hits: HitsIn(r.Target, r.Article.TargetLang, r.seek),
		Marks: MarksOf(r.Base.Speech, r.Faults, workflow.TargetSide)}, false)
}

// marked is Inked for lists of thousands of rows, most of which have no ink.
func (r *Row) marked(t bitext.Text, i word.Overlay, tagged bool) template.HTML {
	if len(i.Hits) == 0 && len(i.Marks) == 0 && len(i.Terms) == 0 {
		return r.RenderText(t, tagged)
	}
	return r.WithOverlay(t, i, tagged)
}

// HitsIn is where a text has what a reader looks for, which is a Fold.
func HitsIn(t bitext.Text, tag, seek string) []word.Span {
	if seek == "" {
		return nil
	}
	return charsOf(t.Flat(), lang.Find(t.Flat(), tag, seek))
}

// WordsIn is where a text has the words that a reader looks for, in any of their forms; in a text without
// them, where it has them as a part of a word.
func WordsIn(t bitext.Text, tag, words string) []word.Span {
	if spans := tm.Spans(t.Flat(), lang.Base(tag), words); spans != nil {
		return charsOf(t.Flat(), spans)
	}
	return HitsIn(t, tag, lang.Fold(words, tag))
}

// SpansIn is a span of the characters of a text, in bytes without its codes, as an overlay counts.
func SpansIn(t bitext.Text, s lang.Span) []word.Span {
	if len(t.Flat()) != len(t.String()) {
		return nil // a code counts as a character there
	}
	return charsOf(t.Flat(), []lang.Span{s})
}

// charsOf counts spans of bytes in characters.
func charsOf(flat string, spans []lang.Span) (hits []word.Span) {
	for _, s := range spans {
		from := utf8.RuneCountInString(flat[:s.From])
		hits = append(hits, word.Span{From: from, To: from + utf8.RuneCountInString(flat[s.From:s.To])})
	}
	return hits
}

// NoTarget reports whether the segment has no target yet.
func (r *Row) NoTarget() bool { return r.Target.Empty() }

// SaveKey makes the key of a save from the form's own and what it sends: sent again it is the same
// save, but gone back to and changed it is another.
func SaveKey(op, do, text string) string {
	if op == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(op + "\x00" + do + "\x00" + text))
	return hex.EncodeToString(sum[:16])
}

// Conflict is a save that was refused because of another: what it was based on, the current target,
// what was typed, and the text that holds the changes of both, which the editor starts with.
type Conflict struct {
	Name                string // who changed it; empty: unknown
	Own                 bool   // the reader changed it, in another tab
	Base, Theirs, Yours template.HTML
	Merged              template.HTML // with who changed what; empty: the two meet in every word
	Clashes             int           // places where both changed the same words
	TheirText, YourText string
	MergedText          string // where they clash it has yours
}

// StateName is the key of a state's mark: the sub-state where there is one.
func StateName(state bitext.State, sub bitext.SubState) string {
	if sub != bitext.None {
		return string(sub)
	}
	return string(state)
}
