package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/csv"
	"truchement/workflow/format/tmx"
	"truchement/workflow/format/xliff"
)

// Write writes units, whose Publication is a name, all of one pair of languages. TMX and tables are written
// as the units come; of XLIFF the whole is held. It stops at the first error of units.
func Write(w io.Writer, f Format, h Header, units iter.Seq2[workflow.Unit, error]) error {
	switch f {
	case TMX:
		return writeTMX(w, h, units)
	case TSV:
		return writeTable(w, '\t', units)
	case CSV:
		return writeTable(w, ',', units)
	}
	return writeXLIFF(w, h, units)
}

// Header is what a file says of itself.
type Header = bitext.Document

func writeTMX(w io.Writer, h Header, units iter.Seq2[workflow.Unit, error]) error {
	out := tmx.NewUnitWriter(w, tmx.Header{SourceLang: h.SourceLang, Title: h.Title, Created: h.Date})
	for u, err := range units {
		if err != nil {
			return err
		}
		if err := out.Write(tmxUnit(&u)); err != nil {
			return err
		}
	}
	return out.Close()
}

// tmxUnit is a unit as TMX has it. What tools share has the props of package tmx, and the rest of
// the facts props of its own.
func tmxUnit(u *workflow.Unit) tmx.Unit {
	out := tmx.Unit{ID: u.ID, History: tmx.History{Changed: u.At}, Variants: []tmx.Variant{
		{Lang: u.SourceLang, Text: u.Source},
		{Lang: u.TargetLang, Text: u.Target, History: tmx.History{Author: u.Translator, Changed: u.At}}}}
	out.Props = append(tmx.Origin{Document: u.Origin, Publication: u.Publication, Approver: u.Approver}.Props(),
		tmx.StateProp(stateOf(u), bitext.None))
	for _, f := range factsOf(u) {
		if f.name != "origin" && f.name != "publication" && f.name != "approver" {
			out.Props = append(out.Props, tmx.Prop{Type: factProp + f.name, Value: f.value})
		}
	}
	return out
}

// factProp begins the types of the props that have facts.
const factProp = "x-unit-"

// stateOf is the state of a unit as XLIFF names it.
func stateOf(u *workflow.Unit) bitext.State {
	if u.State == workflow.UnitApproved {
		return bitext.Reviewed
	}
	return bitext.Translated
}

// columns are the names in the first row of a table. Texts have their inline codes as
// bitext.Text.Markup writes them, and codes says as JSON what they are.
func columns() []string {
	return []string{"source_lang", "target_lang", "source", "target", "state", "translator", "approver",
		"origin", "publication", "date", "licence", "bead", "confidence", "before", "after", "changed",
		"codes", "id"}
}

func writeTable(w io.Writer, comma rune, units iter.Seq2[workflow.Unit, error]) error {
	table, err := csv.NewTable(w, csv.Options{Comma: comma})
	if err != nil {
		return err
	}
	table.Row(columns()...)
	for u, err := range units {
		if err != nil {
			return err
		}
		cells := map[string]string{"source_lang": u.SourceLang, "target_lang": u.TargetLang,
			"source": u.Source.Markup(), "target": u.Target.Markup(), "state": string(stateOf(&u)),
			"translator": u.Translator, "changed": u.At.UTC().Format(stamp), "id": u.ID}
		for _, f := range factsOf(&u) {
			cells[f.name] = f.value
		}
		if codes := append(u.Source.Codes(), u.Target.Codes()...); len(codes) > 0 {
			b, err := json.Marshal(codes)
			if err != nil {
				return fmt.Errorf("codes of unit %s: %w", u.ID, err)
			}
			cells["codes"] = string(b)
		}
		row := make([]string, len(columns()))
		for i, name := range columns() {
			row[i] = cells[name]
		}
		table.Row(row...)
	}
	return table.Flush()
}

func writeXLIFF(w io.Writer, h Header, units iter.Seq2[workflow.Unit, error]) error {
	for u, err := range units {
		if err != nil {
			return err
		}
		b := bitext.NewBlock(bitext.Paragraph, u.Source)
		s := &b.Segments[0]
		s.ID, s.Target, s.State, s.Translator = u.ID, u.Target, stateOf(&u), u.Translator
		s.Notes = []bitext.Remark{{Text: "changed: " + u.At.UTC().Format(stamp)}}
		for _, f := range factsOf(&u) {
			if f.name == "approver" {
				s.Reviewer = f.value
				continue
			}
			s.Notes = append(s.Notes, bitext.Remark{Text: f.name + ": " + f.value})
		}
		h.Blocks = append(h.Blocks, b)
	}
	return xliff.Write(w, &h, xliff.Options{})
}
