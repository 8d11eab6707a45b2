package memory_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

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
	n.See(editor.Get("/memory?from=2024-10-02&until=2024-10-01"), 200, `id="until-problem"`)
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
	all := []string{"pair", "ar>fr", "q", "ministre", "all", "1", "seq", uitest.Field(page, "seq")}
	n.See(editor.Post("/memory/remove", all...), 200, "Cette recherche montre 2 unités.", "ministre", "Retirer 2 unités", "autofocus",
		`name="seq" value="`+uitest.Field(page, "seq")+`"`, `name="q" value="ministre"`)
	n.See(editor.Get("/memory?pair=ar%3Efr&q=ministre"), 200, "est là")
	n.See(editor.Post("/memory/remove", "pair", "ar>fr", "q", "xyzzy", "all", "1"), 200, "Cette recherche montre 0 unité")
	w := editor.Post("/memory/remove", append(all, "sure", "1")...)
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
	await := func(path string, words ...string) string { return n.SeeEnd(editor, path, words...) }
	n.See(editor.Upload("/memory/import", "a.doc", []byte("x")), 422, "ce genre de fichier ne peut pas être lu")
	n.See(editor.Post("/memory/import"), 422, "Choisissez un fichier.")
	n.See(editor.Upload("/memory/import", "a.tsv", []byte("نعم.\tOui.\n")), 422, "Choisissez les deux langues")
	n.See(editor.Upload("/memory/import", "a.tsv", []byte("fr\tn\n\x9f\x92\x00\x81\x07\xfe\x90\x8f\x01\x02")), 422, `id="file-problem"`,
		"Le fichier est abîmé, ou n’est pas de ce genre (ligne 2, octet 6).")
	n.See(editor.Upload("/memory/import", "a.csv", []byte(" ")), 422, "Le fichier est vide.")
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
	await(w.Header().Get("Location"), "abîmé", "<bdi>b.tmx</bdi>")
	n.See(editor.Get("/memory/import"), 200, "<bdi>أخبار.tsv</bdi>", "<bdi>b.tmx</bdi>")
	n.See(editor.Get("/memory/import/none"), 404)
}

// A trial says how the columns of a table are read and warns of what may not be meant; what was taken in is undone as one.
func TestTrialWarnsAndImportIsUndone(t *testing.T) {
	n, editor := opened(t)
	file := []byte("sep=;\nFrançais;Note;Arabe\nصباح الخير;;Bonjour\nمساء الخير A;x;Bonsoir\nрадио;;إذاعة\n12;;رقم\nOui;;\nbien;;جيد;y\n")
	trial := editor.Upload("/memory/import", "a.csv", file).Header().Get("Location")
	n.SeeEnd(editor, trial, "<bdi>Français</bdi> →", "Source <bdi class=\"chip\" dir=\"ltr\">fr</bdi>", "<bdi>Note</bdi> →",
		"laissée de côté", "Les colonnes semblent inversées : dans 2 entrées", "<bdi lang=\"ar\">Bonjour</bdi>",
		"1 entrée a un texte qui n’est pas dans l’écriture de sa langue", "радио", "1 entrée a un texte sans aucune lettre",
		"1 unité n’a de texte que dans une langue", "1 ligne a du texte dans des colonnes en trop")
	taken := editor.Post(trial, "agreeing", "").Header().Get("Location")
	page := n.SeeEnd(editor, taken, "Ajoutées</dt><dd>5</dd>", "Annuler l’importation")
	n.See(editor.Get("/memory?pair=fr%3Ear"), 200, "Bonsoir")
	w := editor.Post("/memory/undo", "batch", uitest.Field(page, "batch"), "back", uitest.Field(page, "back"))
	undone := n.See(editor.Follow(w), 200, "5 unités retirées de la mémoire.", "L’importation est annulée.",
		"<bdi>"+n.Actor(workflow.Editor).Name+"</bdi> · <time", "Rétablir l’importation")
	if strings.Contains(undone, "Annuler l’importation") {
		t.Error("what is undone can be undone")
	}
	n.See(editor.Get("/memory?pair=fr%3Ear"), 200, "La mémoire est vide")
	w = editor.Post("/memory/undo", "batch", uitest.Field(page, "batch"), "back", taken)
	n.See(editor.Follow(w), 200, "C’est déjà annulé.", "L’importation est annulée.")
	w = editor.Post("/memory/undo", "batch", uitest.Field(undone, "batch"), "back", taken)
	page = n.See(editor.Follow(w), 200, "5 unités sont comme avant.", "Annuler l’importation")
	if strings.Contains(page, "est annulée") {
		t.Error("what is restored is called undone")
	}
	page = n.See(editor.Get("/memory?pair=fr%3Ear"), 200, "Bonsoir")
	n.See(editor.Follow(editor.Post("/memory/remove", "pair", "fr>ar", "unit", unitOf(t, page, "Bonsoir"))), 200, "1 unité retirée")
	n.See(editor.Get(taken), 200, "Une partie de l’importation a été annulée. 4 unités du fichier", "Annuler l’importation")
}

// Many units are removed by a job, whose page undoes it; so are the units that come back.
func TestManyUnitsAreRemovedByAJob(t *testing.T) {
	n, editor := opened(t)
	var file strings.Builder
	for i := range unit.Many + 1 {
		fmt.Fprintf(&file, "نص %d.\tTexte %d.\n", i, i)
	}
	in := unit.NewImport{Name: "many.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	_, err := n.Units.Import(t.Context(), n.Actor(workflow.Editor), in, "job2", strings.NewReader(file.String()), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	w := editor.Post("/memory/remove", "pair", "ar>fr", "q", "texte", "all", "1", "sure", "1")
	page := n.SeeEnd(editor, w.Header().Get("Location"), "501 unités retirées de la mémoire.", "Annuler")
	n.See(editor.Get("/memory?pair=ar%3Efr&q=texte"), 200, "Aucune unité ne correspond", w.Header().Get("Location"), "terminé",
		"Retirer de la mémoire :", "texte «\u00a0", "\u2068501\u2069 sur \u2068501\u2069", n.Actor(workflow.Editor).Name)
	n.See(editor.Get(w.Header().Get("Location")), 200, "texte «\u00a0", n.Actor(workflow.Editor).Name)
	n.See(editor.Get("/memory?pair=ar%3Efr"), 200, "Le ministre est là.")
	undo := editor.Post("/memory/undo", "batch", uitest.Field(page, "batch"), "back", "/memory")
	page = n.SeeEnd(editor, undo.Header().Get("Location"), "501 unités sont comme avant.")
	n.See(editor.Get("/memory?pair=ar%3Efr&q=texte"), 200, "Texte")
	if page := n.See(editor.Get(w.Header().Get("Location")), 200, "Ce changement a été annulé depuis."); strings.Contains(page, `name="batch"`) {
		t.Error("a change that was undone can be undone")
	}
	w = editor.Post("/memory/undo", "batch", uitest.Field(page, "batch"), "back", "/memory")
	n.SeeEnd(editor, w.Header().Get("Location"), "501 unités sont comme avant.")
	n.See(editor.Get("/memory?pair=ar%3Efr&q=texte"), 200, "Aucune unité ne correspond")
	w = editor.Post("/memory/remove", "pair", "ar>fr", "all", "1", "sure", "1")
	n.See(editor.Follow(w), 200, "4 unités retirées de la mémoire.")
	n.See(editor.Post("/memory/undo", "batch", "none", "back", "/memory"), 404)
	n.See(editor.Get("/memory/changes/none"), 404)
	translator := n.As(workflow.Translator)
	n.See(translator.Get(undo.Header().Get("Location")), 403)
	if strings.Contains(n.See(translator.Get("/memory"), 200), "/memory/changes/") {
		t.Error("a translator is led to the changes of editors")
	}
}

// A change that a person stopped says so, and undoes what it had done.
func TestStoppedChangeIsUndone(t *testing.T) {
	n, editor := opened(t)
	_, err := n.Units.RunChange(t.Context(), n.Actor(workflow.Editor), workflow.JobTask{Job: workflow.Job{ID: "job3"},
		Parts:    [][]byte{[]byte(`{"remove": {"Query": {"SourceLang": "ar", "TargetLang": "fr"}}}`)},
		Progress: func(int, int) {}})
	if err != nil {
		t.Fatal(err)
	}
	n.KeepStopped(workflow.Editor, workflow.Job{ID: "job3", Kind: unit.ChangeJob, Steps: 4, Total: 5000})
	page := strings.Join(strings.Fields(n.See(editor.Get("/memory/changes/job3"), 200, "Ce travail a été arrêté.",
		"4 unités retirées de la mémoire.", `name="batch" value="job3"`)), " ")
	if !strings.Contains(page, "en tout") {
		t.Error("the page does not say of how many")
	}
	n.See(editor.Get("/memory"), 200, "arrêté à la demande")
	n.KeepStopped(workflow.Editor, workflow.Job{ID: "job4", Kind: unit.ChangeJob, Total: 5000})
	if page := n.See(editor.Get("/memory/changes/job4"), 200, "0 unité"); strings.Contains(page, `name="batch"`) {
		t.Error("what was not begun can be undone")
	}
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
	n.KeepStopped(workflow.Editor, workflow.Job{ID: "job", Kind: unit.ImportJob, Steps: 100, Total: 5000})
	n.See(editor.Get("/memory/import/job"), 200, "4 unités du fichier sont dans la mémoire.", "Importer de nouveau",
		`name="batch" value="job"`)
	n.KeepStopped(workflow.Editor, workflow.Job{ID: "job3", Kind: unit.ImportJob, Total: 5000})
	n.See(editor.Get("/memory/import/job3"), 200, "0 unité du fichier", "Importer de nouveau")
	n.See(editor.Get("/memory/import"), 200, "arrêté")
}

// The page of an import that goes on after the program was killed says what is in, though its progress was not kept.
func TestKilledImportSaysWhatIsIn(t *testing.T) {
	n, editor := opened(t)
	err := n.Store.Update(t.Context(), func(tx workflow.Tx) error {
		return tx.AddJob(workflow.Job{ID: "job", Kind: unit.ImportJob, By: n.Actor(workflow.Editor).ID, At: n.Now(), State: workflow.JobRunning,
			Total: 5000})
	})
	if err != nil {
		t.Fatal(err)
	}
	n.See(editor.Get("/memory/import/job"), 200, "<span>4 unités sont traitées.")
}
