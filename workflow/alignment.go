package workflow

import (
	"context"
	"strconv"
	"strings"
	"time"

	"truchement/workflow/align"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Alignment is a text and its translation, matched sentence by sentence, as somebody works on it.
type Alignment struct {
	ID, Name               string
	SourceLang, TargetLang string
	Publication            string
	Article                string // of the desk; empty for files
	Date                   string // when it was published, ISO 8601; empty: not known
	Licence                string
	By                     string
	At, Updated            time.Time
	Version                int64
	Count, Doubtful        int // beads, and those that nobody has settled
	Kept                   int // units in the memory
	AlignmentBody
}

// AlignmentBody is the sentences and the beads of an alignment.
type AlignmentBody struct {
	Source []AlignedSentence `json:"source"`
	Target []AlignedSentence `json:"target"`
	Beads  []AlignedBead     `json:"beads"`
	Before [][]AlignedBead   `json:"before,omitempty"` // the beads before each edit, the last one last
}

// AlignedSentence is a sentence of one side.
type AlignedSentence struct {
	Text    string `json:"t"`
	Start   bool   `json:"s,omitempty"` // of a block
	Heading bool   `json:"h,omitempty"`
}

// AlignedBead is a bead of an alignment at work.
type AlignedBead struct {
	Source     [2]int  `json:"a"`
	Target     [2]int  `json:"b"`
	Confidence float64 `json:"c"`
	Accepted   bool    `json:"ok,omitempty"`
	Dropped    bool    `json:"x,omitempty"` // not for the memory
}

// Null says that one side is empty.
func (b AlignedBead) Null() bool { return b.bead().Null() }

// Settled says that somebody has said what becomes of the bead.
func (b AlignedBead) Settled() bool { return b.Accepted || b.Dropped }

// Doubtful says that somebody should look at the bead.
func (b AlignedBead) Doubtful() bool { return !b.Settled() && b.Confidence < SureBead }

func (b AlignedBead) bead() align.Bead { return align.Bead{Source: b.Source, Target: b.Target} }

// SureBead is the confidence from which a bead need not be looked at: on texts the aligner was
// not tuned on, 99.9 of 100 such beads were right.
const SureBead = 0.95

// The limits of an alignment.
const (
	MaxAlignedSentences = 12_000 // a side
	MaxAlignedPairs     = 100    // in one go
	maxAlignmentUndo    = 40
)

// NewAlignment is a pair of texts to align.
type NewAlignment struct {
	Name                   string
	Source, Target         *bitext.Document // no Source: that of Article
	SourceLang, TargetLang string
	Publication, Article   string
	Date, Licence          string
}

// AlignedPair is what became of a pair: its alignment, or why there is none.
type AlignedPair struct {
	Alignment
	Err error
}

// AlignTexts aligns a pair of texts and keeps the alignment to be worked on.
func (d *Desk) AlignTexts(ctx context.Context, who Actor, in NewAlignment) (Alignment, error) {
	out, err := d.AlignFolder(ctx, who, []NewAlignment{in}, func(align.Progress) {})
	if err != nil {
		return Alignment{}, err
	}
	return out[0].Alignment, out[0].Err
}

// AlignFolder aligns pairs of texts of one pair of languages, all in one go so that each helps the
// others, and keeps the alignments to be worked on. A pair that cannot be aligned keeps no other
// one back. tell hears how far it is.
func (d *Desk) AlignFolder(
	ctx context.Context, who Actor, in []NewAlignment, tell func(align.Progress),
) ([]AlignedPair, error) {
	if err := who.may(AlignTexts); err != nil {
		return nil, err
	}
	if len(in) == 0 {
		return nil, Fail(Invalid, "align.empty")
	}
	if len(in) > MaxAlignedPairs {
		return nil, Fail(TooLarge, "align.many", "Limit", MaxAlignedPairs)
	}
	out := make([]AlignedPair, len(in))
	var good []*Alignment
	var pairs []align.Pair
	for i, n := range in {
		var err error
		out[i].Alignment, err = d.newAlignment(ctx, n)
		switch a := &out[i].Alignment; {
		case err == nil && (n.SourceLang != in[0].SourceLang || n.TargetLang != in[0].TargetLang):
			out[i].Err = Fail(Invalid, "align.languages")
		case err != nil:
			out[i].Err = err
		default:
			good = append(good, a)
			pairs = append(pairs, align.Pair{Source: sentencesOf(a.Source),
				Target: sentencesOf(a.Target)})
		}
	}
	if len(good) == 0 {
		return out, nil
	}
	aligner, err := d.aligner(ctx, good[0].SourceLang, good[0].TargetLang)
	if err != nil {
		return nil, err
	}
	for i, beads := range aligner.AlignWithProgress(pairs, tell) {
		good[i].receive(beads)
	}
	return out, d.addAlignments(ctx, who, good)
}

// articleSource takes the source of an article of the desk where no other is given. Its
// languages are the article's: who chooses an article may leave those of the form as they were.
func (d *Desk) articleSource(ctx context.Context, n *NewAlignment) error {
	if n.Source != nil || n.Article == "" {
		return nil
	}
	return d.store.View(ctx, func(tx Tx) error {
		a, err := tx.Article(n.Article)
		if err != nil {
			return err
		}
		n.Name, n.SourceLang, n.Publication = a.Title, a.SourceLang, a.Publication
		if n.TargetLang == a.SourceLang {
			n.TargetLang = a.TargetLang
		}
		segments, err := tx.Segments(a.ID)
		if err != nil {
			return err
		}
		blocks, err := tx.Blocks(a.ID)
		n.Source = &bitext.Document{}
		for _, b := range blocks {
			block := bitext.Block{ID: b.ID, Kind: b.Kind, Level: b.Level}
			for _, s := range segments {
				if s.Block == b.ID {
					block.Segments = append(block.Segments,
						bitext.Segment{Source: s.Source, After: s.After})
				}
			}
			n.Source.Blocks = append(n.Source.Blocks, block)
		}
		return err
	})
}

func (d *Desk) addAlignments(ctx context.Context, who Actor, out []*Alignment) error {
	return d.update(ctx, who, func(u *unit) error {
		for _, a := range out {
			a.ID, a.By, a.At, a.Updated, a.Version = u.newID(), who.ID, u.now, u.now, 1
			if err := u.AddAlignment(*a); err != nil {
				return err
			}
		}
		return nil
	})
}

// newAlignment cleans what is to be aligned and cuts it into sentences.
func (d *Desk) newAlignment(ctx context.Context, n NewAlignment) (Alignment, error) {
	if err := d.articleSource(ctx, &n); err != nil {
		return Alignment{Name: n.Name}, err
	}
	a := Alignment{SourceLang: n.SourceLang, TargetLang: n.TargetLang, Name: n.Name,
		Publication: n.Publication, Article: n.Article, Date: n.Date, Licence: n.Licence}
	if !lang.Valid(a.SourceLang) || !lang.Valid(a.TargetLang) || a.SourceLang == a.TargetLang {
		return a, Fail(Invalid, "align.languages")
	}
	if err := a.provenance(); err != nil {
		return a, err
	}
	cut, err := d.cutterOf(ctx, n.Publication)
	if err != nil {
		return a, err
	}
	if a.Source, err = alignedSentences(n.Source, a.SourceLang, cut); err != nil {
		return a, err
	}
	a.Target, err = alignedSentences(n.Target, a.TargetLang, cut)
	return a, err
}

// provenance cleans and checks what people write about where texts come from.
func (a *Alignment) provenance() error {
	if err := remarks(&a.Name, &a.Licence, &a.Date); err != nil {
		return err
	}
	if a.Date == "" {
		return nil
	}
	for _, form := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(form, a.Date); err == nil {
			return nil
		}
	}
	return Fail(Invalid, "align.date")
}

// alignedSentences cuts a document into sentences that know their blocks.
func alignedSentences(doc *bitext.Document, tag string, cut cutter) ([]AlignedSentence, error) {
	blocks, _, err := cleanBlocks(doc)
	if err != nil {
		return nil, err
	}
	recognise(blocks)
	var out []AlignedSentence
	for _, b := range blocks {
		pieces, err := cut.pieces(SampleText{tag, b.Source().String()})
		if err != nil {
			return nil, err
		}
		heading := b.Kind == bitext.Headline || b.Kind == bitext.Heading
		for i, p := range pieces {
			p = strings.Join(strings.Fields(p), " ")
			out = append(out, AlignedSentence{Text: p, Start: i == 0, Heading: heading})
		}
		if len(out) > MaxAlignedSentences {
			return nil, Fail(TooLarge, "align.long", "Limit", MaxAlignedSentences)
		}
	}
	if len(out) == 0 {
		return nil, Fail(Invalid, "align.empty")
	}
	return out, nil
}

func sentencesOf(list []AlignedSentence) []align.Sentence {
	out := make([]align.Sentence, len(list))
	for i, s := range list {
		out[i] = align.Sentence{Text: s.Text, Start: s.Start, Heading: s.Heading}
	}
	return out
}

// receive makes beads that the aligner has found those of the alignment.
func (a *Alignment) receive(beads []align.Bead) {
	for _, b := range beads {
		a.Beads = append(a.Beads, AlignedBead{Source: b.Source, Target: b.Target,
			Confidence: b.Confidence})
	}
	a.count()
}

func (a *Alignment) count() {
	a.Count, a.Doubtful = len(a.Beads), 0
	for _, b := range a.Beads {
		if b.Doubtful() {
			a.Doubtful++
		}
	}
}

// Text is what a bead has on one side: 0 for the source, 1 for the target.
func (a *Alignment) Text(b AlignedBead, side int) string {
	list, span := a.Source, b.Source
	if side == 1 {
		list, span = a.Target, b.Target
	}
	var parts []string
	for _, s := range list[span[0]:span[1]] {
		parts = append(parts, s.Text)
	}
	return strings.Join(parts, " ")
}

// Alignments lists at most limit alignments after the first skip of them, last worked on first,
// without their texts.
func (d *Desk) Alignments(ctx context.Context, who Actor, limit, skip int) ([]Alignment, error) {
	if err := who.may(AlignTexts); err != nil {
		return nil, err
	}
	var all []Alignment
	err := d.store.View(ctx, func(tx Tx) error {
		var err error
		all, err = tx.Alignments(limit, max(skip, 0))
		return err
	})
	return all, err
}

// Alignment reads one alignment.
func (d *Desk) Alignment(ctx context.Context, who Actor, id string) (Alignment, error) {
	if err := who.may(AlignTexts); err != nil {
		return Alignment{}, err
	}
	var a Alignment
	err := d.store.View(ctx, func(tx Tx) error {
		var err error
		a, err = tx.Alignment(id)
		return err
	})
	return a, err
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 3, 64) }

// unit is an accepted bead as a unit of the memory. Somebody has read it, so it is as sure as can
// be whatever the aligner thought; what it thought is kept beside.
func (a *Alignment) unit(b AlignedBead, u *unit) Unit {
	return Unit{ID: u.newID(), SourceLang: a.SourceLang, TargetLang: a.TargetLang,
		Source: bitext.Plain(a.Text(b, 0)), Target: bitext.Plain(a.Text(b, 1)), Alignment: a.ID,
		Article: a.Article, Publication: a.Publication, Origin: a.Name, Bead: b.bead().Link(),
		Date: a.Date, Licence: a.Licence, Confidence: b.Confidence, By: u.who.ID, At: u.now}
}
