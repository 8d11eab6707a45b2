package memory_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

const table = "وصل الوزير.\tLe ministre est arrivé.\nوصل الوزير.\tLe ministre est là.\nنعم.\tOui.\nنعم.\toui.\nفارغ\t\n"

// opened is a newsroom whose memory has the table.
func opened(t *testing.T) (*uitest.Newsroom, *uitest.Browser) {
	t.Helper()
	n := uitest.OpenNewsroom(t)
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	_, err := n.Units.Import(t.Context(), n.Actor(workflow.Editor), in, "job", strings.NewReader(table), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return n, n.As(workflow.Editor)
}

// unitOf is the id of the unit on a page that has a text.
func unitOf(t *testing.T, page, text string) string {
	t.Helper()
	for _, m := range regexp.MustCompile(`(?s)<li class="unit" id="u-([^"]+)">(.*?)</li>`).FindAllStringSubmatch(page, -1) {
		if strings.Contains(m[2], text) {
			return m[1]
		}
	}
	t.Fatalf("no unit has %q in\n%s", text, page)
	return ""
}

func TestMemoryIsSearchedAndEditedWithoutScript(t *testing.T) {
	n, editor := opened(t)
	page := n.See(editor.Get("/memory?pair=ar%3Efr&q=الوَزير&side=source"), 200, "<mark>الوزير</mark>", "Le ministre est là.", "importé")
	if strings.Contains(page, "Oui.") {
		t.Error("a unit without the word is listed")
	}
	uitest.CheckData(t, page, "t.tsv", "Le ministre est arrivé.")
	n.See(editor.Get("/memory?q=xyzzy"), 200, "Aucune unité ne correspond")
	n.See(editor.Get("/memory?from=hier"), 200, `aria-invalid="true"`)
	id := unitOf(t, page, "est arrivé")
	form := n.See(editor.Get("/memory/units/"+id), 200, "Le ministre est arrivé.", "Personne n’a modifié cette unité.")
	seq := uitest.Field(form, "seq")
	w := editor.Post("/memory/units/"+id, "seq", seq, "source", "وصل الوزير.", "target", "Le ministre vient d’arriver.")
	page = n.See(editor.Follow(w), 200, "L’unité est enregistrée.", "Le ministre vient d’arriver.", "Modifiée")
	batch := uitest.Field(page, "batch")
	n.See(editor.Post("/memory/units/"+id, "seq", seq, "source", "وصل الوزير.", "target", "Trop tard."), http.StatusConflict,
		"Cette unité a changé entre-temps", "Trop tard.", "Le ministre vient d’arriver.")
	n.See(editor.Post("/memory/units/"+id, "source", "وصل الوزير.", "target", " "), 422, "doivent avoir un texte")
	w = editor.Post("/memory/undo", "batch", batch, "back", "/memory/units/"+id)
	n.See(editor.Follow(w), 200, "1 unité est comme avant.", "Le ministre est arrivé.", "Rétablie")
	translator := n.As(workflow.Translator)
	page = n.See(translator.Get("/memory/units/"+id), 200, "Le ministre est arrivé.")
	if strings.Contains(page, "<textarea") || strings.Contains(page, "/memory/undo") {
		t.Error("a translator has the form of an editor")
	}
}

func TestUnitsAreRemovedAndComeBack(t *testing.T) {
	n, editor := opened(t)
	page := n.See(editor.Get("/memory?pair=ar%3Efr"), 200, "Retirer les unités cochées")
	id := unitOf(t, page, "est là")
	n.See(editor.Follow(editor.Post("/memory/remove", "pair", "ar>fr")), 200, "Aucune unité n’a été choisie.")
	page = n.See(editor.Follow(editor.Post("/memory/remove", "pair", "ar>fr", "unit", id)), 200, "1 unité retirée de la mémoire.")
	if strings.Contains(page, "u-"+id) {
		t.Error("the unit is listed still")
	}
	n.See(editor.Get("/memory/units/"+id), 200, "Cette unité a été retirée de la mémoire.")
	n.See(editor.Follow(editor.Post("/memory/undo", "batch", uitest.Field(page, "batch"), "back", "/memory")), 200, "est là")
	page = n.See(editor.Get("/memory?pair=ar%3Efr&q=ministre"), 200)
	w := editor.Post("/memory/remove", "pair", "ar>fr", "q", "ministre", "all", "1", "seq", uitest.Field(page, "seq"))
	n.See(editor.Follow(w), 200, "2 unités retirées", "Aucune unité ne correspond")
	n.See(editor.Get("/memory?pair=ar%3Efr"), 200, "Oui.")
}

func TestContradictionsAndDuplicatesAreSettled(t *testing.T) {
	n, editor := opened(t)
	page := n.See(editor.Get("/memory/contradictions?pair=ar%3Efr"), 200, "1 groupe", "Garder celle-ci")
	keep := unitOf(t, page, "est là")
	other := unitOf(t, page, "est arrivé")
	w := editor.Post("/memory/keep", "kind", "contradictions", "pair", "ar>fr", "keep", keep, "other", other)
	n.See(editor.Follow(w), 200, "1 unité retirée", "Aucune contradiction.")
	w = editor.Post("/memory/keep", "kind", "contradictions", "pair", "ar>fr", "keep", other, "other", keep)
	n.See(editor.Follow(w), 200, "Cette unité a été retirée")
	n.See(editor.Get("/memory/duplicates?pair=ar%3Efr"), 200, "1 groupe", "Oui.", "oui.")
	n.See(editor.Follow(editor.Post("/memory/merge", "pair", "ar>fr")), 200, "1 unité retirée", "Aucun doublon.")
}

// A file is tried, its report read, and taken in; another is refused with the reason.
func TestFileIsTriedAndTakenIn(t *testing.T) {
	n, editor := opened(t)
	await := func(path string, words ...string) string {
		for range 500 {
			w := editor.Get(path)
			if !strings.Contains(w.Body.String(), "data-wait") {
				return n.See(w, 200, words...)
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Fatal("the job does not end")
		return ""
	}
	n.See(editor.Upload("/memory/import", "a.doc", []byte("x")), 422, "ce genre de fichier ne peut pas être lu")
	n.See(editor.Post("/memory/import"), 422, "Choisissez un fichier.")
	n.See(editor.Upload("/memory/import", "a.tsv", []byte("نعم.\tOui.\n")), 422, "Choisissez les deux langues")
	file := []byte(table + "لا.\tNon.\nوصل الوزير.\tLe ministre arrive.\n")
	w := editor.Upload("/memory/import", "أخبار.tsv", file, "source-lang", "ar", "target-lang", "fr")
	trial := w.Header().Get("Location")
	await(trial, "أخبار.tsv", "Ajouter 2 unités", "Ajouter seulement", "un texte est vide", "Ligne 5")
	w = editor.Post(trial, "agreeing", "1")
	await(w.Header().Get("Location"), "Ajoutées</dt><dd>1</dd>")
	n.See(editor.Get("/memory?pair=ar%3Efr"), 200, "Non.")
	n.See(editor.Get("/memory/import"), 200, "terminé", trial)
	w = editor.Post(trial, "agreeing", "")
	await(w.Header().Get("Location"), "a déjà été importé")
	w = editor.Upload("/memory/import", "b.tmx", []byte("<tmx><body>"), "source-lang", "ar", "target-lang", "fr")
	await(w.Header().Get("Location"), "abîmé")
	n.See(editor.Get("/memory/import/none"), 404)
}

func TestExportOfWhatIsShown(t *testing.T) {
	n, editor := opened(t)
	w := editor.Get("/memory/file?pair=ar%3Efr&q=ministre&format=tmx")
	body := w.Body.String()
	for _, word := range []string{"<tu ", "Le ministre est là.", "t.tsv"} {
		if !strings.Contains(body, word) {
			t.Errorf("the file lacks %q:\n%s", word, body)
		}
	}
	if w.Code != 200 || strings.Contains(body, "Oui") || !strings.Contains(w.Header().Get("Content-Disposition"), "memory-ar-fr.tmx") {
		t.Errorf("status %d, %v, or a unit that is not shown:\n%s", w.Code, w.Header(), body)
	}
	n.See(editor.Get("/memory/file?pair=ar%3Efr&format=doc"), 422)
}

// What the index found is lit in the form that the text has.
func TestWordsAreLitInAnyForm(t *testing.T) {
	n, editor := opened(t)
	if err := n.Memory.Current(t.Context()); err != nil {
		t.Fatal(err)
	}
	n.See(editor.Get("/memory?pair=ar%3Efr&q=ministres"), 200, "Le <mark>ministre</mark> est là.")
	n.See(editor.Get("/memory?pair=ar%3Efr&q=والوزير"), 200, "وصل <mark>الوزير</mark>.")
	n.See(editor.Get("/memory?pair=ar%3Efr&q=minist"), 200, "Le <mark>minist</mark>re est là.")
}

// To count the units of a large memory takes a while: the pages of a file, which is asked for every second
// while it is read, count none.
func TestPagesOfFilesCountNoUnits(t *testing.T) {
	n, editor := opened(t)
	if page := n.See(editor.Get("/memory/import"), 200, `href="/memory"`); strings.Contains(page, "pair=") {
		t.Error("the page of files asks for the pairs of languages")
	}
	n.See(editor.Get("/memory/import?pair=fr%3Ear"), 200, `href="/memory?pair=fr%3Ear"`)
	n.See(editor.Get("/memory?pair=fr%3Ear"), 200, `href="/memory/import?pair=fr%3Ear"`)
}

// The page of one unit is loaded anew by a save: its text above and its history change with it.
func TestPageOfAUnitIsLoadedAnew(t *testing.T) {
	n, editor := opened(t)
	id := unitOf(t, n.See(editor.Get("/memory?pair=ar%3Efr"), 200), "est là")
	if page := n.See(editor.Get("/memory/units/"+id), 200, "<textarea"); strings.Contains(page, `data-fx="u-`) {
		t.Error("the form swaps a part of the page")
	}
	r := httptest.NewRequest("GET", "/memory/units/"+id, nil)
	r.Header.Set("Fx-Target", "u-"+id)
	if part := editor.Send(r).Body.String(); !strings.Contains(part, `data-fx="u-`) {
		t.Errorf("the form of a row in a list swaps no row:\n%s", part)
	}
}

// An import that a person ended is called cancelled, says how far it came, and how to go on.
func TestCancelledImportSaysSo(t *testing.T) {
	n, editor := opened(t)
	w := editor.Upload("/memory/import", "a.tsv", []byte("لا.\tNon.\n"), "source-lang", "ar", "target-lang", "fr")
	at := w.Header().Get("Location")
	trial := at[strings.LastIndex(at, "/")+1:]
	in := unit.NewImport{Name: "a.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr", Trial: trial}
	j, err := n.Job.Add(t.Context(), n.Actor(workflow.Editor), workflow.ManageMemory, unit.ImportJob, 5000, in)
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Job.Cancel(t.Context(), n.Actor(workflow.Editor), workflow.ManageMemory, j.ID); err != nil {
		t.Skip("it was faster: ", err)
	}
	n.See(editor.Get("/memory/import/"+j.ID), 200, "Importer de nouveau")
	n.See(editor.Get("/memory/import"), 200, "annulé")
}
