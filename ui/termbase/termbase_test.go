package termbase_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/format/terms"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// concept is one of these terms: "ar لفتيت" is preferred, "fr! Lefteet" forbidden.
func concept(terms ...string) term.Concept {
	c := term.Concept{Type: term.Person, Domain: "gouvernement"}
	for _, t := range terms {
		tag, text, _ := strings.Cut(t, " ")
		one := term.Term{Lang: tag[:2], Text: text, Status: term.Preferred}
		if tag[2:] == "!" {
			one.Status, one.Note = term.Deprecated, "ce n’est pas la graphie de MAP"
		}
		c.Terms = append(c.Terms, one)
	}
	return c
}

func add(t testing.TB, n *uitest.Newsroom, as workflow.Role, terms ...string) workflow.Concept {
	t.Helper()
	c, _, err := n.Termbase.Add(t.Context(), n.Actor(as), termbase.NewConcept{Concept: concept(terms...)})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestConceptIsAddedFoundAndRemovedWithoutScript(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	editor := n.As(workflow.Editor)
	page := n.See(editor.Get("/termbase"), 200, "La terminologie est vide", "Ajouter un concept", `name="text-3"`)
	if strings.Contains(page, `id="add" open`) {
		t.Error("the form of a new concept is open with nothing in it")
	}
	n.See(editor.Post("/termbase/concepts", "type", "person", "text-0", " ", "lang-0", "ar"), 422,
		"au moins un terme", `id="add" open`, `aria-invalid="true"`)
	w := editor.Post("/termbase/concepts", "type", "person", "domain", "gouvernement", "note", "Ministre",
		"source", "https://maroc.example/", "lang-0", "ar", "text-0", "عبد الوافي لفتيت", "short-0", "لفتيت",
		"lang-1", "fr", "text-1", "Abdelouafi Laftit", "status-1", "preferred", "gender-1", "masculine",
		"lang-2", "fr", "text-2", "Abdelwafi Lefteet", "status-2", "deprecated", "why-2", "graphie anglaise",
		"lang-3", "ar", "text-3", "")
	page = n.See(editor.Follow(w), 200, "Le concept est ajouté.", "Abdelouafi Laftit", "Proscrit",
		`<s class="term" lang="fr" dir="ltr">Abdelwafi Lefteet</s>`, "graphie anglaise", "Personne",
		`href="https://maroc.example/"`, "masculin", "لفتيت", "Aucune unité de la mémoire")
	uitest.CheckData(t, page, "عبد الوافي لفتيت", "Abdelwafi Lefteet", "gouvernement")
	path := w.Header().Get("Location")
	n.See(editor.Post("/termbase/concepts", "lang-0", "fr", "text-0", "Abdelouafi Laftit"), 409,
		"Un autre concept a déjà le terme", `href="`+path+`"`, "Ajouter quand même", `value="Abdelouafi Laftit"`)
	for _, filter := range []string{"q=lefteet", "q=لفتيت&type=person", "domain=gouvernement&state=settled"} {
		n.See(editor.Get("/termbase?"+filter), 200, "Abdelouafi Laftit")
	}
	n.See(editor.Get("/termbase?type=place"), 200, "Aucun concept ne correspond")
	n.See(editor.Get("/termbase?type=thing"), 422, "thing")
	n.See(editor.Follow(editor.Post("/termbase/remove")), 200, "Aucun concept n’a été choisi.")
	id := path[strings.LastIndex(path, "/")+1:]
	page = n.See(editor.Follow(editor.Post("/termbase/remove", "concept", id)), 200, "1 concept retiré")
	n.See(editor.Get(path), 200, "n’est plus dans la terminologie")
	w = editor.Post("/termbase/undo", "batch", uitest.Field(page, "batch"), "back", path)
	n.See(editor.Follow(w), 200, "1 concept est comme avant.", "Rétabli")
}

func TestEditIsKeptAndAConflictKeepsBoth(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	c := add(t, n, workflow.Editor, "ar وزير", "fr ministre")
	editor := n.As(workflow.Editor)
	path := "/termbase/concepts/" + c.ID
	seq := uitest.Field(n.See(editor.Get(path), 200, "Ajouté"), "seq")
	fields := []string{"seq", seq, "type", "title", "lang-0", "ar", "text-0", "وزير", "status-0", "preferred", "lang-1", "fr"}
	w := editor.Post(path, append(fields, "text-1", "Ministre d’État", "status-1", "preferred")...)
	page := n.See(editor.Follow(w), 200, "Le concept est enregistré.", `<del dir="auto" lang="fr">ministre</del>`,
		`<ins dir="auto" lang="fr">Ministre d’État</ins>`, "Titre ou fonction")
	batch := uitest.Field(page, "batch")
	n.See(editor.Post(path, append(fields, "text-1", "trop tard")...), http.StatusConflict,
		"a changé entre-temps", `value="trop tard"`, "Le concept est maintenant", "Ministre d’État")
	n.See(editor.Post(path, append(fields, "text-1", "!!")...), 422, "au moins un mot", `aria-describedby="text-1-problem"`)
	n.See(editor.Post(path, append(fields, "text-1", "un", "status-1", "preferred", "lang-2", "fr", "text-2", "deux",
		"status-2", "preferred")...), 422, "un seul terme préféré", `aria-describedby="status-2-problem"`)
	n.See(editor.Follow(editor.Post("/termbase/undo", "batch", batch, "back", path)), 200, "ministre")
	page = n.See(n.As(workflow.Translator).Get(path), 200, "ministre")
	if strings.Contains(page, "concept-form") || strings.Contains(page, "/termbase/undo") {
		t.Error("a translator has the form of an editor")
	}
}

func TestProposalsAreSettledWithoutScript(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	translator, editor := n.As(workflow.Translator), n.As(workflow.Editor)
	n.See(translator.Get("/termbase"), 200, "Proposer un concept", "La terminologie est vide. Proposez un concept")
	n.See(editor.Get("/termbase"), 200, "La terminologie est vide. Ajoutez un concept")
	w := translator.Post("/termbase/concepts", "type", "person", "lang-0", "ar", "text-0", "روتايو", "lang-1", "fr",
		"text-1", "Rotayo")
	n.See(translator.Follow(w), 200, "un éditeur décidera")
	n.See(translator.Post("/termbase/concepts", "lang-0", "fr", "text-0", "Rotayo"), 409, "Proposer quand même")
	first := strings.TrimPrefix(w.Header().Get("Location"), "/termbase/concepts/")
	second := add(t, n, workflow.Translator, "ar ماكرون", "fr Makron")
	third := add(t, n, workflow.Translator, "ar لفتيت", "fr Laftit")
	page := n.See(editor.Get("/termbase/proposals"), 200, "Rotayo", "Makron", "ليلى translator", "Accepter", "Refuser")
	uitest.CheckData(t, page, "روتايو", "Rotayo")
	w = editor.Post("/termbase/proposals/"+second.ID+"/decline", "reason", "Macron s’écrit avec c")
	n.See(editor.Follow(w), 200, "La proposition est refusée.")
	w = editor.Post("/termbase/proposals/"+third.ID+"/accept", "seq", "1")
	n.See(editor.Follow(w), 200, "a changé entre-temps")
	n.See(editor.Follow(editor.Post("/termbase/proposals/"+third.ID+"/accept")), 200, "La proposition est acceptée.")
	form := n.See(editor.Get("/termbase/concepts/"+first+"?back=/termbase/proposals"), 200, "Enregistrer et accepter")
	w = editor.Post("/termbase/concepts/"+first, "seq", uitest.Field(form, "seq"), "back", "/termbase/proposals",
		"do", "accept", "type", "person", "lang-0", "ar", "text-0", "روتايو", "lang-1", "fr", "text-1", "Retailleau")
	n.See(editor.Follow(w), 200, "La proposition est acceptée.", "Aucune proposition n’attend.")
	page = n.See(translator.Get("/termbase/proposals"), 200, "Vos propositions", "Macron s’écrit avec c", "Refusée",
		"Acceptée", "Retailleau")
	if strings.Contains(page, "/accept") {
		t.Error("a translator settles")
	}
	own := add(t, n, workflow.Translator, "fr Paris")
	n.See(translator.Get("/termbase/proposals"), 200, "Retirer ma proposition")
	n.See(translator.Follow(translator.Post("/termbase/proposals/"+own.ID+"/decline")), 200, "Votre proposition est retirée.")
}

// A file is tried, its report read, and taken in; what was taken in is handed out.
func TestFileIsTriedAndTakenIn(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	c := add(t, n, workflow.Editor, "ar وزير", "fr ministre")
	editor := n.As(workflow.Editor)
	await := func(path string, words ...string) string { return n.SeeEnd(editor, path, words...) }
	n.See(editor.Upload("/termbase/import", "a.doc", []byte("x")), 422, "ce genre de fichier ne peut pas être lu")
	n.See(editor.Post("/termbase/import"), 422, "Choisissez un fichier.")
	file := []byte("ar,fr,fr forbidden,note\nلفتيت,Laftit,Lefteet,\nوزير,secrétaire,,\n,,,rien\n")
	trial := editor.Upload("/termbase/import", "أسماء.csv", file).Header().Get("Location")
	page := await(trial, "أسماء.csv", "Reprendre 2 concepts", "tels qu’ils ont été lus", "autre traduction préférée", "il n’y a pas de terme", c.ID)
	uitest.CheckData(t, page, "أسماء.csv", "وزير")
	w := editor.Post(trial, "agreeing", "1")
	page = await(w.Header().Get("Location"), "Écrits</dt><dd>1</dd>")
	n.See(editor.Get("/termbase"), 200, "Lefteet", "ministre", "format=xlsx")
	n.See(editor.Get("/termbase/import"), 200, "terminé", trial, "<bdi>أسماء.csv</bdi>")
	w = editor.Get("/termbase/file?format=tbx&q=laftit")
	if body := w.Body.String(); w.Code != 200 || !strings.Contains(body, "Lefteet") || strings.Contains(body, "ministre") {
		t.Errorf("status %d\n%s", w.Code, body)
	}
	n.See(editor.Get("/termbase/file?format=doc"), 422)
	w = editor.Post("/termbase/undo", "batch", uitest.Field(page, "batch"), "back", "/termbase")
	n.See(editor.Follow(w), 200, "1 concept est comme avant.")
	n.See(editor.Get("/termbase/import/none"), 404)
}

// An import that a person stopped can be undone; another may look at it, and not stop it.
func TestStoppedImportIsUndone(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	_, err := n.Termbase.Import(t.Context(), n.Actor(workflow.Editor), termbase.NewImport{Name: "g.csv", Format: terms.CSV}, "job3",
		strings.NewReader("ar,fr\nملك,roi\nوزير,ministre\n"), func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	n.KeepStopped(workflow.Editor, workflow.Job{ID: "job3", Kind: termbase.ImportJob, Steps: 2, Total: 5000})
	n.See(n.As(workflow.Editor).Get("/termbase/import/job3"), 200, "Ce travail a été arrêté.",
		"2 concepts du fichier ont été ajoutés ou changés.", `name="batch" value="job3"`)
}

// An import of many is undone by a job, whose page undoes the undo.
func TestImportOfManyIsUndoneByAJob(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	editor := n.As(workflow.Editor)
	var file strings.Builder
	file.WriteString("ar,fr\n")
	for i := range termbase.Many + 1 {
		fmt.Fprintf(&file, "مصطلح %d,terme %d\n", i, i)
	}
	trial := editor.Upload("/termbase/import", "a.csv", []byte(file.String())).Header().Get("Location")
	n.SeeEnd(editor, trial, "Reprendre 501 concepts")
	w := editor.Post(trial)
	taken := w.Header().Get("Location")
	page := n.SeeEnd(editor, taken, "Écrits</dt><dd>501</dd>")
	w = editor.Post("/termbase/undo", "batch", uitest.Field(page, "batch"), "back", "/termbase")
	page = n.SeeEnd(editor, w.Header().Get("Location"), "501 concepts sont comme avant.")
	n.See(editor.Get("/termbase"), 200, "La terminologie est vide", w.Header().Get("Location"))
	imported := n.See(editor.Get(taken), 200, "L’importation est annulée.", "Rétablir l’importation")
	if got, want := uitest.Field(imported, "batch"), uitest.Field(page, "batch"); got != want {
		t.Errorf("the import is restored by %s, want %s", got, want)
	}
	w = editor.Post("/termbase/undo", "batch", strings.TrimPrefix(taken, "/termbase/import/"), "back", "/termbase")
	n.SeeEnd(editor, w.Header().Get("Location"), "C’est déjà annulé.")
	w = editor.Post("/termbase/undo", "batch", uitest.Field(page, "batch"), "back", "/termbase")
	n.SeeEnd(editor, w.Header().Get("Location"), "501 concepts sont comme avant.")
	n.See(editor.Get("/termbase?q=terme+7"), 200, "terme 7")
	page = n.See(editor.Get("/termbase?q=terme+7"), 200)
	id := regexp.MustCompile(`/termbase/concepts/([0-9a-f-]+)`).FindStringSubmatch(page)[1]
	if _, _, err := n.Termbase.Remove(t.Context(), n.Actor(workflow.Editor), []string{id}); err != nil {
		t.Fatal(err)
	}
	n.See(editor.Get(taken), 200, "Une partie de l’importation a été annulée.", "Annuler l’importation")
}

// A trial warns of what may not be meant, with the first lines, and has the number of a concept of a file on one line.
func TestTrialWarnsBeforeAFileIsTakenIn(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"swapped.csv": {"fr,ar\nوزير,ministre\nملك,roi\n,palais\n", []string{"Les colonnes semblent inversées : dans 2 entrées", "<bdi>fr</bdi> → terme <bdi class=\"chip\" dir=\"ltr\">fr</bdi>",
			"Ligne 2 : <bdi lang=\"ar\">ministre</bdi>", "1 nouveau concept n’a de termes que dans une langue"}},
		"tabs.tsv": {"ar\tfr\nوزير\t\"ministre\nملك\troi\tn. m.\n", []string{"1 ligne a une cellule dont le guillemet",
			"Ligne 2 : <bdi>&#34;ministre</bdi>", "1 ligne a du texte dans des colonnes en trop", "Ligne 3 : <bdi>n. m.</bdi>"}},
		"line.tbx": {`<tbx type="TBX-Basic" style="dct"><text><body><conceptEntry/><conceptEntry><langSec xml:lang="fr"><termSec><term>roi</term></termSec></langSec></conceptEntry></body></text></tbx>`,
			[]string{"Concept 1 : il n’y a pas de terme", "Concept 2 : <bdi lang=\"fr\">roi</bdi>"}},
	} {
		t.Run(name, func(t *testing.T) {
			trial := n.As(workflow.Editor).Upload("/termbase/import", name, []byte(c.file)).Header().Get("Location")
			page := strings.Join(strings.Fields(n.SeeEnd(n.As(workflow.Editor), trial)), " ") // a space that does not break too
			for _, words := range c.want {
				if _, main, _ := strings.Cut(page, "<main"); !strings.Contains(main, words) {
					t.Errorf("%q is not on the page:\n%s", words, main)
				}
			}
		})
	}
}
