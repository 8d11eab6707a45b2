package audit_test

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/ledger"
	"truchement/workflow/mqm"
)

// What a chief does to accounts and rules, and who signs in, is in the ledger with the address that it came from, what
// was before and what after; page and files show it by person, kind and day.
func TestLedgerHasWhatWasDone(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	chief.Address = "192.0.2.44:1"
	editor := n.People[workflow.Editor].ID
	other := n.As(workflow.Editor)
	n.See(other.Get("/audit"), 403)
	n.See(other.Get("/audit/file"), 403)
	n.See(n.Browser().Post("/signin", "email", "editor@desk.test", "password", "not the password"), 422)
	n.See(n.Browser().Post("/signin", "email", "stranger@desk.test", "password", "not the password"), 422)
	chief.Post("/people/"+editor+"/role", "role", "translator")
	chief.Post("/people/" + editor + "/disable")
	chief.Post("/people/" + editor + "/enable")
	chief.Post("/people/" + editor + "/link")
	chief.Post("/account", "name", "Nadia الفاسي", "language", "fr", "digits", "auto")
	p, err := n.Publication.Add(t.Context(), n.Actor(workflow.Chief), workflow.Publication{Name: "L’Écho",
		SourceLang: "ar", TargetLang: "fr"})
	if err == nil {
		p.Style.French = "fr-MA"
		err = n.Publication.Edit(t.Context(), n.Actor(workflow.Chief), p)
	}
	if err != nil {
		t.Fatal(err)
	}
	page := n.See(chief.Get("/audit?check=1"), 200, "Connexion refusée", "Rôle changé", "192.0.2.44", "Compte désactivé",
		"Lien de mot de passe créé", "Publication modifiée", "<bdi>L’Écho</bdi>",
		"<bdi>Typographie française</bdi>", "<ins><bdi>fr-MA</bdi></ins>", "Journal intact")
	uitest.CheckData(t, page, "L’Écho", "ليلى editor")
	kinds := func(query string) string {
		t.Helper()
		w := chief.Get("/audit/file?format=jsonl&" + query)
		if w.Code != 200 {
			t.Fatalf("%s: status %d", query, w.Code)
		}
		var all []string
		for s := bufio.NewScanner(w.Body); s.Scan(); {
			var l struct{ Kind, Before, After string }
			if err := json.Unmarshal(s.Bytes(), &l); err != nil {
				t.Fatal(err)
			}
			said := l.Kind
			if l.Kind == "person.role" {
				said += " " + l.Before + ">" + l.After
			}
			all = append(all, said)
		}
		return strings.Join(all, ", ")
	}
	want := "person.added, session.opened, session.refused, person.role editor>translator, person.disabled, " +
		"person.enabled, person.link"
	if got := kinds("person=" + editor); got != want {
		t.Errorf("of the editor: %s, want %s", got, want)
	}
	if got := kinds("kind=session.refused"); got != "session.refused, session.refused" {
		t.Errorf("refused sign-ins: %s", got)
	}
	day := n.Clock.Now()
	if got := kinds("kind=person.link&from=" + day.Format(time.DateOnly) + "&to=" + day.Format(time.DateOnly)); got != "person.link" {
		t.Errorf("of the day: %s", got)
	}
	if got := kinds("from=" + day.AddDate(0, 0, 1).Format(time.DateOnly)); got != "" {
		t.Errorf("of the next day: %s", got)
	}
	n.See(chief.Get("/audit?from=hier&kind=nothing"), 200, `id="from-problem"`, `id="kind-problem"`)
	n.See(chief.Get("/audit?from=2024-10-02&to=2024-10-01"), 200, `id="to-problem"`)
	n.See(chief.Get("/audit/file?format=pdf"), 422)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(chief.Get("/audit/file").Body.String(), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) < 15 || rows[0][0] != "seq" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// A file shows by itself that its lines follow each other.
func TestLinesOfAFileFollowEachOther(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.Clock.Pass(1234567)
	w := n.As(workflow.Chief).Get("/audit/file?format=jsonl")
	var before []byte
	count := 0
	for s := bufio.NewScanner(w.Body); s.Scan(); count++ {
		var l struct {
			Seq                                               int64
			At                                                time.Time
			Actor, Address, Kind, Object, Before, After, Hash string
		}
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		sum := ledger.Line{Seq: l.Seq, At: l.At, Actor: l.Actor, Address: l.Address, Kind: ledger.Kind(l.Kind),
			Object: l.Object, Was: l.Before, Made: l.After}.Sum(before)
		if hex.EncodeToString(sum) != l.Hash {
			t.Errorf("line %d has another hash", l.Seq)
		}
		before = sum
	}
	if count < 5 {
		t.Errorf("%d lines", count)
	}
}

// More than a page has an address of what is older.
func TestLedgerHasPages(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	program := workflow.Operator()
	program.ID = ledger.Program
	for i := range 120 {
		who := workflow.Operator()
		if i == 119 {
			who = program
		}
		if err := n.Audit.Note(context.Background(), who, ledger.BackupMade, "x.db", ""); err != nil {
			t.Fatal(err)
		}
	}
	chief := n.As(workflow.Chief)
	first := n.See(chief.Get("/audit?kind=backup.made"), 200, "Plus anciennes", "before=", "<bdi>Programme</bdi>",
		"<bdi>Ligne de commande</bdi>")
	if got := strings.Count(first, "<tr id="); got != 100 {
		t.Errorf("%d lines on the first page", got)
	}
	_, older, _ := strings.Cut(first, `<a class="btn" href="/audit?before=`)
	older, _, _ = strings.Cut(older, `"`)
	second := n.See(chief.Get("/audit?before="+strings.ReplaceAll(older, "&amp;", "&")), 200)
	if got := strings.Count(second, "<tr id="); got != 20 || strings.Contains(second, "Plus anciennes") {
		t.Errorf("%d lines on the second page", got)
	}
}

// Every setting of a publication that the ledger tells of has words.
func TestSettingsHaveWords(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	p, err := n.Publication.Add(t.Context(), n.Actor(workflow.Chief), workflow.Publication{Name: "L’Écho",
		SourceLang: "ar", TargetLang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	s := workflow.HouseStyle{French: "fr-MA", Arabic: "ar-MA", Digits: "latn", Honorifics: "drop", FrenchAsTyped: true,
		ArabicAsTyped: true, Drafts: workflow.DraftsOff, Checks: map[string]string{"length": "block"}, Headline: 80, Caption: 90,
		Grammar: "http://localhost:1", GrammarPrivate: true, Accent: "#8a1c2c", Typeface: "sans", Hidden: []string{"memory"},
		Scheme: mqm.Scheme{Major: 6}}
	asJSON, err := json.Marshal(map[string]any{"name": "x", "archived": true, "style": s})
	if err == nil {
		err = n.Audit.Note(t.Context(), workflow.Operator(), ledger.PublicationChanged, p.ID, string(asJSON))
	}
	if err != nil {
		t.Fatal(err)
	}
	page := n.See(n.As(workflow.Chief).Get("/audit"), 200, "Archivée", "oui", "Longueur", "Empêcher de confirmer")
	for _, raw := range []string{"style.", ">archived<", ">name<", "true"} {
		if strings.Contains(page, "<bdi>"+raw) || strings.Contains(page, raw+"</bdi>") {
			t.Errorf("the page shows a raw %q", raw)
		}
	}
}
