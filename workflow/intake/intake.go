package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// NewArticle is what intake makes an article of. Document is what a reader of
// workflow/format found; the other fields correct it.
type NewArticle struct {
	Document    *bitext.Document
	Title       string // empty: the headline, or the start of the text
	SourceLang  string // empty: as the document says, or as detected
	TargetLang  string // empty: as the document says, or French for Arabic, Arabic for all else
	Publication string
	Due         time.Time
	Urgency     workflow.Urgency
	Note        string
	Translator  string             // person id; empty: the segments are in the pool
	Editor      string             // person id of the reviewer; empty: none
	Kinds       []bitext.BlockKind // corrects the kinds of the blocks, by index; where one is empty, the kind is kept
	// Ends are where blocks were cut by hand, by index: the ends of their segments in characters of the
	// block's Flat. The other blocks are cut by the rules of the publication.
	Ends map[int][]int
	Op   string // idempotency key: asking again with it gives the article that it made
}

// Draft is an article as it would be made: shown before anything is.
type Draft struct {
	Title      string
	SourceLang string
	TargetLang string
	Detected   string  // what the text itself looks like
	Confidence float64 // of Detected, 0 to 1
	Blocks     []bitext.Block
	Words      int
	Given      Given              // what the file brings beside its sources
	Same       []workflow.Summary // articles with the same source
}

// Draft shows what AddArticle would make of in.
func (u *UseCases) Draft(ctx context.Context, who workflow.Actor, in NewArticle) (Draft, error) {
	if err := who.May(workflow.AddArticles); err != nil {
		return Draft{}, err
	}
	cut, err := u.CutterOf(ctx, in.Publication)
	if err != nil {
		return Draft{}, err
	}
	out, err := draft(in, cut)
	if err != nil {
		return out, err
	}
	err = u.View(ctx, func(tx *txn) error {
		out.Same, err = tx.Articles(workflow.ArticleFilter{Fingerprint: fingerprint(out)})
		return err
	})
	return out, err
}

// draft recognises the parts of the text and cuts it into segments.
func draft(in NewArticle, cut workflow.Cutter) (Draft, error) {
	blocks, text, given, err := cleanBlocks(in.Document)
	if err != nil {
		return Draft{}, err
	}
	out := Draft{Given: given}
	out.Detected, out.Confidence = lang.Detect(text)
	if out.SourceLang, out.TargetLang, err = languages(in, out.Detected); err != nil {
		return out, err
	}
	bitext.RecogniseKinds(blocks)
	if err := correctKinds(blocks, in.Kinds); err != nil {
		return out, err
	}
	segments := 0
	for i, b := range blocks {
		out.Words += lang.Words(b.Source().String(), out.SourceLang)
		if isPair(b) {
			if segments += len(b.Segments); segments > workflow.MaxSegments {
				return out, workflow.TooManySegments()
			}
			out.Blocks = append(out.Blocks, b)
			continue
		}
		ends, err := in.endsOf(i, b.Source().Flat(), func(flat string) ([]int, error) {
			return cut(out.SourceLang, flat)
		})
		if err != nil {
			return out, err
		}
		if segments += len(ends); segments > workflow.MaxSegments {
			return out, workflow.TooManySegments()
		}
		cut := b.Cut(ends)
		cut.Segments[0].Notes = b.Segments[0].Notes
		out.Blocks = append(out.Blocks, cut)
	}
	out.Title, err = title(in, blocks)
	return out, err
}

// endsOf are the ends of a block's segments in bytes: as they were cut by hand, or by the rules.
func (in NewArticle) endsOf(
	block int, flat string, cut func(flat string) ([]int, error),
) ([]int, error) {
	byHand, ok := in.Ends[block]
	if !ok {
		return cut(flat)
	}
	ends, last := make([]int, len(byHand)), 0
	for i, at := range byHand {
		ends[i] = lang.ByteOffset(flat, at)
		if at <= last || at > utf8.RuneCountInString(flat) {
			return nil, workflow.Fail(workflow.Invalid, "intake.torn")
		}
		last = at
	}
	return ends, nil
}

// Ends are where a block of the draft is cut: the ends of its segments in characters of its Flat.
func (d Draft) Ends(block int) []int {
	var ends []int
	at := 0
	for _, s := range d.Blocks[block].Segments {
		at += s.Source.Len() + s.After.Len()
		ends = append(ends, at)
	}
	return ends
}

func correctKinds(blocks []bitext.Block, kinds []bitext.BlockKind) error {
	for i, k := range kinds {
		if i >= len(blocks) || k == "" {
			continue
		}
		if !k.Known() {
			return workflow.Fail(workflow.Invalid, "intake.torn")
		}
		blocks[i].Kind = k
	}
	return nil
}

// languages settles the pair of an article.
func languages(in NewArticle, detected string) (source, target string, err error) {
	source, target = in.SourceLang, in.TargetLang
	if source == "" {
		source = in.Document.SourceLang
	}
	if source == "" || !lang.Valid(source) && in.SourceLang == "" {
		source = detected
	}
	if target == "" && lang.Base(targetLanguage(in.Document)) != lang.Base(source) {
		target = targetLanguage(in.Document)
	}
	if target == "" {
		target = "ar"
		if lang.Base(source) == "ar" {
			target = "fr"
		}
	}
	for _, tag := range []string{source, target} {
		if _, err := workflow.ParseLanguage(tag); err != nil {
			return "", "", err
		}
	}
	if lang.Base(source) == lang.Base(target) {
		return "", "", workflow.Fail(workflow.Invalid, "intake.same-language")
	}
	return source, target, nil
}

// title is what the desk calls the article.
func title(in NewArticle, blocks []bitext.Block) (string, error) {
	t := strings.TrimSpace(in.Title)
	if t == "" {
		t = blocks[0].Source().String()
		for _, b := range blocks {
			if b.Kind == bitext.Headline {
				t = b.Source().String()
				break
			}
		}
	}
	t, err := lang.Clean(strings.Join(strings.Fields(t), " "))
	if err != nil {
		return "", workflow.TextError(err)
	}
	return cutTitle(t), nil
}

// mostTitle is how many characters of a headline the title of an article has. Agencies write some of
// 230.
const mostTitle = 300

// cutTitle cuts a title that is too long between two words, where there are any.
func cutTitle(t string) string {
	if utf8.RuneCountInString(t) <= mostTitle {
		return t
	}
	t = string([]rune(t)[:mostTitle])
	if i := strings.LastIndexByte(t, ' '); i > 0 {
		return strings.TrimRight(t[:i], " ,;:–—-،؛«") + "…"
	}
	return string([]rune(t)[:mostTitle-1]) + "…"
}

// fingerprint is the same for texts that differ only in case, marks, spaces
// and how they are cut.
func fingerprint(d Draft) string {
	h := sha256.New()
	for _, b := range d.Blocks {
		folded := lang.Fold(b.Source().String(), d.SourceLang)
		h.Write([]byte(strings.Join(strings.Fields(folded), "")))
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}
