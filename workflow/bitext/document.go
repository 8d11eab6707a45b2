package bitext

import (
	"fmt"
	"slices"
	"time"
)

// BlockKind says what part of an article a block is.
type BlockKind string

// The parts of an article.
const (
	Headline  BlockKind = "headline"
	Deck      BlockKind = "deck"   // the standfirst below the headline
	Byline    BlockKind = "byline" // who, and where from; a dateline alone too
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading" // of a section; Level says which
	Quote     BlockKind = "quote"
	ListItem  BlockKind = "listitem"
	Caption   BlockKind = "caption"
)

// Kinds lists the kinds of blocks in the order menus show them.
func Kinds() []BlockKind {
	return []BlockKind{Headline, Deck, Byline, Paragraph, Heading, Quote, ListItem, Caption}
}

// Known reports whether k is one of the kinds.
func (k BlockKind) Known() bool { return slices.Contains(Kinds(), k) }

// State is how far a segment has come, by XLIFF 2.1's state attribute.
type State string

// The states, lowest first.
const (
	Initial    State = "initial"
	Translated State = "translated"
	Reviewed   State = "reviewed"
	Final      State = "final"
)

// SubState tells more of a State; it is empty for a state as such.
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

// Segment pairs a stretch of source, most often a sentence, with its target.
type Segment struct {
	ID         string
	Source     Text
	Target     Text // empty when there is none
	After      Text // white space and breaks between this source and the next
	State      State
	SubState   SubState
	Version    int64    // counts the changes, 1 when made
	Translator string   // the name, for credits; empty when unknown
	Reviewer   string   // the name of who approved it
	Override   string   // why somebody approved their own work; empty when nobody did
	Notes      []Remark // comments, oldest first
	// Seams are the places inside where both languages come to the end of the
	// same sentences, in order; none where it is one sentence or nobody knows.
	Seams []Seam
}

// Seam is a place between sentences: byte offsets into the Flat of a segment's
// source and of its target, both where the next sentence begins.
type Seam struct{ Source, Target int }

// Match is some sentences of a segment and what they say in the other language.
type Match struct{ Source, Target Piece }

// Matches cuts the segment at its seams. A segment without any, or with seams
// that its texts do not have, is one match.
func (s Segment) Matches() []Match {
	source, target := make([]int, len(s.Seams)), make([]int, len(s.Seams))
	for i, seam := range s.Seams {
		source[i], target[i] = seam.Source, seam.Target
	}
	there, here := s.Source.Pieces(source), s.Target.Pieces(target)
	if len(s.Seams) == 0 || len(there) != len(s.Seams)+1 || len(here) != len(there) {
		return []Match{{Piece{Text: s.Source}, Piece{Text: s.Target}}}
	}
	out := make([]Match, len(there))
	for i := range there {
		out[i] = Match{there[i], here[i]}
	}
	return out
}

// Remark is a comment on a segment as it travels in files.
type Remark struct {
	Author string
	Time   time.Time
	Text   string
}

// Block is a part of an article: its segments in order.
type Block struct {
	ID       string
	Kind     BlockKind
	Level    int // of a heading, 1 to 6; 0 otherwise
	Segments []Segment
}

// Source is the source text of the whole block.
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

// Target is the target text of the whole block, segments without a target left
// out; between two segments stands what stood between their sources, and at
// least a space.
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

// seams are those of the whole block: of its segments, and between them.
func (b Block) seams() []Seam {
	var seams []Seam
	var at Seam // where the segment begins
	for i, s := range b.Segments {
		if s.Target.Empty() || i > 0 && b.Segments[i-1].Target.Empty() {
			return nil // what stands for it is nobody's sentence
		}
		if i > 0 {
			seams = append(seams, at)
		}
		for _, in := range s.Seams {
			seams = append(seams, Seam{at.Source + in.Source, at.Target + in.Target})
		}
		gap := s.After
		at.Source += len(s.Source.Flat()) + len(gap.Flat())
		if len(gap) == 0 {
			gap = Plain(" ")
		}
		at.Target += len(s.Target.Flat()) + len(gap.Flat())
	}
	return seams
}

// Credit names who did what for an edition.
type Credit struct {
	Role  string // a key of Labels: translator, editor, publication, …
	Names []string
}

// Document is a whole article as it is read and written.
type Document struct {
	ID         string
	Title      string // the article's name on the desk
	SourceLang string // BCP 47
	TargetLang string // BCP 47; empty in a document that was just read
	Date       time.Time
	Origin     string // file name or address it came from
	Encoding   string // of the file, as package decode names it; empty where the format fixes it
	Credits    []Credit
	// Labels are the words an edition shows, by language then key; a writer
	// that finds none writes the key.
	Labels map[string]map[string]string
	Blocks []Block
}

// Label is the word for key in lang.
func (d *Document) Label(lang, key string) string {
	if w := d.Labels[lang][key]; w != "" {
		return w
	}
	return key
}

// Segments lists the segments of all blocks in order.
func (d *Document) Segments() []Segment {
	var all []Segment
	for _, b := range d.Blocks {
		all = append(all, b.Segments...)
	}
	return all
}

// BySentence returns a copy of d in which the segments are cut at their seams.
// All parts have the version, the state and the names of the whole, the first
// its notes. Their ids are not that of a segment: a file of them that comes back
// must not put a part in the place of the whole.
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
					part.Notes = nil
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

// ByBlock returns a copy of d with one segment a block, for editions whose rows
// are paragraphs. Such a row has the lowest state of its parts, and a seam
// between any two of them when all are translated. The id of a row of several
// is the block's, lest a file that comes back put all in the place of one.
func (d *Document) ByBlock() *Document {
	out := *d
	out.Blocks = make([]Block, 0, len(d.Blocks))
	for _, b := range d.Blocks {
		if len(b.Segments) == 0 {
			continue
		}
		whole := b.Segments[0]
		whole.Source, whole.Target, whole.After = b.Source(), b.Target(), nil
		whole.Notes, whole.Seams = nil, b.seams()
		if len(b.Segments) > 1 {
			whole.ID = b.ID
		}
		for _, s := range b.Segments {
			if s.State.Rank() < whole.State.Rank() {
				whole.State, whole.SubState = s.State, s.SubState
			}
			whole.Notes = append(whole.Notes, s.Notes...)
		}
		b.Segments = []Segment{whole}
		out.Blocks = append(out.Blocks, b)
	}
	return &out
}

// NewBlock makes a block as a reader finds it: one segment, not yet cut.
func NewBlock(kind BlockKind, text Text) Block {
	return Block{Kind: kind, Segments: []Segment{{Source: text, State: Initial}}}
}
