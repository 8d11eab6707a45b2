package quality_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/checking"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
)

// marked is a story in which an editor has judged two segments.
func marked(t *testing.T) *uitest.Story {
	t.Helper()
	st := uitest.OpenStory(t)
	for n, v := range map[int]workflow.Verdict{
		2: {Type: "mistranslation", Severity: mqm.Major, Note: "=1+1"}, 3: {Type: "grammar", Severity: mqm.Minor}} {
		g := st.Segment(t, n)
		if _, err := st.Desk.MarkIssue(t.Context(), st.Actor(workflow.Editor), desk.NewIssue{Segment: g.ID,
			Version: g.Version, Side: workflow.TargetSide, From: 0, To: 2, Verdict: v}); err != nil {
			t.Fatal(err)
		}
	}
	return st
}

func TestQualityPage(t *testing.T) {
	st := marked(t)
	b := st.As(workflow.Editor)
	page := st.See(b.Get("/quality"), 200, "Faux sens ou contresens", "Sous le seuil de \u206890,0", "Moins d’une page relue",
		`href="/articles/`+st.ID+`#quality"`, "ليلى translator", `/quality/file?from=2024-09-29&amp;publication=&amp;to=2024-10-28`)
	uitest.CheckData(t, page, "ليلى translator", "=1+1")
	st.See(b.Get("/quality?from=2024-10-01&to=2024-10-02"), 200, "Rien n’a été relu dans cette période")
	st.See(b.Get("/quality?from=hier"), 200, `id="from-problem"`)
	st.See(b.Get("/quality?from=2024-10-02&to=2024-10-01"), 200, `id="to-problem"`, "Le dernier jour est avant le premier.")
	st.See(b.Get("/articles/"+st.ID), 200, `id="quality"`, "Télécharger en CSV")
	if page := st.See(st.As(workflow.Translator).Get("/articles/"+st.ID), 200); strings.Contains(page, `id="quality"`) {
		t.Error("a translator sees the score of the article")
	}
}

// The file is safe in a spreadsheet, and a title beside a number has its own direction.
func TestQualityFiles(t *testing.T) {
	st := marked(t)
	b := st.As(workflow.Editor)
	w := b.Get("/quality/file?format=csv")
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv") ||
		!strings.Contains(w.Header().Get("Content-Disposition"), `"quality-2024-09-29.csv"`) {
		t.Fatalf("status %d, %v", w.Code, w.Header())
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(w.Body.Bytes(), []byte("\uFEFF")))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	cell := map[string]string{}
	for _, row := range rows[1:] {
		if row[11] == "mistranslation" {
			for i, name := range rows[0] {
				cell[name] = row[i]
			}
		}
	}
	title := "الرباط وباريس"
	if cell["note"] != "'=1+1" || cell["passage"] != "La" || cell["points"] != "5" || cell["dimension"] != "accuracy" ||
		!strings.HasPrefix(cell["place"], "\u2068"+title) || !strings.HasSuffix(cell["place"], "\u2069 · 2") {
		t.Errorf("row %+v", cell)
	}
	var report struct {
		All    struct{ Points, Score float64 }
		People []struct {
			Name   string
			Counts map[string]map[string]int
		}
		Issues []struct{ Passage, Type, Author string }
	}
	w = b.Get("/quality/file?format=json&article=" + st.ID)
	if err := json.Unmarshal(w.Body.Bytes(), &report); err != nil {
		t.Fatalf("%v\n%s", err, w.Body)
	}
	if report.All.Points != 6 || len(report.People) != 1 || report.People[0].Counts["accuracy"]["major"] != 1 ||
		len(report.Issues) != 2 || report.Issues[0].Author != "ليلى translator" {
		t.Errorf("report %+v", report)
	}
	if w := b.Get("/quality/file?format=xls"); w.Code != 422 {
		t.Errorf("an unknown format: status %d", w.Code)
	}
}

// The checks of the desk are a job; its page lists what was found, chooses of it, leads to each segment and says what became
// of it. The rates of the dismissals are of the same look.
func TestDeskPage(t *testing.T) {
	n := uitest.OpenCheckedNewsroom(t)
	luc := n.As(workflow.Editor)
	v := n.AddArticle("وصل 12 وزيرا إلى الرباط.\n\nوصل 12 وزيرا إلى فاس.", 0)
	for i, target := range []string{"13 ministres sont arrivés à Rabat.", "Les  12 ministres sont arrivés à Fès."} {
		_, err := n.Desk.Save(t.Context(), n.Actor(workflow.Translator), desk.Save{Segment: v.Segments[i].ID, Version: 1, Target: target})
		if err != nil {
			t.Fatal(err)
		}
	}
	n.See(luc.Get("/quality/checks"), 200, "Les articles en cours n’ont pas encore été contrôlés ensemble.")
	n.See(luc.Get("/quality/desk"), 200, "Contrôler les articles en cours")
	luc.Post("/quality/desk")
	n.SeeEnd(luc, "/quality/desk", "2 alertes")
	place := "/articles/" + v.ID + "/bench?s="
	page := n.See(luc.Get("/quality/desk"), 200, place+v.Segments[0].ID, place+v.Segments[1].ID, "1 article", "Contrôler de nouveau")
	uitest.CheckData(t, page, "13 ministres sont arrivés à Rabat.")
	for query, want := range map[string]string{"severity=error": "0", "check=spacing": "1", "severity=warning&stage=translating": "1"} {
		page := n.See(luc.Get("/quality/desk?"+query), 200, "1 alerte")
		for i, want := range []bool{want == "0", want == "1"} {
			if got := strings.Contains(page, place+v.Segments[i].ID); got != want {
				t.Errorf("%s: segment %d listed: %v", query, i+1, got)
			}
		}
	}
	n.See(luc.Get("/quality/desk?check=bogus"), 422, "bogus", "number")
	if w := n.As(workflow.Translator).Get("/quality/desk"); w.Code != 403 {
		t.Errorf("a translator: status %d", w.Code)
	}

	look, err := n.Checking.Looked(t.Context(), n.Actor(workflow.Editor), checking.LookFilter{Check: "spacing"}, 0)
	if err != nil || len(look.Rows) != 1 {
		t.Fatalf("%d findings, %v", len(look.Rows), err)
	}
	luc.Post("/segments/"+v.Segments[1].ID+"/dismiss", "check", "spacing", "word", look.Rows[0].Key, "scope", "segment", "reason", "Voulu.")
	n.See(luc.Get("/quality/desk?check=spacing"), 200, "Écartée depuis")
	luc.Post("/quality/desk")
	n.SeeEnd(luc, "/quality/desk", "1 alerte")
	n.See(luc.Get("/quality/checks"), 200, "\u20681\u2069 écartées sur \u20681\u2069", "Dans 2 segments des 90 derniers jours.", "Voulu.")
}
