package unit_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/story"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// tryFile reports what a file would bring in.
func tryFile(r *story.Runner, in unit.NewImport, file string) *unit.ImportReport {
	r.T.Helper()
	report, err := r.Units.Try(r.Ctx(), r.Who, in, strings.NewReader(file))
	r.CheckNow("try", err)
	return report
}

func importFile(r *story.Runner, in unit.NewImport, job, file string) *unit.ImportReport {
	r.T.Helper()
	report, err := r.Units.Import(r.Ctx(), r.Who, in, job, strings.NewReader(file), func(int) {})
	r.CheckNow("import", err)
	return report
}

func counts(r *unit.ImportReport) string {
	return fmt.Sprintf("%d units: %d new, %d there, %d contradict, %d bad, %d added",
		r.Units, r.New, r.There, r.Contradict, r.Bad, r.Added)
}

func wantCounts(t *testing.T, what string, r *unit.ImportReport, want string) {
	t.Helper()
	if got := counts(r); got != want {
		t.Errorf("%s: %s; want %s", what, got, want)
	}
}

// A trial says what an import then does; a file that is brought in again brings nothing.
func TestImportDoesWhatItsTrialSays(t *testing.T) {
	r := story.New(t).As("luc")
	keepUnits(r, "u1|نعم|Oui", "u2|لا|Non")
	table := "نعم\tOui\nنعم\tSi\nنعم\toui\nلا\tNon\nربما\tPeut-être\nربما\tPeut-être\n\tVide\n"
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr", Licence: "CC0"}
	report := tryFile(r, in, table)
	wantCounts(t, "trial", report, "7 units: 3 new, 3 there, 1 contradict, 1 bad, 0 added")
	if diff := cmp.Diff([]unit.ImportFault{{Line: 7, Number: 7, Reason: "memory.bad-empty"}}, report.Faults); diff != "" {
		t.Error(diff)
	}
	wantIDs(r, "after the trial", unit.UnitQuery{}, "u2", "u1")
	in.Agreeing = true
	wantCounts(t, "what agrees", importFile(r, in, "j1", table), "7 units: 3 new, 3 there, 1 contradict, 1 bad, 2 added")
	in.Agreeing = false
	wantCounts(t, "all", importFile(r, in, "j2", table), "7 units: 1 new, 5 there, 1 contradict, 1 bad, 1 added")
	wantCounts(t, "again", importFile(r, in, "j3", table), "7 units: 0 new, 6 there, 0 contradict, 1 bad, 0 added")
	all, _ := ids(r, unit.UnitQuery{Text: "Peut"})
	v, err := r.Units.Read(r.Ctx(), r.Who, all[0])
	r.CheckNow("read", err)
	if v.Origin != "t.tsv" || v.Licence != "CC0" || v.By != r.Who.ID || v.State != workflow.UnitApproved || v.At.IsZero() {
		t.Errorf("%+v", v.Unit)
	}
	_, err = r.Units.Try(r.Ctx(), r.People["amina"], in, strings.NewReader(table))
	r.Refused("error.forbidden").Check("a translator", err)
}

// What a desk hands out is the same in another, but for what is that desk's own.
func TestUnitsKeepWhereTheyComeFrom(t *testing.T) {
	for _, f := range exchange.Formats() {
		t.Run(string(f), func(t *testing.T) {
			r := story.New(t).As("amina")
			publication := r.AddPublication()
			r.AddTo(publication, "واحد.", "اثنان.", "ثلاثة.")
			r.Translate(1, "Un.").Translate(2, "Deux.")
			r.As("luc").Approve(1)
			r.CheckNow("follow", r.Memory.Follow(r.Ctx()))
			keepUnits(r, "u1|نعم|Oui", "u2|لا|Non|?")
			var file bytes.Buffer
			pair := unit.UnitQuery{UnitFilter: workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr"}}
			r.CheckNow("export", r.Units.Write(r.Ctx(), r.Who, pair, f, &file))
			other := story.New(t).As("luc")
			other.AddPublication()
			in := unit.NewImport{Name: "x", Format: f}
			report := importFile(other, in, "j", file.String())
			wantCounts(t, "import", report, "4 units: 4 new, 0 there, 0 contradict, 0 bad, 4 added")
			name := func(r *story.Runner) map[string]string {
				page, err := r.Units.List(r.Ctx(), r.Who, pair)
				r.CheckNow("list", err)
				return page.Publications
			}
			clean := func(r *story.Runner) (all []workflow.Unit) {
				for _, u := range units(r) {
					u.Publication = name(r)[u.Publication]
					u.Origin = strings.TrimSuffix(u.Origin, "x")
					all = append(all, u)
				}
				return all
			}
			desk := cmpopts.IgnoreFields(workflow.Unit{}, "ID", "By", "Seq")
			own := cmpopts.IgnoreFields(workflow.UnitOrigin{}, "Alignment", "Article", "Segment")
			whole := cmp.Transformer("second", func(t time.Time) int64 { return t.Unix() })
			byText := cmpopts.SortSlices(func(a, b workflow.Unit) bool { return a.Target.String() < b.Target.String() })
			if diff := cmp.Diff(clean(r), clean(other), desk, own, whole, byText); diff != "" {
				t.Errorf("(-had +have):\n%s", diff)
			}
		})
	}
}

// lines is a table of n translations.
func lines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "نص رقم %d\ttexte %d\n", i, i)
	}
	return b.String()
}

// The ids of units from files sort by time among those of segments: the greater is the newer.
func TestIDsOfImportsSortByTime(t *testing.T) {
	r := story.New(t).As("luc")
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	var want []string
	for i := range 8 {
		before, job := r.Units.NewID(), r.Units.NewID()
		importFile(r, in, job, fmt.Sprintf("نص %d\tun %d\nآخر %d\tdeux %d\n", i, i, i, i))
		want = append(want, before, "un", "deux", r.Units.NewID())
	}
	got := slices.Clone(want)
	for _, u := range units(r) {
		word, n, _ := strings.Cut(u.Target.String(), " ")
		i, err := strconv.Atoi(n)
		r.CheckNow("number", err)
		got[4*i+map[string]int{"un": 1, "deux": 2}[word]] = u.ID
	}
	if !slices.IsSorted(got) {
		t.Errorf("not in the order of time: %v", got)
	}
}

// Two imports of one file at once, on any nodes, bring each unit in once.
func TestImportsAtOnceKeepUnitsOnce(t *testing.T) {
	r := story.New(t).As("luc")
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 2 {
			wantCounts(t, "the second", importFile(r, in, r.Units.NewID(), lines(250)), "250 units: 150 new, 100 there, 0 contradict, 0 bad, 150 added")
			importFile(r, in, r.Units.NewID(), "نص رقم 300\tun autre\n")
		}
		return nil
	}
	in.Agreeing = true
	report, err := slow.Units.Import(r.Ctx(), r.Who, in, r.Units.NewID(), strings.NewReader(lines(350)), func(int) {})
	r.CheckNow("import", err)
	wantCounts(t, "the first", report, "350 units: 200 new, 150 there, 1 contradict, 0 bad, 199 added")
	if all, _ := ids(r, unit.UnitQuery{}); len(all) != 350 {
		t.Errorf("%d units, want 350", len(all))
	}
}

var errStop = errors.New("stopped")

// An import that was stopped goes on where it was, and what a person took out meanwhile stays out.
func TestImportGoesOnAfterAStop(t *testing.T) {
	r := story.New(t).As("luc")
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	table := lines(450)
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 3 {
			return errStop
		}
		return nil
	}
	_, err := slow.Units.Import(r.Ctx(), r.Who, in, "job", strings.NewReader(table), func(int) {})
	if !errors.Is(err, errStop) {
		t.Fatalf("got %v", err)
	}
	first, _ := ids(r, unit.UnitQuery{})
	if len(first) != 200 {
		t.Fatalf("%d units after two transactions", len(first))
	}
	_, _, err = r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{IDs: first[:10]})
	r.Check("remove", err)
	wantCounts(t, "gone on", importFile(r, in, "job", table), "450 units: 450 new, 0 there, 0 contradict, 0 bad, 450 added")
	all, _ := ids(r, unit.UnitQuery{})
	if len(all) != 440 {
		t.Errorf("%d units, want all but those that were removed", len(all))
	}
	wantCounts(t, "another job", importFile(r, in, "job2", table), "450 units: 10 new, 440 there, 0 contradict, 0 bad, 10 added")
}

func TestImportEndsWhenCancelled(t *testing.T) {
	r := story.New(t).As("luc")
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	ctx, cancel := context.WithCancel(r.Ctx())
	_, err := r.Units.Import(ctx, r.Who, in, "job", strings.NewReader(lines(450)), func(n int) {
		if n >= 200 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if all, _ := ids(r, unit.UnitQuery{}); len(all) != 200 {
		t.Errorf("%d units are kept, want those until then", len(all))
	}
}

// The jobs of a trial and of its import, as a person starts them.
func TestImportAsJobs(t *testing.T) {
	r := story.New(t).As("luc")
	ctx, stop := context.WithCancel(r.Ctx())
	done := make(chan struct{})
	go func() { r.Job.Run(ctx, slog.New(slog.DiscardHandler)); close(done) }()
	defer func() { stop(); <-done }()
	wait := func(id string) workflow.Job {
		for range 2000 {
			j, _, err := r.Job.Job(ctx, r.Who, workflow.ManageMemory, id)
			r.CheckNow("job", err)
			if j.Ended() {
				return j
			}
			time.Sleep(5 * time.Millisecond)
		}
		t.Fatal("the job does not end")
		return workflow.Job{}
	}
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	j, err := r.Job.AddFile(ctx, r.Who, workflow.ManageMemory, unit.TrialJob, in, strings.NewReader(lines(250)))
	r.CheckNow("add", err)
	report, err := unit.TrialOf(wait(j.ID))
	r.CheckNow("trial", err)
	wantCounts(t, "trial", &report, "250 units: 250 new, 0 there, 0 contradict, 0 bad, 0 added")
	in = report.NewImport
	in.Trial = j.ID
	next, err := r.Job.Add(ctx, r.Who, workflow.ManageMemory, unit.ImportJob, report.Units, in)
	r.CheckNow("add", err)
	report, err = unit.TrialOf(wait(next.ID))
	r.CheckNow("import", err)
	wantCounts(t, "import", &report, "250 units: 250 new, 0 there, 0 contradict, 0 bad, 250 added")
	if err := r.Store.View(ctx, func(tx workflow.Tx) error {
		parts, err := tx.JobParts(j.ID)
		if len(parts) > 0 {
			t.Errorf("%d parts of the file are left", len(parts))
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}
