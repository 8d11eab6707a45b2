package ui

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/mqm"
)

// marked is a story in which an editor has judged two segments.
func marked(t *testing.T) *story {
	t.Helper()
	st := tell(t)
	for n, v := range map[int]workflow.Verdict{
		2: {Type: "mistranslation", Severity: mqm.Major, Note: "=1+1"}, 3: {Type: "grammar", Severity: mqm.Minor}} {
		g := st.segment(t, n)
		if _, err := st.desk.MarkIssue(t.Context(), st.actor(workflow.Editor), workflow.NewIssue{Segment: g.ID,
			Version: g.Version, Side: workflow.TargetSide, From: 0, To: 2, Verdict: v}); err != nil {
			t.Fatal(err)
		}
	}
	return st
}

func TestQualityPage(t *testing.T) {
	st := marked(t)
	b := st.as(workflow.Editor)
	page := st.see(b.get("/quality"), 200, "Faux sens ou contresens", "Sous le seuil de \u206890,0", "Moins d’une page relue",
		`href="/articles/`+st.id+`#quality"`, "ليلى translator", `/quality/file?from=2024-09-29&amp;publication=&amp;to=2024-10-28`)
	checkData(t, page, "ليلى translator", "=1+1")
	st.see(b.get("/quality?from=2024-10-01&to=2024-10-02"), 200, "Rien n’a été relu dans cette période")
	st.see(b.get("/quality?from=hier"), 200, `id="from-problem"`)
	st.see(b.get("/articles/"+st.id), 200, `id="quality"`, "Télécharger en CSV")
	if page := st.see(st.as(workflow.Translator).get("/articles/"+st.id), 200); strings.Contains(page, `id="quality"`) {
		t.Error("a translator sees the score of the article")
	}
}

// The file is safe in a spreadsheet, and a title that stands beside a number goes its own way.
func TestQualityFiles(t *testing.T) {
	st := marked(t)
	b := st.as(workflow.Editor)
	w := b.get("/quality/file?format=csv")
	if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Disposition"), `"quality-2024-09-29.csv"`) {
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
	w = b.get("/quality/file?format=json&article=" + st.id)
	if err := json.Unmarshal(w.Body.Bytes(), &report); err != nil {
		t.Fatalf("%v\n%s", err, w.Body)
	}
	if report.All.Points != 6 || len(report.People) != 1 || report.People[0].Counts["accuracy"]["major"] != 1 ||
		len(report.Issues) != 2 || report.Issues[0].Author != "ليلى translator" {
		t.Errorf("report %+v", report)
	}
	if w := b.get("/quality/file?format=xls"); w.Code != 422 {
		t.Errorf("an unknown format: status %d", w.Code)
	}
}

func TestPublicationWeights(t *testing.T) {
	n := openNewsroom(t)
	b := n.as(workflow.Chief)
	send := func(status int, change ...string) string {
		t.Helper()
		page := n.see(b.get("/publications"), 200, `name="tolerance"`, `value="25"`)
		f := url.Values{"name": {"L’Écho"}, "source-lang": {"ar"}, "target-lang": {"fr"}, "french": {"fr-FR"},
			"arabic": {"ar-MA"}, "honorifics": {"keep"}}
		for _, name := range []string{"accuracy", "fluency", "terminology", "style", "locale", "minor", "major",
			"critical", "tolerance", "threshold"} {
			f.Set(name, strings.Split(strings.Split(page, `name="`+name+`"`)[1], `value="`)[1][:2])
			f.Set(name, strings.Trim(f.Get(name), `"`))
		}
		for i := 0; i < len(change); i += 2 {
			f.Set(change[i], change[i+1])
		}
		var pairs []string
		for name := range f {
			pairs = append(pairs, name, f.Get(name))
		}
		w := b.post("/publications", pairs...)
		if w.Code == status && status == 303 {
			return ""
		}
		return n.see(w, status)
	}
	if page := send(422, "major", "0,5"); !strings.Contains(page, `id="scheme-problem"`) || !strings.Contains(page, `value="0,5"`) {
		t.Error("a scheme in which a major issue is cheaper than a minor one is not refused at its field")
	}
	send(422, "style", "beaucoup")
	send(303, "accuracy", "٢٫٥")
	all, err := n.desk.Publications(t.Context(), n.actor(workflow.Chief))
	if err != nil || len(all) != 1 || all[0].Style.Scheme.Accuracy != 2.5 || all[0].Style.Scheme.Critical != 25 {
		t.Errorf("kept %+v (%v)", all, err)
	}
}

func TestAPIIssues(t *testing.T) {
	st := tell(t)
	luc, amina := st.program(workflow.Editor, workflow.WriteScope), st.program(workflow.Translator, workflow.WriteScope)
	path := "/segments/" + st.segments[1].ID + "/issues"
	body := map[string]any{"side": "target", "passage": "théâtre", "type": "wrong-term", "severity": "minor"}
	var made apiIssue
	luc.call(428, "POST", path, body, nil)
	amina.call(403, "POST", path, body, nil, "If-Match", match(2))
	luc.call(201, "POST", path, body, &made, "If-Match", match(2))
	if made.Passage != "théâtre" || made.Dimension != "terminology" || made.From == 0 {
		t.Errorf("made %+v", made)
	}
	var all []apiIssue
	amina.call(200, "GET", "/articles/"+st.id+"/issues", nil, &all)
	if len(all) != 1 || all[0].ID != made.ID {
		t.Errorf("listed %+v", all)
	}
	var report struct{ All struct{ Points float64 } }
	luc.call(200, "GET", "/quality", nil, &report)
	if report.All.Points != 1 {
		t.Errorf("%v points, want 1", report.All.Points)
	}
	luc.call(200, "POST", "/issues/"+made.ID+"/withdraw", nil, &made)
	if made.Ended == nil {
		t.Error("the withdrawn issue has no end")
	}
	luc.call(409, "POST", "/issues/"+made.ID+"/withdraw", nil, nil)
}
