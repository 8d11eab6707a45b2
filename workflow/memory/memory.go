package memory

import (
	"context"
	"strconv"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/bitext"
)

// learnUnits is how many of the newest units the aligner learns words from.
const learnUnits = 4000

// Aligner makes an aligner that knows the words of the memory, in either direction.
func (d *UseCases) Aligner(ctx context.Context, source, target string) (*align.Aligner, error) {
	var units []align.Unit
	err := d.View(ctx, func(tx *txn) error {
		units = units[:0]
		there, err := tx.Units(workflow.UnitFilter{SourceLang: source, TargetLang: target, Limit: learnUnits})
		if err != nil {
			return err
		}
		for _, u := range there {
			units = append(units, align.Unit{Source: u.Source.String(), Target: u.Target.String()})
		}
		back, err := tx.Units(workflow.UnitFilter{SourceLang: target, TargetLang: source, Limit: learnUnits})
		for _, u := range back {
			units = append(units, align.Unit{Source: u.Target.String(), Target: u.Source.String()})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return align.New(source, target, align.Learn(source, target, units)), nil
}

// Export is the units of a pair of languages as a document, for a TMX file: each with what is
// known of it as notes.
func (d *UseCases) Export(ctx context.Context, who workflow.Actor, f workflow.UnitFilter) (*bitext.Document, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	for _, tag := range []string{f.SourceLang, f.TargetLang} {
		if err := workflow.CheckTag("align.languages", tag); err != nil {
			return nil, err
		}
	}
	doc := &bitext.Document{SourceLang: f.SourceLang, TargetLang: f.TargetLang, Date: d.Time()}
	err := d.View(ctx, func(tx *txn) error {
		doc.Blocks = nil
		units, err := tx.Units(f)
		if err != nil {
			return err
		}
		names, publications, err := workflow.NamesOf(tx, tx)
		for _, u := range units {
			b := bitext.NewBlock(bitext.Paragraph, u.Source)
			s := &b.Segments[0]
			s.ID, s.Target, s.State = u.ID, u.Target, bitext.Translated
			s.Translator, s.Notes = names[u.By], notes(u, publications[u.Publication])
			doc.Blocks = append(doc.Blocks, b)
		}
		return err
	})
	return doc, err
}

// notes is what is known of a unit, a line each, in words that files of all languages share.
func notes(u workflow.Unit, publication string) []bitext.Remark {
	var notes []bitext.Remark
	for _, n := range [][2]string{{"origin", u.Origin}, {"publication", publication},
		{"date", u.Date}, {"licence", u.Licence}, {"bead", u.Bead},
		{"confidence", decimal(u.Confidence)}} {
		if n[1] != "" {
			notes = append(notes, bitext.Remark{Text: n[0] + ": " + n[1]})
		}
	}
	return notes
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 3, 64) }
