package memory

import (
	"cmp"
	"context"
	"strings"
	"time"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/bitext"
)

// NewAlignment is a pair of texts to align.
type NewAlignment struct {
	ID                     string // of the alignment, which is made once; empty: a new one
	Name                   string
	Source, Target         *bitext.Document // no Source: that of Article
	SourceLang, TargetLang string
	Publication, Article   string
	Date, Licence          string
}

// AlignedPair is what became of a pair: its alignment, or why there is none.
type AlignedPair struct {
	workflow.Alignment
	Err error
}

// AlignTexts aligns a pair of texts and keeps the alignment to be worked on.
func (u *UseCases) AlignTexts(ctx context.Context, who workflow.Actor, in NewAlignment) (workflow.Alignment, error) {
	out, err := u.AlignFolder(ctx, who, []NewAlignment{in}, func(align.Progress) {})
	if err != nil {
		return workflow.Alignment{}, err
	}
	return out[0].Alignment, out[0].Err
}

// AlignFolder aligns pairs of texts of one pair of languages, all in one go so that each helps the
// others, and keeps the alignments to be worked on. A pair that cannot be aligned keeps no other
// one back. It calls progress as it goes on, and ends with ctx until it keeps the first alignment.
func (u *UseCases) AlignFolder(
	ctx context.Context, who workflow.Actor, in []NewAlignment, progress func(align.Progress),
) ([]AlignedPair, error) {
	if err := who.May(workflow.AlignTexts); err != nil {
		return nil, err
	}
	if len(in) == 0 {
		return nil, workflow.Fail(workflow.Invalid, "align.empty")
	}
	if len(in) > workflow.MaxAlignedPairs {
		return nil, workflow.Fail(workflow.TooLarge, "align.many", "Limit", workflow.MaxAlignedPairs)
	}
	out := make([]AlignedPair, len(in))
	var good []*workflow.Alignment
	var ids []string
	var pairs []align.Pair
	for i, n := range in {
		var err error
		out[i].Alignment, err = u.newAlignment(ctx, n)
		switch a := &out[i].Alignment; {
		case err == nil && (n.SourceLang != in[0].SourceLang || n.TargetLang != in[0].TargetLang):
			out[i].Err = workflow.Fail(workflow.Invalid, "align.languages")
		case err != nil:
			out[i].Err = err
		default:
			good, ids = append(good, a), append(ids, n.ID)
			pairs = append(pairs, align.Pair{Source: sentencesOf(a.Source),
				Target: sentencesOf(a.Target)})
		}
	}
	if len(good) == 0 {
		return out, nil
	}
	aligner, err := u.Aligner(ctx, good[0].SourceLang, good[0].TargetLang)
	if err != nil {
		return nil, err
	}
	found, err := aligner.AlignWithProgress(ctx, pairs, progress)
	if err != nil {
		return nil, err
	}
	for i, beads := range found {
		receive(good[i], beads)
	}
	return out, u.addAlignments(ctx, who, good, ids)
}

// articleSource takes the source of an article of the desk where no other is given. Its
// languages are the article's: who chooses an article may leave those of the form as they were.
func (u *UseCases) articleSource(ctx context.Context, n *NewAlignment) error {
	if n.Source != nil || n.Article == "" {
		return nil
	}
	return u.View(ctx, func(tx *txn) error {
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

// addAlignments keeps alignments by these ids, each in a transaction of its own: they are large.
// An alignment that there is already stays as it is.
func (u *UseCases) addAlignments(
	ctx context.Context, who workflow.Actor, out []*workflow.Alignment, ids []string,
) error {
	for i, a := range out {
		var body workflow.EncodedBody
		if err := body.EncodeSentences(a.AlignmentBody); err != nil {
			return err
		}
		if err := body.EncodeBeads(a.Beads); err != nil {
			return err
		}
		kept, there := *a, false
		err := u.Update(ctx, who, func(t *txn) error {
			_, err := t.AlignmentVersion(ids[i])
			if there = err == nil; there || workflow.KindOf(err) != workflow.NotFound {
				return err
			}
			kept.ID, kept.By, kept.At, kept.Updated, kept.Version =
				cmp.Or(ids[i], t.NewID()), who.ID, t.Now, t.Now, 1
			return t.AddAlignment(kept, body)
		})
		if there {
			kept, err = u.Alignment(ctx, who, ids[i])
		}
		if err != nil {
			return err
		}
		*a, ctx = kept, context.WithoutCancel(ctx)
	}
	return nil
}

// newAlignment cleans what is to be aligned and cuts it into sentences.
func (u *UseCases) newAlignment(ctx context.Context, n NewAlignment) (workflow.Alignment, error) {
	if err := u.articleSource(ctx, &n); err != nil {
		return workflow.Alignment{Name: n.Name}, err
	}
	a := workflow.Alignment{SourceLang: n.SourceLang, TargetLang: n.TargetLang, Name: n.Name,
		Publication: n.Publication, Article: n.Article, Date: n.Date, Licence: n.Licence}
	if err := workflow.CheckPair(a.SourceLang, a.TargetLang); err != nil {
		return a, err
	}
	if err := provenance(&a); err != nil {
		return a, err
	}
	cut, err := u.CutterOf(ctx, n.Publication)
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
func provenance(a *workflow.Alignment) error {
	if err := workflow.CleanRemarks(&a.Name, &a.Licence, &a.Date); err != nil {
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
	return workflow.Fail(workflow.Invalid, "align.date")
}

// alignedSentences cuts a document into sentences that know their blocks.
func alignedSentences(doc *bitext.Document, tag string, cut workflow.Cutter) ([]workflow.AlignedSentence, error) {
	blocks, _, err := workflow.CleanBlocks(doc)
	if err != nil {
		return nil, err
	}
	bitext.RecogniseKinds(blocks)
	var out []workflow.AlignedSentence
	for _, b := range blocks {
		pieces, err := cut.Pieces(workflow.SampleText{Lang: tag, Text: b.Source().String()})
		if err != nil {
			return nil, err
		}
		heading := b.Kind == bitext.Headline || b.Kind == bitext.Heading
		for i, p := range pieces {
			p = strings.Join(strings.Fields(p), " ")
			out = append(out, workflow.AlignedSentence{Text: p, Start: i == 0, Heading: heading})
		}
		if len(out) > workflow.MaxAlignedSentences {
			return nil, workflow.Fail(workflow.TooLarge, "align.long", "Limit", workflow.MaxAlignedSentences)
		}
	}
	if len(out) == 0 {
		return nil, workflow.Fail(workflow.Invalid, "align.empty")
	}
	return out, nil
}

func sentencesOf(list []workflow.AlignedSentence) []align.Sentence {
	out := make([]align.Sentence, len(list))
	for i, s := range list {
		out[i] = align.Sentence{Text: s.Text, Start: s.Start, Heading: s.Heading}
	}
	return out
}

// receive makes beads that the aligner has found those of the alignment.
func receive(a *workflow.Alignment, beads []align.Bead) {
	for _, b := range beads {
		a.Beads = append(a.Beads, workflow.AlignedBead{Source: b.Source, Target: b.Target,
			Confidence: b.Confidence})
	}
	a.CountBeads()
}

// Alignments lists at most limit alignments after the first skip of them, last worked on first,
// without their texts.
func (u *UseCases) Alignments(ctx context.Context, who workflow.Actor, limit, skip int) ([]workflow.Alignment, error) {
	if err := who.May(workflow.AlignTexts); err != nil {
		return nil, err
	}
	var all []workflow.Alignment
	err := u.View(ctx, func(tx *txn) error {
		var err error
		all, err = tx.Alignments(limit, max(skip, 0))
		return err
	})
	return all, err
}

// Alignment reads one alignment.
func (u *UseCases) Alignment(ctx context.Context, who workflow.Actor, id string) (workflow.Alignment, error) {
	if err := who.May(workflow.AlignTexts); err != nil {
		return workflow.Alignment{}, err
	}
	var a workflow.Alignment
	err := u.View(ctx, func(tx *txn) error {
		var err error
		a, err = tx.Alignment(id)
		return err
	})
	return a, err
}
