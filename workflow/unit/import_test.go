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
	"unicode/utf8"

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

// A unit that cannot be kept is a fault of that unit alone, in a trial and in an import.
func TestBadUnitsArePassedOver(t *testing.T) {
	const (
		head = `<tmx version="1.4"><header srclang="ar"/><body>` + "\n"
		row  = `<tu><tuv xml:lang="ar"><seg>%s</seg></tuv><tuv xml:lang="fr"><seg>%s</seg></tuv></tu>` + "\n"
	)
	rows := [][2]string{{"نعم", "Oui"}, {"لا\u202e", "Non"}, {"ربما", "Peut-\u202dêtre"}, {"Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©", "arabe"},
		{"بلد", "Ã©tat"}, {"مدينة", "ville\uFFFD"}, {"IBM Café", "IBM"}, {"لكن", "Mais"}}
	want := []unit.ImportFault{{Line: 3, Number: 2, Reason: "memory.bad-override"}, {Line: 4, Number: 3, Reason: "memory.bad-override"},
		{Line: 5, Number: 4, Reason: "memory.bad-letters"}, {Line: 6, Number: 5, Reason: "memory.bad-letters"},
		{Line: 7, Number: 6, Reason: "memory.bad-text"}}
	var tmx, tsv strings.Builder
	tmx.WriteString(head)
	tsv.WriteString("source\ttarget\n")
	for _, texts := range rows {
		fmt.Fprintf(&tmx, row, texts[0], texts[1])
		fmt.Fprintf(&tsv, "%s\t%s\n", texts[0], texts[1])
	}
	tmx.WriteString("</body></tmx>")
	for f, file := range map[exchange.Format]string{exchange.TMX: tmx.String(), exchange.TSV: strings.Replace(tsv.String(), "ville\uFFFD", "ville\x00", 1)} {
		r := story.New(t).As("luc")
		in := unit.NewImport{Name: "t", Format: f, SourceLang: "ar", TargetLang: "fr"}
		trial := tryFile(r, in, file)
		wantCounts(t, "trial", trial, "8 units: 3 new, 0 there, 0 contradict, 5 bad, 0 added")
		wantCounts(t, "import", importFile(r, in, "j", file), "8 units: 3 new, 0 there, 0 contradict, 5 bad, 3 added")
		if diff := cmp.Diff(want, trial.Faults); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
}

// A file whose units are all on one line has no line for a fault: the number of the unit says where it is.
func TestFaultsOfAFileOnOneLineHaveNumbersAlone(t *testing.T) {
	const head, row = `<tmx version="1.4"><header srclang="ar"/><body>`, `<tu><tuv xml:lang="ar"><seg>%s</seg></tuv><tuv xml:lang="fr"><seg>x</seg></tuv></tu>`
	good, bad := fmt.Sprintf(row, "نعم"), fmt.Sprintf(row, "لا\u202e")
	for _, c := range []struct {
		name, file string
		want       unit.ImportFault
	}{
		{"one line", head + good + bad, unit.ImportFault{Number: 2}},
		{"one line below the head", head + "\n" + good + bad, unit.ImportFault{Number: 2}},
		{"two lines", head + good + "\n" + bad, unit.ImportFault{Number: 2, Line: 2}},
		{"one unit", head + "\n\n" + bad, unit.ImportFault{Number: 1, Line: 3}},
	} {
		c.want.Reason = "memory.bad-override"
		r := story.New(t).As("luc")
		in := unit.NewImport{Name: "t", Format: exchange.TMX, SourceLang: "ar", TargetLang: "fr"}
		got := tryFile(r, in, c.file+"</body></tmx>").Faults
		if diff := cmp.Diff([]unit.ImportFault{c.want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// An import that ends before its time says what it has kept.
func TestStoppedImportSaysWhatItKept(t *testing.T) {
	r := story.New(t).As("luc")
	var file strings.Builder
	file.WriteString(`<tmx version="1.4"><header srclang="ar"/><body>` + "\n")
	for i := range 150 {
		fmt.Fprintf(&file, `<tu><tuv xml:lang="ar"><seg>نص %d</seg></tuv><tuv xml:lang="fr"><seg>texte %d</seg></tuv></tu>`+"\n", i, i)
	}
	in := unit.NewImport{Name: "t.tmx", Format: exchange.TMX, SourceLang: "ar", TargetLang: "fr"}
	report, err := r.Units.Import(r.Ctx(), r.Who, in, "job", strings.NewReader(file.String()+"<tu><tuv"), func(int) {})
	var said *workflow.Error
	if !errors.As(err, &said) || said.ID != "memory.damaged-after" || said.Args["Count"] != 150 || said.Args["Line"] != 152 {
		t.Errorf("damaged: %v, %v", err, said)
	}
	wantCounts(t, "damaged", report, "150 units: 150 new, 0 there, 0 contradict, 0 bad, 150 added")
	if all, _ := ids(r, unit.UnitQuery{}); len(all) != 150 {
		t.Errorf("%d units are kept", len(all))
	}
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 3 {
			return workflow.Fail(workflow.Unavailable, "store.full")
		}
		return nil
	}
	in.Format = exchange.TSV
	report, err = slow.Units.Import(r.Ctx(), r.Who, in, "job2", strings.NewReader(lines(500)), func(int) {})
	if !errors.As(err, &said) || said.ID != "memory.full-after" || said.Args["Count"] != 200 || report.Added != 200 {
		t.Errorf("full: %v, %d added", err, report.Added)
	}
	ctx, stop := context.WithCancel(r.Ctx())
	seen := 0
	report, err = r.Units.Import(ctx, r.Who, in, "job2", strings.NewReader(lines(500)), func(units int) {
		seen = units
		stop()
	})
	if err == nil || seen != 200 || report.Added != 200 || report.Batch != "job2" {
		t.Errorf("stopped as it goes on: %v, %d seen, %d added", err, seen, report.Added)
	}
	_, err = slow.Units.Import(r.Ctx(), r.Who, in, "job3", strings.NewReader("\x00"), func(int) {})
	if !errors.As(err, &said) || said.ID != "memory.damaged-byte" || said.Args["Byte"] != 1 {
		t.Errorf("nothing kept: %v", err)
	}
}

// What is known of a unit has a length, and no characters that turn a page around.
func TestFactsOfUnitsAreCut(t *testing.T) {
	r := story.New(t).As("luc")
	long := strings.Repeat("أ", 5000)
	file := "source\ttarget\torigin\tlicence\ttranslator\tapprover\tdate\tid\nنعم\tOui\t" +
		strings.Join([]string{long, "CC\u202e0", long, long, long, long}, "\t") + "\n"
	in := unit.NewImport{Name: long, Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr", Licence: long}
	report := importFile(r, in, "j", file+"لا\tNon\n")
	wantCounts(t, "import", report, "2 units: 2 new, 0 there, 0 contradict, 0 bad, 2 added")
	for _, u := range units(r) {
		for _, s := range []string{u.Origin, u.Licence, u.Translator, u.Approver, u.Date} {
			if n := utf8.RuneCountInString(s); n > exchange.MaxFact {
				t.Errorf("%d characters", n)
			}
		}
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

// In a file on one line, a fault is found by the byte and by how many units come before it.
func TestFaultOfAFileOnOneLineHasItsPlace(t *testing.T) {
	r := story.New(t).As("luc")
	tu := `<tu><tuv xml:lang="ar"><seg>نعم</seg></tuv><tuv xml:lang="fr"><seg>Oui</seg></tuv></tu>`
	in := unit.NewImport{Name: "x.tmx", Format: exchange.TMX}
	for file, want := range map[string]string{
		`<tmx version="1.4"><header srclang="ar"/><body>` + tu + tu + `<tu></x>`: "memory.damaged-unit map[Byte:234 Count:2 Line:1]",
		`<tmx version="1.4"><header srclang="ar"/></x>`:                          "memory.damaged-byte map[Byte:44 Line:1]",
	} {
		_, err := r.Units.Try(r.Ctx(), r.Who, in, strings.NewReader(file))
		var got *workflow.Error
		if !errors.As(err, &got) || fmt.Sprint(got.ID, " ", got.Args) != want {
			t.Errorf("%v %+v, want %s", err, got, want)
		}
	}
}
