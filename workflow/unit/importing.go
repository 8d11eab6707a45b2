package unit

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"hash/maphash"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"truchement/workflow"
	"truchement/workflow/format/doubt"
	"truchement/workflow/format/heading"
	"truchement/workflow/lang"
	"truchement/workflow/tm"
	"truchement/workflow/unit/exchange"
)

// importing is a file while it is compared to the memory.
type importing struct {
	who          workflow.Actor
	in           NewImport
	report       *ImportReport
	publications map[string]string // ids by folded names
	seed         maphash.Seed
	known        known // what the memory and the file so far have
	seq          int64 // of the last unit of the memory that was read, and its id
	id           string
	done         int // place in the file of the last unit that this job has kept before a stop
	kept         int // how many it has kept before
	doubts       doubt.Collector
	langs        map[string]int
	pairs        map[[2]string]int
	now          time.Time
	line         int  // on which the first unit of the file begins
	hasLines     bool // others begin on other lines
}

// newImporting reads what the memory has. Of each unit it holds three numbers of 64 bits; that two
// are the same for other texts is one chance in a million for a hundred million units.
func (u *UseCases) newImporting(
	ctx context.Context, who workflow.Actor, in NewImport, job string,
) (*importing, error) {
	if err := who.May(workflow.ManageMemory); err != nil {
		return nil, err
	}
	for _, tag := range []string{in.SourceLang, in.TargetLang} {
		if tag != "" {
			if err := workflow.CheckTag("align.languages", tag); err != nil {
				return nil, err
			}
		}
	}
	in.SourceLang, in.TargetLang = lang.Canonical(in.SourceLang), lang.Canonical(in.TargetLang)
	in.Name, in.Licence = exchange.CleanFact(in.Name), exchange.CleanFact(in.Licence)
	im := &importing{who: who, in: in, report: &ImportReport{NewImport: in,
		Langs: []LangCount{}, Faults: []ImportFault{}, Unknown: []string{}, Columns: []heading.Column{}}, seed: maphash.MakeSeed(),
		known: known{}, langs: map[string]int{}, pairs: map[[2]string]int{},
		now: u.Time()}
	err := u.View(ctx, func(t *txn) error {
		im.publications = map[string]string{}
		all, err := t.Publications()
		for _, p := range all {
			im.publications[lang.Fold(p.Name, "")] = p.ID
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return im, im.readMemory(ctx, u, job)
}

// readMemory reads all units, a page a transaction.
func (im *importing) readMemory(ctx context.Context, u *UseCases, job string) error {
	prefix := importPrefix(job)
	im.seq, im.id = -1, ""
	for {
		var units []workflow.Unit
		err := u.View(ctx, func(t *txn) (err error) {
			units, err = t.UnitsSince(im.seq, im.id, searchPage)
			return err
		})
		if err != nil {
			return err
		}
		for i := range units {
			w := &units[i]
			if id, err := uuid.Parse(w.ID); err == nil && job != "" && bytes.Equal(id[:prefixSize], prefix[:prefixSize]) {
				im.done = max(im.done, int(binary.BigEndian.Uint32(id[prefixSize:])))
				im.kept++
			} else if !w.Gone {
				im.known.add(im.hashesOf(w))
			}
			im.seq, im.id = w.Seq, w.ID
		}
		if len(units) < searchPage {
			return nil
		}
	}
}

// candidate is a unit of the file that is new.
type candidate struct {
	workflow.Unit
	hashes
	contradicts bool
}

// keep keeps units, but those that are there meanwhile: another import, on any node, may bring in the
// same. Imports write one after the other, so that each sees what those before it have written.
func (im *importing) keep(ctx context.Context, u *UseCases, units []candidate) error {
	var since known
	var report ImportReport
	var seq int64
	var id string
	err := u.Update(ctx, im.who, func(t *txn) (err error) {
		since, report = known{}, *im.report
		if seq, id, err = im.readSince(t, since); err != nil {
			return err
		}
		var kept []workflow.Unit
		for _, c := range units {
			if im.recount(&report, c, since) {
				kept = append(kept, c.Unit)
			}
		}
		if err := t.KeepUnits(kept); err != nil || len(kept) == 0 {
			return err
		}
		seq, id = kept[0].Seq, kept[len(kept)-1].ID
		return nil
	})
	if err != nil {
		im.report.Added -= len(units)
		return err
	}
	im.seq, im.id, *im.report = seq, id, report
	maps.Copy(im.known, since)
	return nil
}

// readSince reads what was written in the memory since it was read last.
func (im *importing) readSince(t *txn, into known) (seq int64, id string, err error) {
	seq, id = im.seq, im.id
	for {
		units, err := t.UnitsSince(seq, id, searchPage)
		if err != nil {
			return 0, "", err
		}
		for i := range units {
			if w := &units[i]; !w.Gone {
				into.add(im.hashesOf(w))
			}
			seq, id = units[i].Seq, units[i].ID
		}
		if len(units) < searchPage {
			return seq, id, nil
		}
	}
}

// recount counts a unit, that was counted as new, again with what was written since. It reports whether the
// unit is to be kept.
func (im *importing) recount(r *ImportReport, c candidate, since known) bool {
	switch {
	case since.has(c.same):
		r.There++
		r.New--
		r.Added--
		if c.contradicts {
			r.Contradict--
		}
		return false
	case !c.contradicts && since.has(c.source) && !since.has(c.alike):
		r.Contradict++
		if im.in.Agreeing {
			r.Added--
			return false
		}
	}
	return true
}

// hashes are what is known of a unit: of its source, of its source with its target, and with its
// folded target.
type hashes struct{ source, same, alike uint64 }

func (im *importing) hashesOf(w *workflow.Unit) (h hashes) {
	key := tm.Key(w.Source.String(), w.SourceLang)*31 + maphash.String(im.seed, lang.Base(w.TargetLang))
	target := w.Target.String()
	h.source = key
	h.same = key*31 + maphash.String(im.seed, target)
	h.alike = key*37 + maphash.String(im.seed, lang.Fold(target, w.TargetLang)) + 1
	return h
}

// known has the hashes of units that are there.
type known map[uint64]struct{}

func (k known) add(h hashes) { k[h.source], k[h.same], k[h.alike] = struct{}{}, struct{}{}, struct{}{} }

func (k known) has(hash uint64) bool {
	_, there := k[hash]
	return there
}

// read reads the file, and calls keep for each unit that is to be kept, with its place in the file.
func (im *importing) read(ctx context.Context, file io.Reader, keep func(c candidate, number int) error) error {
	columns, err := exchange.Read(file, im.in.Format, exchange.Pair{Source: im.in.SourceLang, Target: im.in.TargetLang},
		func(i exchange.Item) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			c, isKept := im.compare(i)
			if !isKept {
				return nil
			}
			return keep(c, im.report.Units)
		})
	if columns != nil {
		im.report.Columns = columns
	}
	return err
}

// compare counts a unit of the file, and says whether it is to be kept.
func (im *importing) compare(i exchange.Item) (c candidate, isKept bool) {
	r := im.report
	if r.Units++; r.Units == 1 {
		im.line = i.Line
	}
	im.hasLines = im.hasLines || i.Line != im.line
	for _, tag := range i.Langs {
		im.langs[tag]++
	}
	im.doubt(i)
	if i.Fault != "" {
		im.fault(i)
		return c, false
	}
	im.pairs[[2]string{i.SourceLang, i.TargetLang}]++
	h := im.hashesOf(&i.Unit)
	if im.known.has(h.same) {
		r.There++
		return c, false
	}
	r.New++
	im.doubts.AddTexts(im.placeOf(i), textsOf(i)...)
	contradicts := im.known.has(h.source) && !im.known.has(h.alike)
	if contradicts {
		r.Contradict++
	}
	im.known.add(h)
	if contradicts && im.in.Agreeing {
		return c, false
	}
	return candidate{im.unitOf(i), h, contradicts}, true
}

// doubt notes what of a unit may not be meant as it is read, whether it can be taken in or not.
func (im *importing) doubt(i exchange.Item) {
	for _, d := range i.Doubts {
		im.doubts.Add(d.Kind, im.placeOf(i), doubt.Text{Text: d.Text})
	}
	if texts := textsOf(i); i.Fault == "memory.bad-empty" && len(texts) == 1 {
		im.doubts.Add(doubt.OneLanguage, im.placeOf(i), texts[0])
	}
}

// placeOf is where the unit is that was read last.
func (im *importing) placeOf(i exchange.Item) doubt.Place {
	return doubt.Place{Line: i.Line, Number: im.report.Units}
}

// textsOf are the texts of a unit that are not empty.
func textsOf(i exchange.Item) (all []doubt.Text) {
	for _, t := range []doubt.Text{{Lang: i.SourceLang, Text: i.Source.String()}, {Lang: i.TargetLang, Text: i.Target.String()}} {
		if t.Text != "" {
			all = append(all, t)
		}
	}
	return all
}

func (im *importing) fault(i exchange.Item) {
	im.report.Bad++
	if len(im.report.Faults) < mostFaults {
		im.report.Faults = append(im.report.Faults, ImportFault{Line: i.Line, Number: im.report.Units,
			ID: i.ID, Reason: i.Fault})
	}
}

// unitOf is the unit of the desk for one of a file.
func (im *importing) unitOf(i exchange.Item) workflow.Unit {
	w := i.Unit
	if name := w.Publication; name != "" {
		w.Publication = im.publications[lang.Fold(name, "")]
		if w.Publication == "" && len(im.report.Unknown) < mostFaults && !slices.Contains(im.report.Unknown, name) {
			im.report.Unknown = append(im.report.Unknown, name)
		}
	}
	w.Publication = cmp.Or(w.Publication, im.in.Publication)
	w.Origin, w.Licence = cmp.Or(w.Origin, im.in.Name), cmp.Or(w.Licence, im.in.Licence)
	w.By = personOf(im.who)
	if w.At.IsZero() || w.At.After(im.now) {
		w.At = im.now
	}
	return w
}

func (im *importing) finish() *ImportReport {
	r := im.report
	if r.Units > 1 && !im.hasLines { // all units are on one line, which says nothing of where they are
		for i := range r.Faults {
			r.Faults[i].Line = 0
		}
		im.doubts.ForgetLines()
	}
	r.Warnings = im.doubts.Warnings()
	for _, tag := range slices.Sorted(maps.Keys(im.langs)) {
		r.Langs = append(r.Langs, LangCount{tag, im.langs[tag]})
	}
	slices.SortStableFunc(r.Langs, func(a, b LangCount) int { return b.Texts - a.Texts })
	most := 0
	for pair, n := range im.pairs {
		if n > most || n == most && pair[0]+pair[1] < r.SourceOfMost+r.TargetOfMost {
			most, r.SourceOfMost, r.TargetOfMost = n, pair[0], pair[1]
		}
	}
	return r
}
