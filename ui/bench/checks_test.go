package bench_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
)

// checkedArticle is an article in a newsroom with checks: its segments have numbers.
func checkedArticle(t testing.TB, to string) *remembered {
	t.Helper()
	r := &remembered{Newsroom: uitest.OpenCheckedNewsroom(t)}
	from, source := "ar", "وصل 12 وزيرا إلى الرباط أمس.\n\nوقّع الوزيران اتفاقا في الرباط."
	if to == "ar" {
		from, source = "fr", "Les 12 ministres sont arrivés à Rabat hier.\n\nLes ministres ont signé un accord à Rabat."
	}
	r.New = r.add(t, from, to, source)
	r.ID = r.New[0].Article
	return r
}

func (r *remembered) save(t testing.TB, n int, target string, confirm bool) error {
	t.Helper()
	g, err := r.Article.Segment(t.Context(), r.Actor(workflow.Translator), r.New[n-1].ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Desk.Save(t.Context(), r.Actor(workflow.Translator), desk.Save{Segment: g.ID, Version: g.Version, Target: target,
		Confirm: confirm})
	return err
}

// A confirmation that a finding blocks is a draft that says so; a finding is dismissed with a reason, and stands again.
func TestFindingsWithoutScript(t *testing.T) {
	r := checkedArticle(t, "fr")
	const wrong = "Hier, 13 ministres sont arrivés à Rabat."
	if err := r.save(t, 1, wrong, true); workflow.KindOf(err) != workflow.Invalid {
		t.Fatalf("a wrong number is confirmed: %v", err)
	}
	g := r.View(r.ID).Segments[0]
	if g.Target.String() != wrong || g.Snapshot.State != bitext.Initial || g.SubState != bitext.Draft {
		t.Fatalf("%q is %s/%s, want it kept as a draft", g.Target, g.Snapshot.State, g.SubState)
	}
	path := "/segments/" + g.ID
	b := r.As(workflow.Translator)
	w := b.Post(path, "version", "2", "target", wrong, "do", "next")
	page := r.See(b.Follow(w), http.StatusOK, "pas confirmé", "Nombres", "13", "Bloque")
	uitest.CheckData(t, page, "13", "12")
	key := uitest.Field(page, "word")
	r.See(b.Post(path+"/dismiss", "check", "number", "word", key, "scope", "segment", "reason", " "), 422, "Dites pourquoi")
	r.See(b.Post(path+"/dismiss", "check", "number", "word", key, "scope", "word", "reason", "x"), 403)
	r.See(b.Post(path+"/dismiss", "check", "none", "word", key, "scope", "segment", "reason", "x"), 422)
	w = b.Post(path+"/dismiss", "check", "number", "word", key, "scope", "segment", "reason", "La dépêche s’est trompée.")
	page = r.See(b.Follow(w), http.StatusOK, "L’alerte est écartée.", "La dépêche s’est trompée.", "1 alerte écartée")
	r.See(b.Get("/articles/"+r.ID+"/checks"), http.StatusOK, "0 alerte", "La dépêche s’est trompée.")
	if err := r.save(t, 1, wrong, true); err != nil {
		t.Errorf("it is not confirmed though the finding was dismissed: %v", err)
	}
	_, rest, _ := strings.Cut(page, "/dismissals/")
	id, _, _ := strings.Cut(rest, "/")
	r.See(r.As(workflow.Reader).Post("/dismissals/"+id+"/restore"), 403)
	r.See(b.Follow(b.Post("/dismissals/"+id+"/restore")), http.StatusOK, "L’alerte est rétablie.", "Bloque")
	page = r.See(b.Get("/articles/"+r.ID+"/checks"), http.StatusOK, "1 alerte.", "1 empêche de confirmer")
	uitest.CheckData(t, page, wrong)
	part := b.Post(path+"/checks", "target", "Hier, 12 ministres sont arrivés à Rabat.")
	if part.Code != http.StatusOK || !strings.Contains(part.Body.String(), `data-findings="[]"`) {
		t.Errorf("a text in which nothing is wrong: %d\n%s", part.Code, part.Body)
	}
	r.See(b.Get("/articles/none/checks"), http.StatusNotFound)
}

// What is typed is looked at, a finding is gone to and corrected by keys, and one that blocks keeps the row from being
// confirmed; a warning asks once more.
func TestFindingsByKeys(t *testing.T) {
	axe := axeSource(t)
	chromium := uitest.StartChromium(t)
	texts := map[string]struct{ wrong, right, doubled, single string }{
		"fr": {"Hier, 13 ministres sont arrivés à Rabat.", "Hier, 12 ministres sont arrivés à Rabat.",
			"Les ministres ont signé  un accord à Rabat.", "Les ministres ont signé un accord à Rabat."},
		"ar": {"وصل 13 وزيرا إلى الرباط أمس.", "وصل 12 وزيرا إلى الرباط أمس.",
			"وقع الوزراء  اتفاقا في الرباط.", "وقع الوزراء اتفاقا في الرباط."},
	}
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		r := checkedArticle(t, language)
		r.Reading(language)
		m := &memoryScreen{remembered: r, language: language}
		m.Screen = uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, r.Newsroom, roundTrip), language)
		m.Enter(r.As(workflow.Translator))
		w := texts[language]
		m.Open(m.bench(1))
		m.Until("the field", uitest.Writing)
		m.Click(".seg.on .rich")
		m.Type(w.wrong)
		m.Until("the finding under the text", `!document.querySelector(".seg.on .found").hidden`)
		lookAt(m.Screen, axe)
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		m.Until("the finding is said", `document.getElementById("alarm").textContent !== ""`)
		m.Until("the wrong number is selected", `getSelection().toString() === "13"`)
		m.holds(w.wrong)
		m.Type("12")
		m.Until("no finding", `document.querySelector(".seg.on .found").hidden`)
		m.holds(w.right)
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		m.AwaitTarget(r.ID, 1, bitext.Translated, w.right)

		m.Until("the next row", `document.querySelector(".seg.on .num").id === "s2"`)
		m.Until("its field", uitest.Writing)
		m.Type(w.doubled)
		m.Until("the warning under the text", `!document.querySelector(".seg.on .found").hidden`)
		m.Press(kb.F8)
		m.Press(kb.F8, chromedp.ModifierShift)
		m.Until("it is corrected", `document.querySelector(".seg.on .found").hidden`)
		m.holds(w.single)
		m.Press("z", chromedp.ModifierCtrl)
		m.holds(w.doubled)
		m.Until("it is found again", `!document.querySelector(".seg.on .found").hidden`)
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		m.Until("the row stays", `document.querySelector(".seg.on .num").id === "s2"`)
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		m.AwaitTarget(r.ID, 2, bitext.Translated, w.doubled)
		m.Quiet()
	})
}
