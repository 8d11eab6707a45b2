package ui

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// A day of an article by page: assigned, translated, reviewed, signed off, published.
func TestArticleGoesFromAssignmentToPublication(t *testing.T) {
	n := openNewsroom(t)
	v := n.article(arabicArticle, 0)
	at, editor := "/articles/"+v.ID, n.as(workflow.Editor)
	page := n.see(editor.get(at), 200, "3 segments sont à traduire", "Pas encore possible")
	checkData(t, page, "الرباط وباريس تعززان شراكتهما")
	w := editor.post(at+"/assignments", "assignee", n.people[workflow.Translator].ID,
		"role", "translator", "from", "٢", "to", "3", "due", "2024-10-28T17:30", "note", "Les noms.")
	n.see(editor.follow(w), 200, "Les segments sont attribués", "2–3", "Les noms.")
	translator := n.as(workflow.Translator)
	n.see(translator.follow(translator.post(at+"/claim", "from", "1")), 200, "Les segments sont à vous")
	n.see(editor.post(at+"/sign"), 422, "3 segments ne sont pas encore relus")
	n.translate(v.ID, "Une traduction.")
	n.see(editor.get(at), 200, "3 segments attendent la relecture")
	n.approve(v.ID)
	n.see(editor.post(at+"/publish"), 422, "bon à publier d’abord")
	n.see(editor.follow(editor.post(at+"/sign")), 200, "Le bon à publier est donné", "Publier")
	n.see(editor.follow(editor.post(at+"/publish")), 200, "L’article est publié")
	reader := n.as(workflow.Reader)
	n.see(reader.get("/"), 200, `data-article="`+v.ID+`"`)
	page = n.see(reader.get(at), 200, "Une traduction.", at+"/export")
	for _, hiddenFrom := range []string{"/assignments", "/bench", "Attributions"} {
		if strings.Contains(page, hiddenFrom) {
			t.Errorf("a Reader sees %s", hiddenFrom)
		}
	}
}

func TestAssignmentsAreHandedOverAndTakenBack(t *testing.T) {
	n := openNewsroom(t)
	v := n.article(arabicArticle, 0)
	at, translator := "/articles/"+v.ID, n.as(workflow.Translator)
	translator.follow(translator.post(at + "/claim"))
	a := n.view(v.ID).Assignments[0]
	n.see(translator.post(at+"/assignments/"+a.ID+"/hand-over"), 422, "Choisissez une personne")
	n.see(translator.follow(translator.post(at+"/assignments/"+a.ID+"/hand-over",
		"person", n.people[workflow.Editor].ID, "note", "Je pars.")), 200, "L’attribution est transmise",
		"Je pars.")
	n.see(translator.post(at+"/claim"), 409, "Quelqu’un a déjà pris")
	editor := n.as(workflow.Editor)
	a = n.view(v.ID).Assignments[0]
	n.see(editor.follow(editor.post(at+"/assignments/"+a.ID+"/take-back")), 200,
		"de nouveau libres", "3 segments libres")
}

func TestReviewerIsNotTheTranslator(t *testing.T) {
	n := openNewsroom(t)
	v := n.article(arabicArticle, 0)
	at, chief := "/articles/"+v.ID+"/assignments", n.as(workflow.Chief)
	who := n.people[workflow.Editor].ID
	chief.follow(chief.post(at, "assignee", who, "role", "translator"))
	n.see(chief.post(at, "assignee", who, "role", "editor"), 422, "ne peut pas le relire", "open")
	n.see(chief.post(at, "assignee", who, "role", "editor", "from", "x"), 422, "numéro de segment")
	n.see(chief.post(at, "assignee", "", "role", "editor"), 422, "Choisissez une personne")
	n.see(chief.follow(chief.post(at, "assignee", who, "role", "editor", "override", "seule de garde")),
		200, "Les segments sont attribués")
}

func TestFactsAndBlocksAreCorrected(t *testing.T) {
	n := openNewsroom(t)
	v := n.article(arabicArticle, 0)
	at, chief := "/articles/"+v.ID, n.as(workflow.Chief)
	n.see(chief.post(at, "title", " ", "note", "à garder"), 422, "Donnez un titre", "à garder")
	n.see(chief.follow(chief.post(at, "title", "عنوان آخر", "urgency", "2", "due", "2024-10-28 18:00")),
		200, "La fiche est enregistrée", "عنوان آخر", "Flash", "2024-10-28T18:00")
	kind := at + "/blocks/" + v.Blocks[1].ID + "/kind"
	chief.follow(chief.post(kind, "kind", "quote"))
	if got := n.view(v.ID).Blocks[1].Kind; got != bitext.Quote {
		t.Errorf("kind %q, want quote", got)
	}
	if w := chief.post(kind, "kind", "poem"); w.Code != 422 {
		t.Errorf("an unknown kind: status %d, want 422", w.Code)
	}
}

func TestSourceIsCorrectedAndRetracted(t *testing.T) {
	n := openNewsroom(t)
	v := n.article(arabicArticle, 0)
	n.translate(v.ID, "Une traduction.")
	at, editor := "/articles/"+v.ID, n.as(workflow.Editor)
	one := at + "/segments/" + v.Segments[1].ID + "/correct"
	page := n.see(editor.get(one), 200, "Corriger la source du segment 2")
	version := hidden(t, page, "version")
	n.see(editor.post(one, "source", "", "grade", "fact", "version", version), 422, "ne peut pas être vide")
	n.see(editor.post(one, "source", "نص آخر.", "version", version), 422, "Dites ce que change")
	n.see(editor.follow(editor.post(one, "source", "نص آخر.", "grade", "fact", "version", version)), 200,
		"La source du segment 2 est corrigée", "1 segment dont la source a été corrigée")
	n.see(editor.post(one, "source", "نص ثالث.", "grade", "typo", "version", version), 409,
		"Ce segment a changé entre-temps", "نص ثالث.", "نص آخر.")
	n.see(editor.post(at+"/retract"), 422, "Donnez le motif du retrait")
	n.see(editor.follow(editor.post(at+"/retract", "reason", "démenti")), 200, "La source a été retirée")
	n.see(editor.get("/?show=all"), 200, "Bloqués", "Source retirée")
}
