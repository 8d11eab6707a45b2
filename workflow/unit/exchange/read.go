package exchange

import (
	"errors"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/doubt"
	"truchement/workflow/format/heading"
	"truchement/workflow/format/tmx"
	"truchement/workflow/format/xliff"
	"truchement/workflow/lang"
	"truchement/workflow/tm"
)

// Pair names the languages to read. Units have these tags, whatever region the file says (fr is
// read from fr-CA too); empty ones are those that the file says.
type Pair struct{ Source, Target string }

// Item is a unit of a file.
type Item struct {
	workflow.Unit          // Publication is a name; By, Seq and ids of this desk are not set
	Line          int      // on which it begins; 0: not known
	Fault         string   // message ID: why it cannot be taken in; empty: it can
	Langs         []string // of its texts, as the file says them
	Doubts        []Doubt
}

// Doubt is what of a row of a table may not be meant as it is read.
type Doubt struct {
	Kind doubt.Kind
	Text string
}

// Read reads a file and calls each for every unit in turn, in the order of the file. It stops at
// the first error of each. Of a table it says what its columns are read as. A file that is damaged or passes a limit is a *limit.Error, as of the
// readers of the formats.
func Read(r io.Reader, f Format, p Pair, each func(Item) error) ([]heading.Column, error) {
	in := reader{pair: p, each: each}
	switch f {
	case TMX:
		_, err := tmx.Units(r, in.tmxUnit)
		return nil, err
	case TSV, CSV:
		return in.table(r)
	}
	d, refused, err := xliff.ReadUnits(r)
	if err != nil {
		return nil, err
	}
	return nil, in.document(d, refused)
}

type reader struct {
	pair Pair
	each func(Item) error
}

// emit hands an item on, with what is wrong with it.
func (r *reader) emit(i Item) error {
	switch {
	case i.Fault != "":
	case i.SourceLang == "" || i.TargetLang == "" || lang.Base(i.SourceLang) == lang.Base(i.TargetLang):
		i.Fault = "memory.bad-languages"
	case i.Source.Empty() || i.Target.Empty():
		i.Fault = "memory.bad-empty"
	case len(i.Source.Markup()) > workflow.MaxSegment || len(i.Target.Markup()) > workflow.MaxSegment:
		i.Fault = "memory.bad-long"
	case strings.ContainsRune(i.Source.String()+i.Target.String(), utf8.RuneError):
		i.Fault = "memory.bad-text"
	case hasWrongLetters(i.Source.String(), i.SourceLang) || hasWrongLetters(i.Target.String(), i.TargetLang):
		i.Fault = "memory.bad-letters"
	}
	cleanFacts(&i.Unit)
	return r.each(i)
}

// faultOf is the message for a text that is refused; empty for none.
func faultOf(refused error) string {
	var why *lang.Error
	switch {
	case refused == nil:
		return ""
	case errors.As(refused, &why) && why.Kind == lang.KindOverride:
		return "memory.bad-override"
	}
	return "memory.bad-encoding"
}

// setState sets the state of a unit by that of a segment. What is not translated, and what was
// returned or is out of date, is no unit. A file that says nothing has translations that were
// accepted.
func (i *Item) setState(state bitext.State, sub bitext.SubState, said bool) {
	i.State = workflow.UnitTranslated
	switch {
	case !said, state.Rank() >= bitext.Reviewed.Rank():
		i.State = workflow.UnitApproved
	case sub != bitext.None:
		i.Fault = "memory.bad-state"
	}
}

func (r *reader) tmxUnit(h tmx.Header, u tmx.Unit) error {
	i := Item{Line: u.Line}
	i.ID, i.At, i.Confidence, i.Fault = u.ID, u.Changed, 1, faultOf(u.Refused)
	for _, v := range u.Variants {
		i.Langs = append(i.Langs, v.Lang)
	}
	source, target := r.variants(h, u)
	if source != nil && target != nil {
		i.SourceLang, i.TargetLang = or(r.pair.Source, source.Lang), or(r.pair.Target, target.Lang)
		i.Source, i.Target = slices.Clone(source.Text), slices.Clone(target.Text) // the reader uses them again
		i.Translator = or(target.By, u.By)
		if i.At.IsZero() {
			i.At = target.Changed
		}
	}
	name, sub, _ := strings.Cut(u.Prop("x-state"), "/")
	i.setState(bitext.State(name), bitext.SubState(sub), name != "")
	from := u.Origin()
	i.Origin, i.Publication, i.Approver = from.Document, from.Publication, from.Approver
	i.Before, i.After = keyOf(from.Before, i.SourceLang), keyOf(from.After, i.SourceLang)
	for _, p := range u.Props {
		if name, ours := strings.CutPrefix(p.Type, factProp); ours {
			setFact(&i.Unit, name, p.Value)
		}
	}
	return r.emit(i)
}

// keyOf is the key of a neighbour; 0 for none.
func keyOf(text, tag string) int64 {
	if text == "" {
		return 0
	}
	return int64(tm.Key(text, tag))
}

// variants are the texts of a unit in the languages to read; nil for none.
func (r *reader) variants(h tmx.Header, u tmx.Unit) (source, target *tmx.Variant) {
	want := r.pair.Source
	if want == "" {
		if want = or(u.SourceLang, h.SourceLang); want == tmx.All || variantIn(u, want, "") == nil {
			want = firstOther(u, r.pair.Target)
		}
	}
	source = variantIn(u, want, "")
	if source == nil {
		return nil, nil
	}
	if r.pair.Target != "" {
		return source, variantIn(u, r.pair.Target, source.Lang)
	}
	return source, variantIn(u, firstOther(u, source.Lang), source.Lang)
}

// variantIn is the text in a language, or else in one of another region; not in the language except.
func variantIn(u tmx.Unit, tag, except string) (near *tmx.Variant) {
	for i := range u.Variants {
		v := &u.Variants[i]
		switch {
		case tag == "" || v.Lang == except:
		case v.Lang == tag:
			return v
		case near == nil && lang.Base(v.Lang) == lang.Base(tag):
			near = v
		}
	}
	return near
}

// firstOther is the first language of a unit that is not tag.
func firstOther(u tmx.Unit, tag string) string {
	for _, v := range u.Variants {
		if tag == "" || lang.Base(v.Lang) != lang.Base(tag) {
			return v.Lang
		}
	}
	return ""
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// setPair sets the languages of an item of which the file says these.
func (r *reader) setPair(i *Item, source, target string) {
	source, target = lang.Canonical(source), lang.Canonical(target)
	if fits(r.pair.Source, source) && fits(r.pair.Target, target) {
		i.SourceLang, i.TargetLang = or(r.pair.Source, source), or(r.pair.Target, target)
	}
}

func fits(want, said string) bool {
	return want == "" && lang.Valid(said) || want != "" && (said == "" || lang.Base(want) == lang.Base(said))
}

func (r *reader) document(d *bitext.Document, refused map[xliff.Place]error) error {
	for at, b := range d.Blocks {
		for i, s := range b.Segments {
			if err := r.segment(d, s, refused[xliff.Place{Block: at, Segment: i}]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reader) segment(d *bitext.Document, s bitext.Segment, refused error) error {
	i := Item{Langs: []string{d.SourceLang, d.TargetLang}}
	i.ID, i.Source, i.Target, i.Translator = s.ID, s.Source, s.Target, s.Translator
	i.Approver, i.Confidence, i.At = s.Reviewer, 1, d.Date
	i.Origin = d.Title
	r.setPair(&i, d.SourceLang, d.TargetLang)
	// Many programs leave the state out, which is then initial.
	i.setState(s.State, s.SubState, true)
	i.Fault = or(faultOf(refused), i.Fault)
	for _, n := range s.Notes {
		name, value, _ := strings.Cut(n.Text, ": ")
		if name == "changed" {
			if at := parseStamp(value); at != (time.Time{}) {
				i.At = at
			}
			continue
		}
		setFact(&i.Unit, name, value)
	}
	return r.emit(i)
}
