package bitext

import (
	"fmt"
	"slices"
	"time"

	"truchement/workflow/lang"
)

// BlockKind is the part of an article that a block is.
type BlockKind string

// The parts of an article.
const (
	Kicker    BlockKind = "kicker" // the line over the headline, such as the section's name
	Headline  BlockKind = "headline"
	Deck      BlockKind = "deck"   // the standfirst below the headline
	Byline    BlockKind = "byline" // author and place; also a dateline alone
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading" // of a section, at a Level
	Quote     BlockKind = "quote"
	ListItem  BlockKind = "listitem"
	Caption   BlockKind = "caption"
)

// Kinds lists the kinds of blocks in the order menus show them.
func Kinds() []BlockKind {
	return []BlockKind{Kicker, Headline, Deck, Byline, Paragraph, Heading, Quote, ListItem, Caption}
}

// Known reports whether k is one of the kinds.
func (k BlockKind) Known() bool { return slices.Contains(Kinds(), k) }

// State is the progress of a segment, by XLIFF 2.1's state attribute.
type State string

// The states, lowest first.
const (
	Initial    State = "initial"
	Translated State = "translated"
	Reviewed   State = "reviewed"
	Final      State = "final"
)

// SubState refines a State; it is empty if there is nothing to add.
type SubState string

// The sub-states. Draft, FromMemory and FromMachine belong to Initial,
// Returned and Stale to Translated.
const (
	None        SubState = ""
	Draft       SubState = "draft"
	FromMemory  SubState = "memory"
	FromMachine SubState = "machine"
	Returned    SubState = "returned" // by an editor, with a reason
	Stale       SubState = "stale"    // the source was corrected after
)

// Rank orders states: 0 for Initial to 3 for Final. An unknown state ranks 0.
func (s State) Rank() int {
	switch s {
	case Translated:
		return 1
	case Reviewed:
		return 2
	case Final:
		return 3
	}
	return 0
}

// Segment pairs a part of the source, most often a sentence, with its target.
type Segment struct {
	ID         string
	Source     Text
	Target     Text // empty without a translation
	After      Text // white space and breaks between this source and the next
	State      State
	SubState   SubState
	Version    int64    // number of changes, 1 for a new segment
	Translator string   // name for the credits; empty if unknown
	Reviewer   string   // name of the person who approved it
	Override   string   // reason of a person who approved their own translation; else empty
	Notes      []Remark // comments, oldest first
	// Began is FromMemory or FromMachine when the target was first a text of the memory or of a machine.
	Began       SubState
	Corrections []Correction // of its source since the article was published, oldest first
	// Seams are the places where a sentence ends in both languages, in order. There are none in a
	// segment of one sentence, or if they are not known.
	Seams []Seam
}

// Seam is a place between two sentences: the byte offsets in the Flat of a segment's source and of
// its target where the second sentence begins.
type Seam struct{ Source, Target int }

// Match is a part of a segment between two seams, with its translation.
type Match struct{ Source, Target Piece }

// Matches cuts the segment at its seams. A segment is one match if it has no seams, or seams that
// are out of order or outside its texts.
func (s Segment) Matches() []Match {
	source, target := make([]int, len(s.Seams)), make([]int, len(s.Seams))
	for i, seam := range s.Seams {
		source[i], target[i] = seam.Source, seam.Target
	}
	sources, targets := s.Source.Pieces(source), s.Target.Pieces(target)
	if len(s.Seams) == 0 || len(sources) != len(s.Seams)+1 || len(targets) != len(sources) {
		return []Match{{Piece{Text: s.Source}, Piece{Text: s.Target}}}
	}
	out := make([]Match, len(sources))
	for i := range sources {
		out[i] = Match{sources[i], targets[i]}
	}
	return out
}

// Remark is a comment on a segment in a file.
type Remark struct {
	Author string
	Time   time.Time
	Text   string
}

// Correction is a change of a source that was published before.
type Correction struct {
	Time   time.Time
	Grade  string // how grave: typo, wording or fact
	Reason string // as the newsroom wrote it; may be empty
}

// Block is a part of an article: its segments in order.
type Block struct {
	ID       string
	Kind     BlockKind
	Level    int // of a heading, 1 to 6; 0 otherwise
	Segments []Segment
	Aside    bool // its reader proposes to leave it out: it surrounds the article
	Taken    bool // it is part of the article all the same
}

// IsLeft reports whether b is left out.
func (b Block) IsLeft() bool { return b.Aside && !b.Taken }

// LeaveAsides leaves out what surrounds the article, and tells so.
func (d *Document) LeaveAsides() {
	for _, b := range d.Blocks {
		if b.IsLeft() {
			d.Odd(OddAside, 0, b.Source().String())
		}
	}
	d.Blocks = slices.DeleteFunc(d.Blocks, Block.IsLeft)
}

// Source returns the source text of the whole block.
func (b Block) Source() Text {
	var parts []Text
	for i, s := range b.Segments {
		parts = append(parts, s.Source)
		if i+1 < len(b.Segments) {
			parts = append(parts, s.After)
		}
	}
	return Join(parts...)
}

// Target returns the target text of the whole block without the segments that have none. Two
// segments are separated as their sources are, at least by a space.
func (b Block) Target() Text {
	var parts []Text
	var gap Text
	for _, s := range b.Segments {
		if !s.Target.Empty() {
			if len(parts) > 0 {
				parts = append(parts, gap)
			}
			parts = append(parts, s.Target)
		}
		if gap = s.After; len(gap) == 0 {
			gap = Plain(" ")
		}
	}
	return Join(parts...)
}

// seams returns the seams of the whole block: those of its segments, and those between them. There
// are none if a target is missing.
func (b Block) seams() []Seam {
	var seams []Seam
	var begin Seam // offsets of the segment in the block
	for i, s := range b.Segments {
		if s.Target.Empty() || i > 0 && b.Segments[i-1].Target.Empty() {
			return nil
		}
		if i > 0 {
			seams = append(seams, begin)
		}
		for _, inner := range s.Seams {
			seams = append(seams, Seam{begin.Source + inner.Source, begin.Target + inner.Target})
		}
		gap := s.After
		begin.Source += len(s.Source.Flat()) + len(gap.Flat())
		if len(gap) == 0 {
			gap = Plain(" ")
		}
		begin.Target += len(s.Target.Flat()) + len(gap.Flat())
	}
	return seams
}

// Credit names the people with a role in an edition.
type Credit struct {
	Role  string // a key of Labels: translator, editor, publication, …
	Names []string
}

// Document is a whole article, as readers make it and writers take it.
type Document struct {
	ID         string
	Title      string    // the article's name on the desk
	SourceLang string    // BCP 47
	TargetLang string    // empty after reading a monolingual file
	Date       time.Time // of publication, or of intake before it
	Updated    time.Time // of the last correction after publication; zero without one
	Address    string    // where its readers find the edition; empty if nowhere
	Origin     string    // file name or address it came from
	Encoding   string    // charset of the file, as package decode names it; empty if the format prescribes it
	Credits    []Credit
	// HiddenFacts are the keys of credits and provenance that the edition leaves out, as its publication
	// wants it.
	HiddenFacts []string
	// Labels are the words that an edition shows, by language and key. A writer shows the key if
	// there is no label.
	Labels map[string]map[string]string
	// Locales are how dates and numbers are written, by language: the house style of a publication. A
	// language without one is written as usual.
	Locales map[string]*lang.Locale
	Blocks  []Block
	// Oddities are what its reader did not take over as it is in the file.
	Oddities []Oddity
}

// Locale is how dates and numbers are written in a language of d, which tag may name without its
// region.
func (d *Document) Locale(tag string) *lang.Locale {
	for _, own := range []string{d.SourceLang, d.TargetLang} {
		if l := d.Locales[own]; l != nil && (own == tag || lang.Base(own) == tag) {
			return l
		}
	}
	return lang.LocaleOf(lang.UsualLocale(tag))
}

// InZone gives the times of d the zone in which its readers are, so that a day is theirs.
func (d *Document) InZone(zone *time.Location) {
	d.Date = d.Date.In(zone)
	if !d.Updated.IsZero() {
		d.Updated = d.Updated.In(zone)
	}
	for _, b := range d.Blocks {
		for _, s := range b.Segments {
			for i := range s.Notes {
				s.Notes[i].Time = s.Notes[i].Time.In(zone)
			}
			for i := range s.Corrections {
				s.Corrections[i].Time = s.Corrections[i].Time.In(zone)
			}
		}
	}
}

// Label returns the word for key in lang.
func (d *Document) Label(lang, key string) string {
	if w := d.Labels[lang][key]; w != "" {
		return w
	}
	return key
}

// Segments lists the segments of all blocks in order.
func (d *Document) Segments() []Segment {
	n := 0
	for _, b := range d.Blocks {
		n += len(b.Segments)
	}
	if n == 0 {
		return nil
	}
	all := make([]Segment, 0, n)
	for _, b := range d.Blocks {
		all = append(all, b.Segments...)
	}
	return all
}

// OneLanguage returns a copy of d, which has no target, whose targets are its sources: so that what writes targets alone
// writes a text of one language.
func (d *Document) OneLanguage() *Document {
	out := *d
	out.TargetLang = d.SourceLang
	out.Blocks = make([]Block, len(d.Blocks))
	for i, b := range d.Blocks {
		b.Segments = slices.Clone(b.Segments)
		for j := range b.Segments {
			b.Segments[j].Target, b.Segments[j].State = b.Segments[j].Source, Final
		}
		out.Blocks[i] = b
	}
	return &out
}

// HasTargets reports whether any segment of d has a target.
func (d *Document) HasTargets() bool {
	return slices.ContainsFunc(d.Segments(), func(s Segment) bool { return !s.Target.Empty() })
}

// BySentence returns a copy of d in which the segments are cut at their seams. All parts have the
// version, the state and the names of the segment, the first part has its notes and corrections. A part has an id
// of its own, so that importing the file does not replace the segment with it.
func (d *Document) BySentence() *Document {
	out := *d
	out.Blocks = make([]Block, len(d.Blocks))
	for i, b := range d.Blocks {
		segments := b.Segments
		b.Segments = make([]Segment, 0, len(segments))
		for _, s := range segments {
			matches := s.Matches()
			for n, m := range matches {
				part := s
				part.Source, part.Target, part.Seams = m.Source.Text, m.Target.Text, nil
				if len(matches) > 1 {
					part.ID = fmt.Sprintf("%s.%d", s.ID, n+1)
				}
				if n > 0 {
					part.Notes, part.Corrections = nil, nil
				}
				if n+1 < len(matches) {
					part.After = m.Source.After
				}
				b.Segments = append(b.Segments, part)
			}
		}
		out.Blocks[i] = b
	}
	return &out
}

// ByBlock returns a copy of d with one segment for each block, for editions whose rows are
// paragraphs. It has the lowest state of its parts, and a seam between any two of them if all are
// translated. A row of several segments has the id of the block, so that importing the file does
// not replace a segment with it.
func (d *Document) ByBlock() *Document {
	out := *d
	out.Blocks = make([]Block, 0, len(d.Blocks))
	for _, b := range d.Blocks {
		if len(b.Segments) == 0 {
			continue
		}
		whole := b.Segments[0]
		whole.Source, whole.Target, whole.After = b.Source(), b.Target(), nil
		whole.Notes, whole.Corrections, whole.Seams = nil, nil, b.seams()
		if len(b.Segments) > 1 {
			whole.ID = b.ID
		}
		for _, s := range b.Segments {
			if s.State.Rank() < whole.State.Rank() {
				whole.State, whole.SubState = s.State, s.SubState
			}
			whole.Notes = append(whole.Notes, s.Notes...)
			whole.Corrections = append(whole.Corrections, s.Corrections...)
		}
		b.Segments = []Segment{whole}
		out.Blocks = append(out.Blocks, b)
	}
	return &out
}

// NewBlock makes a block of one segment, as readers do before sentences are cut.
func NewBlock(kind BlockKind, text Text) Block {
	return Block{Kind: kind, Segments: []Segment{{Source: text, State: Initial}}}
}
