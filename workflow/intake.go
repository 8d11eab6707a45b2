package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// NewArticle is what intake makes an article of. Document is what a reader of
// workflow/format found; the other fields correct it.
type NewArticle struct {
	Document    *bitext.Document
	Title       string // empty: the headline, or the start of the text
	SourceLang  string // empty: as the document says, or as detected
	TargetLang  string // empty: French for Arabic, Arabic for all else
	Publication string
	Due         time.Time
	Urgency     Urgency
	Note        string
	Kinds       []bitext.BlockKind // corrects the kinds of the blocks, by index; empty ones stand
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
	Same       []Summary // articles with the same source
}

// MaxBlocks, MaxSegments and MaxArticle bound an article: blocks, segments, and
// bytes of text.
const (
	MaxBlocks   = 20_000
	MaxSegments = 20_000
	MaxArticle  = 2 << 20
)

// doubleClick is how soon the same text from the same person is the same click.
const doubleClick = 10 * time.Second

// Draft shows what AddArticle would make of in.
func (d *Desk) Draft(ctx context.Context, who Actor, in NewArticle) (Draft, error) {
	if err := who.may(AddArticles); err != nil {
		return Draft{}, err
	}
	cut, err := d.CutterOf(ctx, in.Publication)
	if err != nil {
		return Draft{}, err
	}
	out, err := draft(in, cut)
	if err != nil {
		return out, err
	}
	err = d.view(ctx, func(tx *unit) error {
		out.Same, err = tx.Articles(ArticleFilter{Fingerprint: fingerprint(out)})
		return err
	})
	return out, err
}

// draft recognises the parts of the text and cuts it into segments.
func draft(in NewArticle, cut Cutter) (Draft, error) {
	blocks, text, err := cleanBlocks(in.Document)
	if err != nil {
		return Draft{}, err
	}
	var out Draft
	out.Detected, out.Confidence = lang.Detect(text)
	if out.SourceLang, out.TargetLang, err = languages(in, out.Detected); err != nil {
		return out, err
	}
	recognise(blocks)
	if err := correctKinds(blocks, in.Kinds); err != nil {
		return out, err
	}
	segments := 0
	for _, b := range blocks {
		out.Words += lang.Words(b.Source().String(), out.SourceLang)
		ends, err := cut(out.SourceLang, b.Source().Flat())
		if err != nil {
			return out, err
		}
		if segments += len(ends); segments > MaxSegments {
			return out, Fail(TooLarge, "intake.too-many", "Limit", MaxSegments)
		}
		out.Blocks = append(out.Blocks, CutBlock(b, ends))
	}
	out.Title, err = title(in, blocks)
	return out, err
}

func correctKinds(blocks []bitext.Block, kinds []bitext.BlockKind) error {
	for i, k := range kinds {
		if i >= len(blocks) || k == "" {
			continue
		}
		if !k.Known() {
			return Fail(Invalid, "intake.torn")
		}
		blocks[i].Kind = k
	}
	return nil
}

// cleanBlocks passes every text through the gate and drops empty blocks.
func cleanBlocks(doc *bitext.Document) ([]bitext.Block, string, error) {
	if doc == nil {
		return nil, "", Fail(Invalid, "intake.empty")
	}
	var blocks []bitext.Block
	var text strings.Builder
	size := 0
	for _, b := range doc.Blocks {
		if b.Kind != "" && !b.Kind.Known() || b.Level < 0 || b.Level > 6 {
			return nil, "", Fail(Invalid, "intake.torn")
		}
		source, err := cleanText(b.Source())
		if err != nil {
			return nil, "", err
		}
		if source = source.Trim(); source.Empty() {
			continue
		}
		size += weight(source)
		text.WriteString(source.String() + "\n")
		blocks = append(blocks, bitext.Block{
			Kind: b.Kind, Level: b.Level, Segments: []bitext.Segment{{Source: source}},
		})
	}
	switch {
	case len(blocks) == 0:
		return nil, "", Fail(Invalid, "intake.empty")
	case size > MaxArticle || len(blocks) > MaxBlocks:
		return nil, "", Fail(TooLarge, "intake.too-large", "Limit", MaxArticle>>20)
	}
	return blocks, text.String(), nil
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
	if target == "" {
		target = "ar"
		if lang.Base(source) == "ar" {
			target = "fr"
		}
	}
	if !lang.Valid(source) || !lang.Valid(target) {
		return "", "", Fail(Invalid, "intake.language")
	}
	if lang.Base(source) == lang.Base(target) {
		return "", "", Fail(Invalid, "intake.same-language")
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
		return "", textFault(err)
	}
	const most = 200
	if utf8.RuneCountInString(t) > most {
		t = string([]rune(t)[:most-1]) + "…"
	}
	return t, nil
}

// recognise gives the parts of a plain text their kinds, where its reader could
// not: a headline, a deck and a byline at the start, a byline at the end, and
// headings between paragraphs. What the reader found stands.
func recognise(blocks []bitext.Block) {
	if len(blocks) < 2 {
		return
	}
	for _, b := range blocks {
		if b.Kind == bitext.Headline {
			return
		}
	}
	first := &blocks[0]
	if first.Kind != bitext.Paragraph && first.Kind != "" && first.Kind != bitext.Heading {
		return
	}
	if !isTitle(first.Source().String(), 30) {
		return
	}
	first.Kind, first.Level = bitext.Headline, 0
	body := recogniseTop(blocks)
	last := &blocks[len(blocks)-1]
	if len(blocks) > 2 && last.Kind == bitext.Paragraph && isTitle(last.Source().String(), 18) {
		last.Kind = bitext.Byline
	}
	for i := body; i+1 < len(blocks); i++ {
		if blocks[i].Kind == bitext.Paragraph && isTitle(blocks[i].Source().String(), 12) &&
			words(blocks[i+1]) > 12 {
			blocks[i].Kind, blocks[i].Level = bitext.Heading, 2
		}
	}
}

// recogniseTop names deck and byline below the headline and returns the index
// of the first block of the body.
func recogniseTop(blocks []bitext.Block) int {
	i := 1
	for ; i < len(blocks)-1 && i <= 3; i++ {
		b := &blocks[i]
		text := b.Source().String()
		switch {
		case b.Kind != bitext.Paragraph:
			return i
		case isByline(text):
			b.Kind = bitext.Byline
		case i == 1 && words(*b) <= 45 && words(blocks[i+1]) > words(*b) && !endsSentence(text):
			b.Kind = bitext.Deck
		default:
			return i
		}
	}
	return i
}

func words(b bitext.Block) int { return len(strings.Fields(b.Source().String())) }

// isTitle: at most so many words, and no sign that ends a sentence.
func isTitle(s string, most int) bool {
	return len(strings.Fields(s)) <= most && !endsSentence(s) && !strings.Contains(s, "\n")
}

func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("»”\"')]", r)
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?؟…۔:،", r)
}

// isByline: short, and signed as agencies and newsrooms sign.
func isByline(s string) bool {
	if !isTitle(s, 18) {
		return false
	}
	for _, cue := range []string{"Par ", "De notre ", "Propos recueillis", "بقلم", "كتب ", "كتبت ",
		"أعد", "إعداد", "مراسل", "وكالة", "By "} {
		if strings.HasPrefix(s, cue) {
			return true
		}
	}
	return false
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

// AddArticle makes an article with its blocks and segments.
func (d *Desk) AddArticle(ctx context.Context, who Actor, in NewArticle) (Article, error) {
	if err := who.may(AddArticles); err != nil {
		return Article{}, err
	}
	cut, err := d.CutterOf(ctx, in.Publication)
	if err != nil {
		return Article{}, err
	}
	plan, err := draft(in, cut)
	if err == nil {
		err = remarks(&in.Note)
	}
	if err != nil {
		return Article{}, err
	}
	var a Article
	err = d.update(ctx, who, func(u *unit) error {
		again, err := u.sameClick(plan)
		if err != nil || again.ID != "" {
			a = again
			return err
		}
		a = Article{
			ID: u.NewID(), Title: plan.Title, Origin: in.Document.Origin,
			SourceLang: plan.SourceLang, TargetLang: plan.TargetLang,
			Publication: in.Publication, Fingerprint: fingerprint(plan),
			Due: in.Due.UTC().Truncate(time.Minute), Urgency: in.Urgency, Note: in.Note,
			Created: u.Now, CreatedBy: who.ID,
		}
		if a.Publication != "" {
			if _, err := u.Publication(a.Publication); err != nil {
				return err
			}
		}
		if err := u.AddArticle(a); err != nil {
			return err
		}
		for i, b := range plan.Blocks {
			if err := u.addBlock(a, b, i); err != nil {
				return err
			}
		}
		return u.AppendFeed(ArticleAdded, a.ID, "", map[string]any{"title": a.Title})
	})
	return a, err
}

// sameClick finds the article that the same person made of the same text a
// moment ago: a button pressed twice makes one article.
func (u *unit) sameClick(plan Draft) (Article, error) {
	same, err := u.Articles(ArticleFilter{Fingerprint: fingerprint(plan)})
	if err != nil {
		return Article{}, err
	}
	for _, s := range same {
		if s.CreatedBy == u.Who.ID && u.Now.Sub(s.Created) < doubleClick &&
			s.SourceLang == plan.SourceLang && s.TargetLang == plan.TargetLang {
			return s.Article, nil
		}
	}
	return Article{}, nil
}

// addBlock adds the i-th block of a with its segments.
func (u *unit) addBlock(a Article, b bitext.Block, i int) error {
	block := Block{
		ID: u.NewID(), Article: a.ID, Place: int64(i+1) * gap, Kind: b.Kind, Level: b.Level,
	}
	if block.Kind == "" {
		block.Kind = bitext.Paragraph
	}
	if err := u.AddBlock(block); err != nil {
		return err
	}
	for j, s := range b.Segments {
		to := Snapshot{
			Block: block.ID, Place: int64(j+1) * gap,
			Source: s.Source, After: s.After, State: bitext.Initial,
		}
		if _, err := u.InsertSegment(a, to, Change{Kind: Created, Origin: FromFile}); err != nil {
			return err
		}
	}
	return nil
}
