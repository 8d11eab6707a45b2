package article_test

import (
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// A day of an article by page: assigned, translated, reviewed, signed off, published.
func TestArticleGoesFromAssignmentToPublication(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	at, editor := "/articles/"+v.ID, n.As(workflow.Editor)
	page := n.See(editor.Get(at), 200, "3 segments sont à traduire", "Pas encore possible")
	uitest.CheckData(t, page, "الرباط وباريس تعززان شراكتهما")
	w := editor.Post(at+"/assignments", "assignee", n.People[workflow.Translator].ID,
		"role", "translator", "from", "٢", "to", "3", "due", "2024-10-28T17:30", "note", "Les noms.")
	n.See(editor.Follow(w), 200, "Les segments sont attribués", "2–3", "Les noms.")
	translator := n.As(workflow.Translator)
	n.See(translator.Follow(translator.Post(at+"/claim", "from", "1")), 200, "Les segments sont à vous")
	n.See(editor.Post(at+"/sign"), 422, "3 segments ne sont pas encore approuvés")
	n.Translate(v.ID, "Une traduction.")
	n.See(editor.Get(at), 200, "3 segments attendent la relecture")
	n.Approve(v.ID)
	n.See(editor.Post(at+"/publish"), 422, "bon à publier d’abord")
	n.See(editor.Follow(editor.Post(at+"/sign")), 200, "Le bon à publier est donné", "Publier")
	n.See(editor.Follow(editor.Post(at+"/publish")), 200, "L’article est publié")
	reader := n.As(workflow.Reader)
	n.See(reader.Follow(reader.Get("/")), 200, `href="/editions/`+v.ID+`"`)
	page = n.See(reader.Follow(reader.Get(at)), 200, "Une traduction.", "/editions/"+v.ID+"/file")
	for _, hiddenFrom := range []string{"/assignments", "/bench", "Attributions"} {
		if strings.Contains(page, hiddenFrom) {
			t.Errorf("a Reader sees %s", hiddenFrom)
		}
	}
}

func TestAssignmentsAreHandedOverAndTakenBack(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	at, translator := "/articles/"+v.ID, n.As(workflow.Translator)
	translator.Follow(translator.Post(at + "/claim"))
	a := n.View(v.ID).Assignments[0]
	n.See(translator.Post(at+"/assignments/"+a.ID+"/hand-over"), 422, "Choisissez une personne")
	n.See(translator.Follow(translator.Post(at+"/assignments/"+a.ID+"/hand-over",
		"person", n.People[workflow.Editor].ID, "note", "Je pars.")), 200, "L’attribution est transmise",
		"Je pars.")
	n.See(translator.Post(at+"/claim"), 409, "Ces segments sont déjà pris")
	editor := n.As(workflow.Editor)
	a = n.View(v.ID).Assignments[0]
	n.See(editor.Follow(editor.Post(at+"/assignments/"+a.ID+"/take-back")), 200,
		"de nouveau libres", "3 segments libres")
}

func TestReviewerIsNotTheTranslator(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	at, chief := "/articles/"+v.ID+"/assignments", n.As(workflow.Chief)
	who := n.People[workflow.Editor].ID
	chief.Follow(chief.Post(at, "assignee", who, "role", "translator"))
	n.See(chief.Post(at, "assignee", who, "role", "editor"), 422, "ne peut pas le relire", "open")
	n.See(chief.Post(at, "assignee", who, "role", "editor", "from", "x"), 422, "numéro de segment")
	n.See(chief.Post(at, "assignee", "", "role", "editor"), 422, "Choisissez une personne")
	n.See(chief.Follow(chief.Post(at, "assignee", who, "role", "editor", "override", "seule de garde")),
		200, "Les segments sont attribués")
}

func TestFactsAndBlocksAreCorrected(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	at, chief := "/articles/"+v.ID, n.As(workflow.Chief)
	n.See(chief.Post(at, "title", " ", "note", "à garder"), 422, "Donnez un titre", "à garder")
	n.See(chief.Follow(chief.Post(at, "title", "عنوان آخر", "urgency", "2", "due", "2024-10-28 18:00")),
		200, "La fiche est enregistrée", "عنوان آخر", "Flash", "2024-10-28T18:00")
	kind := at + "/blocks/" + v.Blocks[1].ID + "/kind"
	chief.Follow(chief.Post(kind, "kind", "quote"))
	if got := n.View(v.ID).Blocks[1].Kind; got != bitext.Quote {
		t.Errorf("kind %q, want quote", got)
	}
	if w := chief.Post(kind, "kind", "poem"); w.Code != 422 {
		t.Errorf("an unknown kind: status %d, want 422", w.Code)
	}
}

func TestSourceIsCorrectedAndRetracted(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une traduction.")
	at, editor := "/articles/"+v.ID, n.As(workflow.Editor)
	one := at + "/segments/" + v.Segments[1].ID + "/correct"
	page := n.See(editor.Get(one), 200, "Corriger la source du segment 2")
	version := uitest.Hidden(t, page, "version")
	n.See(editor.Post(one, "source", "", "grade", "fact", "version", version), 422, "ne peut pas être vide")
	n.See(editor.Post(one, "source", "نص آخر.", "version", version), 422, "Dites ce que change")
	n.See(editor.Follow(editor.Post(one, "source", "نص آخر.", "grade", "fact", "version", version)), 200,
		"La source du segment 2 est corrigée", "1 segment dont la source a été corrigée")
	n.See(editor.Post(one, "source", "نص ثالث.", "grade", "typo", "version", version), 409,
		"Ce segment a changé entre-temps", "نص ثالث.", "نص آخر.")
	n.See(editor.Post(at+"/retract"), 422, "Donnez le motif du retrait")
	n.See(editor.Follow(editor.Post(at+"/retract", "reason", "démenti")), 200, "La source a été retirée")
	n.See(editor.Get("/board?show=all"), 200, "Bloqués", "Source retirée")
}
