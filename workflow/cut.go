package workflow

import (
	"context"
	"errors"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/segment"
)

// Cutter cuts text of a language into sentences: it gives the byte offsets of their ends.
type Cutter func(tag, text string) ([]int, error)

// SampleText is a text and its language.
type SampleText struct{ Lang, Text string }

// Pieces are the sentences of a text, without the space around them.
func (c Cutter) Pieces(t SampleText) ([]string, error) {
	ends, err := c(t.Lang, t.Text)
	if err != nil {
		return nil, err
	}
	var out []string
	from := 0
	for _, end := range ends {
		if s := strings.TrimSpace(t.Text[from:end]); s != "" {
			out = append(out, s)
		}
		from = end
	}
	return out, nil
}

// CutterOf is the Cutter of a publication, by the sentence rules that it has now.
func (c *Core) CutterOf(ctx context.Context, publication string) (Cutter, error) {
	var e RuleEdit
	err := c.View(ctx, func(tx Tx) (err error) {
		e, err = RulesOf(tx, publication)
		return err
	})
	return c.CutterBy(e.SRX), err
}

// CutterBy is the Cutter of an SRX file; empty means the rules of the program.
func (c *Core) CutterBy(srx string) Cutter {
	return func(tag, text string) ([]int, error) {
		rules, err := c.rules.Rules(srx, tag)
		if err != nil {
			return nil, ruleError(err)
		}
		return rules.Cut(text), nil
	}
}

// RulesOf reads the sentence rules that a publication has now. A RuleEdit without an ID stands
// for the rules of the program.
func RulesOf(tx RuleReader, publication string) (RuleEdit, error) {
	e := RuleEdit{Publication: publication, Proposals: true}
	if publication == "" {
		return e, nil
	}
	kept, err := tx.RulesOf(publication)
	if errors.Is(err, &Error{Kind: NotFound}) {
		return e, nil
	}
	return kept, err
}

// RuleReader reads the sentence rules of publications.
type RuleReader interface {
	RulesOf(publication string) (RuleEdit, error)
}

// ruleError says in the desk's terms what is wrong with a rule file.
func ruleError(err error) error {
	e := Fail(Invalid, "rules.not-srx")
	var r *segment.RuleError
	if errors.As(err, &r) {
		e = Fail(Invalid, "rules.wrong", "Set", r.Set, "Rule", r.Rule)
	}
	e.Err = err
	return e
}

// CutDocument cuts the blocks of a document that was just read into sentences by the rules of the
// program. Blocks that are cut already or have a target are left as they are.
func CutDocument(doc *bitext.Document) {
	for i, b := range doc.Blocks {
		if len(b.Segments) == 1 && b.Segments[0].Target.Empty() {
			doc.Blocks[i] = b.Cut(segment.Default(doc.SourceLang).Cut(b.Source().Flat()))
		}
	}
}

// RuleEdit is an edit of the rules by which a publication's articles are cut into sentences; the newest holds.
type RuleEdit struct {
	ID, Publication string
	SRX             string // the whole file; empty: the rules of the program
	Proposals       bool   // whether long sentences get proposals where to split them
	Note            string
	At              time.Time
	By              string
}
