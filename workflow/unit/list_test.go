package unit_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

var monday = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// keepUnits puts units into the memory: "id|source|target", a minute apart, and approved unless a "?" follows.
func keepUnits(r *story.Runner, lines ...string) {
	r.T.Helper()
	var all []workflow.Unit
	for i, line := range lines {
		f := strings.Split(line, "|")
		u := workflow.Unit{ID: f[0], SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain(f[1]),
			Target: bitext.Plain(f[2]), State: workflow.UnitApproved, At: monday.Add(time.Duration(i) * time.Minute)}
		if len(f) > 3 {
			u.State = workflow.UnitTranslated
		}
		all = append(all, u)
	}
	r.CheckNow("keep", r.Store.Update(r.Ctx(), func(tx workflow.Tx) error {
		seq, err := tx.Append(workflow.Entry{At: monday, Kind: workflow.UnitsChanged})
		for i := range all {
			all[i].Seq = seq
		}
		if err != nil {
			return err
		}
		return tx.AddUnits(all...)
	}))
}

// ids lists a query, and follows its pages.
func ids(r *story.Runner, q unit.UnitQuery) (ids []string, pages int) {
	r.T.Helper()
	q.SourceLang, q.TargetLang = "ar", "fr"
	for {
		page, err := r.Units.List(r.Ctx(), r.People["amina"], q)
		r.CheckNow("list", err)
		pages++
		for _, u := range page.Units {
			ids = append(ids, u.ID)
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			return ids, pages
		}
	}
}

func wantIDs(r *story.Runner, what string, q unit.UnitQuery, want ...string) {
	r.T.Helper()
	got, _ := ids(r, q)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		r.T.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestListFindsUnits(t *testing.T) {
	r := story.New(t)
	keepUnits(r, "u1|وصلَ الوزيرُ|Le ministre est arrivé", "u2|إلى الرباط|À Rabat|?", "u3|رباط|Ribat")
	wantIDs(r, "all, newest first", unit.UnitQuery{}, "u3", "u2", "u1")
	wantIDs(r, "folded, in either text", unit.UnitQuery{Text: "الوزير"}, "u1")
	wantIDs(r, "accents", unit.UnitQuery{Text: "a RABAT"}, "u2")
	wantIDs(r, "the source alone", unit.UnitQuery{Text: "رباط", Side: unit.SourceSide}, "u3", "u2")
	wantIDs(r, "the target alone", unit.UnitQuery{Text: "رباط", Side: unit.TargetSide})
	wantIDs(r, "with a facet", unit.UnitQuery{Text: "رباط",
		UnitFilter: workflow.UnitFilter{State: workflow.UnitTranslated}}, "u2")
	wantIDs(r, "white space is no text", unit.UnitQuery{Text: " "}, "u3", "u2", "u1")
	_, err := r.Units.List(r.Ctx(), r.People["lea"], unit.UnitQuery{})
	r.Refused("error.forbidden").Check("a reader", err)
	_, err = r.Units.List(r.Ctx(), r.People["amina"], unit.UnitQuery{})
	r.Refused("align.languages").Check("no languages", err)
}

func TestListHasPages(t *testing.T) {
	r := story.New(t)
	var lines, want []string
	for i := range 2*unit.UnitsPage + 1 {
		lines = append(lines, fmt.Sprintf("u%03d|نص %d|texte %d", i, i, i))
		want = append(want, fmt.Sprintf("u%03d", i))
	}
	keepUnits(r, lines...)
	slices.Reverse(want)
	for name, q := range map[string]unit.UnitQuery{"all": {}, "found": {Text: "texte"}} {
		got, pages := ids(r, q)
		if diff := cmp.Diff(want, got); diff != "" || pages != 3 {
			t.Errorf("%s: %d pages (-want +got):\n%s", name, pages, diff)
		}
	}
}

func editUnit(r *story.Runner, id, source, target string, seq int64) (string, error) {
	_, batch, err := r.Units.Edit(r.Ctx(), r.Who, id, unit.UnitText{Source: bitext.Plain(source),
		Target: bitext.Plain(target), Seq: seq})
	return batch, err
}

// readUnit is a unit in a line.
func readUnit(r *story.Runner, id string) string {
	r.T.Helper()
	v, err := r.Units.Read(r.Ctx(), r.People["amina"], id)
	r.CheckNow("read", err)
	s := v.Source.String() + "|" + v.Target.String()
	if v.Gone {
		s += "|gone"
	}
	for _, e := range v.Edits {
		s += " " + string(e.Kind)
	}
	return s
}

func wantUnit(r *story.Runner, id, want string) {
	r.T.Helper()
	if got := readUnit(r, id); got != want {
		r.T.Errorf("%s is %q, want %q", id, got, want)
	}
}

func TestEditOfAUnit(t *testing.T) {
	r := story.New(t).As("luc")
	keepUnits(r, "u1|نعم|Oui")
	v, err := r.Units.Read(r.Ctx(), r.Who, "u1")
	r.CheckNow("read", err)
	batch, err := editUnit(r, "u1", "نعم", "Mais oui", v.Seq)
	r.Check("edit", err)
	wantUnit(r, "u1", "نعم|Mais oui edited")
	_, err = editUnit(r, "u1", "نعم", "Non", v.Seq)
	r.Refused("memory.changed").Check("an edit of what was", err)
	_, err = editUnit(r, "u1", "نعم", " ", 0)
	r.Refused("memory.empty").Check("no target", err)
	r.WantAppended(func() {
		if same, err := editUnit(r, "u1", "نعم", "Mais oui", 0); same != "" || err != nil {
			t.Errorf("an edit that changes nothing: %q, %v", same, err)
		}
	})
	out, err := r.Units.Undo(r.Ctx(), r.Who, batch)
	r.Check("undo", err)
	wantUnit(r, "u1", "نعم|Oui edited restored")
	again, err := r.Units.Undo(r.Ctx(), r.Who, out.Batch)
	r.Check("undo of the undo", err)
	wantUnit(r, "u1", "نعم|Mais oui edited restored restored")
	if again.Done != 1 || again.Left != 0 {
		t.Errorf("undone: %+v", again)
	}
	r.As("amina")
	_, err = editUnit(r, "u1", "نعم", "Non", 0)
	r.Refused("error.forbidden").Check("a translator", err)
}

// A unit that follows a segment is edited there, and can be taken out all the same.
func TestUnitOfASegmentIsNotEdited(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.", "اثنان.").Translate(1, "Un.").Translate(2, "Deux.")
	wantUnits(r, "Un.|translated", "Deux.|translated")
	id := r.Segment(2).ID
	r.As("luc")
	_, err := editUnit(r, id, "اثنان.", "2", 0)
	r.Refused("memory.follows").Check("edit", err)
	v, err := r.Units.Read(r.Ctx(), r.Who, id)
	r.CheckNow("read", err)
	if v.Position != 2 {
		t.Errorf("position %d, want that of its segment", v.Position)
	}
	batch, n, err := r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{IDs: []string{id}})
	r.Check("remove", err)
	wantUnits(r, "Un.|translated")
	if _, err := r.Units.Undo(r.Ctx(), r.Who, batch); err != nil || n != 1 {
		t.Errorf("%d removed, undo: %v", n, err)
	}
	wantUnits(r, "Un.|translated", "Deux.|translated")
}

// What comes back with an undo is what still holds.
func TestUndoLeavesWhatWasChangedAfter(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.", "اثنان.", "ثلاثة.").Translate(1, "Un.").Translate(2, "Deux.").
		Translate(3, "Trois.")
	keepUnits(r, "u1|نعم|Oui", "u2|لا|Non")
	r.CheckNow("follow", r.Memory.Follow(r.Ctx()))
	r.As("luc")
	all, _ := ids(r, unit.UnitQuery{})
	batch, n, err := r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{IDs: all})
	r.Check("remove", err)
	if n != 5 {
		t.Errorf("%d removed, want 5", n)
	}
	one, err := r.Units.Undo(r.Ctx(), r.Who, batch)
	r.Check("undo", err)
	_, err = editUnit(r, "u1", "نعم", "Si", 0)
	r.Check("edit", err)
	again, _, err := r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{IDs: all})
	r.Check("remove again", err)
	r.Return(1, "non").As("amina").Translate(2, "Les deux.")
	r.CheckNow("follow", r.Memory.Follow(r.Ctx()))
	r.As("luc")
	two, err := r.Units.Undo(r.Ctx(), r.Who, again)
	r.Check("undo again", err)
	_, err = r.Units.Undo(r.Ctx(), r.Who, "none")
	r.Refused("memory.no-undo").Check("undo of nothing", err)
	got := []int{one.Done, one.Left, two.Done, two.Left}
	if diff := cmp.Diff([]int{5, 0, 3, 2}, got); diff != "" {
		t.Errorf("restored and changed (-want +got):\n%s", diff)
	}
	wantUnit(r, "u1", "نعم|Si removed restored edited removed restored")
	wantUnit(r, r.Segment(2).ID, "اثنان.|Les deux. removed restored removed")
	wantUnit(r, r.Segment(1).ID, "واحد.|Un.|gone removed restored removed")
}

// All that a query lists goes in short transactions, but what was written after the list.
func TestRemoveAllOfAQuery(t *testing.T) {
	r := story.New(t)
	var lines []string
	for i := range 120 {
		lines = append(lines, fmt.Sprintf("u%03d|نص %d|texte %d", i, i, i))
	}
	keepUnits(r, lines...)
	keepUnits(r, "v1|آخر|autre|?")
	r.As("luc")
	q := unit.UnitQuery{UnitFilter: workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr",
		State: workflow.UnitApproved}}
	page, err := r.Units.List(r.Ctx(), r.Who, q)
	r.CheckNow("list", err)
	_, err = editUnit(r, "u060", "نص", "mieux", 0)
	r.Check("edit", err)
	slow, transactions := r.Sliced(), 0
	slow.Before = func(n int) error { transactions = n; return nil }
	batch, n, err := slow.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{Query: q, Seq: page.Seq})
	r.Check("remove", err)
	if n != 119 || transactions != 3 {
		t.Errorf("%d removed in %d transactions, want 119 in 3", n, transactions)
	}
	wantIDs(r, "what is left", unit.UnitQuery{}, "u060", "v1")
	out, err := r.Units.Undo(r.Ctx(), r.Who, batch)
	r.Check("undo", err)
	if got, _ := ids(r, unit.UnitQuery{}); out.Done != 119 || len(got) != 121 {
		t.Errorf("%+v, %d units", out, len(got))
	}
	q.Text = "texte 11"
	_, n, err = r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{Query: q})
	r.Check("remove found", err)
	if n != 1 {
		t.Errorf("%d removed of a search, want the one that has its number", n)
	}
	// A command brings units in while the server runs.
	keepUnits(r, "w1|جديد|texte 11 encore")
	_, n, err = r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{Query: q})
	r.Check("remove what is new", err)
	if n != 1 {
		t.Errorf("%d removed of what the index does not know yet, want 1", n)
	}
	_, _, err = r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{})
	r.Refused("align.languages").Check("of no pair", err)
	_, _, err = r.Units.Remove(r.Ctx(), r.People["amina"], unit.UnitChoice{IDs: []string{"u001"}})
	r.Refused("error.forbidden").Check("a translator", err)
}

// units are those of the memory from Arabic into French, newest first.
func units(r *story.Runner) (all []workflow.Unit) {
	r.T.Helper()
	r.CheckNow("units", r.Store.View(r.Ctx(), func(tx workflow.Tx) (err error) {
		all, err = tx.Units(workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr"})
		return err
	}))
	return all
}

// wantUnits follows the feed and compares the memory, newest last, to units written as
// "target|state".
func wantUnits(r *story.Runner, want ...string) {
	r.T.Helper()
	r.CheckNow("follow", r.Memory.Follow(r.Ctx()))
	var got []string
	for _, u := range slices.Backward(units(r)) {
		got = append(got, u.Target.String()+"|"+string(u.State))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		r.T.Errorf("units (-want +got):\n%s", diff)
	}
}

// The index finds words in any of their forms; what else a query asks for holds for it too, in the list
// and in what is removed by it.
func TestListByTheIndex(t *testing.T) {
	r := story.New(t)
	keepUnits(r, "u1|وصل وزير الخارجية|Le ministre est arrivé", "u2|سافر الوزير|Le ministre voyage|?",
		"u3|الوزيران معا|Ensemble", "u4|شيء آخر|Les ministres du وزير")
	r.CheckNow("current", r.Memory.Current(r.Ctx()))
	wantIDs(r, "other clitics", unit.UnitQuery{Text: "والوزير"}, "u2", "u1")
	wantIDs(r, "another number", unit.UnitQuery{Text: "ministres"}, "u4", "u2", "u1")
	wantIDs(r, "of both sides", unit.UnitQuery{Text: "وزير", Side: unit.SourceSide}, "u2", "u1")
	wantIDs(r, "with a facet", unit.UnitQuery{Text: "ministres",
		UnitFilter: workflow.UnitFilter{State: workflow.UnitApproved}}, "u4", "u1")
	wantIDs(r, "a part of a word, without the index", unit.UnitQuery{Text: "minist"}, "u4", "u2", "u1")
	_, n, err := r.Units.Remove(r.Ctx(), r.People["luc"], unit.UnitChoice{Query: unit.UnitQuery{Text: "ministres",
		UnitFilter: workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr", State: workflow.UnitTranslated}}})
	r.Check("remove", err)
	if n != 1 {
		t.Errorf("%d removed, want the one that is not approved", n)
	}
	wantIDs(r, "what is left", unit.UnitQuery{}, "u4", "u3", "u1")
}

// What is found is listed, exported and removed whole, by words and by a part of one, however much it is;
// a filter is asked of all of it.
func TestSearchHasAllThatMatch(t *testing.T) {
	const n = 2600
	for name, text := range map[string]string{"words": "ministres", "a part of a word": "inistr"} {
		t.Run(name, func(t *testing.T) {
			r := story.New(t).As("amina").Add("الوزير هنا.").Translate(1, "Le ministre est là.").As("luc")
			r.CheckNow("follow", r.Memory.Follow(r.Ctx()))
			var file strings.Builder
			for i := range n {
				fmt.Fprintf(&file, "الوزير رقم %d\tLe ministre numéro %d\nآخر %d\tautre %d\n", i, i, i, i)
			}
			in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
			importFile(r, in, r.Units.NewID(), file.String())
			r.CheckNow("current", r.Memory.Current(r.Ctx()))
			q := unit.UnitQuery{Text: text}
			q.SourceLang, q.TargetLang = "ar", "fr"
			got, _ := ids(r, q)
			slices.Sort(got)
			if all := slices.Compact(got); len(all) != n+1 {
				t.Errorf("%d units are listed, want %d", len(all), n+1)
			}
			own := q
			own.Kind = workflow.FromSegment
			if got, _ := ids(r, own); len(got) != 1 {
				t.Errorf("%d units of segments are listed", len(got))
			}
			var out bytes.Buffer
			r.CheckNow("export", r.Units.Write(r.Ctx(), r.Who, q, exchange.TSV, &out))
			if lines := bytes.Count(out.Bytes(), []byte("\n")) - 1; lines != n+1 {
				t.Errorf("%d units are exported", lines)
			}
			_, removed, err := r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{Query: q})
			r.CheckNow("remove", err)
			if rest, _ := ids(r, unit.UnitQuery{}); removed != n+1 || len(rest) != n {
				t.Errorf("%d are removed, %d are left", removed, len(rest))
			}
		})
	}
}

// A page that would read too much says how far it looked, and the next begins there.
func TestSearchSaysHowFarItLooked(t *testing.T) {
	r := story.New(t).As("luc")
	var file strings.Builder
	for i := range 12_000 {
		fmt.Fprintf(&file, "الوزير رقم %d\tLe ministre numéro %d\n", i, i)
	}
	keepUnits(r, "00000000-0000-7000-8000-000000000001|الوزير|Ministère du premier jour|?")
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	importFile(r, in, r.Units.NewID(), file.String())
	r.CheckNow("current", r.Memory.Current(r.Ctx()))
	for name, q := range map[string]unit.UnitQuery{
		"a part of a word":          {Text: "inistère"},
		"words of units of a state": {Text: "الوزير", UnitFilter: workflow.UnitFilter{State: workflow.UnitTranslated}},
	} {
		q.SourceLang, q.TargetLang = "ar", "fr"
		page, err := r.Units.List(r.Ctx(), r.Who, q)
		r.CheckNow("list", err)
		if len(page.Units) != 0 || page.Looked < 10_000 || page.Next == "" {
			t.Errorf("%s: %d units after %d, next %q", name, len(page.Units), page.Looked, page.Next)
		}
		if got, _ := ids(r, q); len(got) != 1 {
			t.Errorf("%s: %v is found in the end", name, got)
		}
	}
}
