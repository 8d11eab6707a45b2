package workflow

import (
	"context"
	"time"

	"truchement/workflow/align"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Unit is a text and its translation in the memory, with where it comes from.
type Unit struct {
	ID                     string
	SourceLang, TargetLang string
	Source, Target         bitext.Text
	Alignment              string // id; empty for a unit that comes from elsewhere
	Article                string // of the desk
	Publication            string
	Origin                 string // name of the file or the title it came from
	Bead                   string // its link in the alignment, 'i,j:k'
	Date                   string // when it was published, ISO 8601; empty: not known
	Licence                string
	Confidence             float64 // that it is a translation
	By                     string
	At                     time.Time
}

// UnitFilter chooses units of a pair of languages.
type UnitFilter struct {
	SourceLang, TargetLang string
	Alignment              string // empty: of any and of none
	Limit                  int    // at most; 0: MaxUnits
}

// MaxUnits is the number of units that are listed at most.
const MaxUnits = 100_000

// learnUnits is how many of the newest units the aligner learns words from.
const learnUnits = 4000

// Aligner makes an aligner that knows the words of the memory, in either direction.
func (d *Desk) Aligner(ctx context.Context, source, target string) (*align.Aligner, error) {
	var units []align.Unit
	err := d.view(ctx, func(tx *unit) error {
		units = units[:0]
		there, err := tx.Units(UnitFilter{SourceLang: source, TargetLang: target, Limit: learnUnits})
		if err != nil {
			return err
		}
		for _, u := range there {
			units = append(units, align.Unit{Source: u.Source.String(), Target: u.Target.String()})
		}
		back, err := tx.Units(UnitFilter{SourceLang: target, TargetLang: source, Limit: learnUnits})
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

// Memory is the units of a pair of languages as a document, for a TMX file: each with what is
// known of it as notes.
func (d *Desk) Memory(ctx context.Context, who Actor, f UnitFilter) (*bitext.Document, error) {
	if err := who.may(ReadDesk); err != nil {
		return nil, err
	}
	if !lang.Valid(f.SourceLang) || !lang.Valid(f.TargetLang) {
		return nil, Fail(Invalid, "align.languages")
	}
	doc := &bitext.Document{SourceLang: f.SourceLang, TargetLang: f.TargetLang, Date: d.Time()}
	err := d.view(ctx, func(tx *unit) error {
		doc.Blocks = nil
		units, err := tx.Units(f)
		if err != nil {
			return err
		}
		names, publications, err := namesOf(tx)
		for _, u := range units {
			b := bitext.NewBlock(bitext.Paragraph, u.Source)
			s := &b.Segments[0]
			s.ID, s.Target, s.State = u.ID, u.Target, bitext.Translated
			s.Translator, s.Notes = names[u.By], u.notes(publications[u.Publication])
			doc.Blocks = append(doc.Blocks, b)
		}
		return err
	})
	return doc, err
}

func namesOf(tx *unit) (people, publications map[string]string, err error) {
	people, publications = map[string]string{}, map[string]string{}
	all, err := tx.People()
	if err != nil {
		return nil, nil, err
	}
	for _, p := range all {
		people[p.ID] = p.Name
	}
	titles, err := tx.Publications()
	for _, p := range titles {
		publications[p.ID] = p.Name
	}
	return people, publications, err
}

// notes is what is known of a unit, a line each, in words that files of all languages share.
func (u Unit) notes(publication string) []bitext.Remark {
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
