package review_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
)

// wrongNumber is a story with checks whose second segment has a number that the source has otherwise: it was confirmed
// while a dismissal let it pass.
func wrongNumber(t *testing.T) (n *uitest.Newsroom, article string, segments []workflow.Segment) {
	t.Helper()
	n = uitest.OpenCheckedNewsroom(t)
	article = n.AddArticle("وصل الوزير إلى الرباط.\n\nوصل 12 وزيرا إلى الرباط.\n\nوقّع الوزيران اتفاقا في الرباط.", 0).ID
	save := func(i int, target string) {
		s := n.View(article).Segments[i]
		if _, err := n.Desk.Save(t.Context(), n.Actor(workflow.Translator), desk.Save{Segment: s.ID, Version: s.Version,
			Target: target, Confirm: true}); err != nil {
			t.Fatal(err)
		}
	}
	save(0, "Le ministre est arrivé à Rabat.")
	save(2, "Les deux ministres ont signé  un accord à Rabat.")
	const wrong = "13 ministres sont arrivés à Rabat."
	s, typed := n.View(article).Segments[1], wrong
	v := n.View(article)
	found, err := n.Checking.Segment(t.Context(), n.Actor(workflow.Editor), &v, s, &typed)
	if err != nil || len(found.Findings) == 0 {
		t.Fatalf("%+v, %v", found, err)
	}
	d, err := n.Checking.Dismiss(t.Context(), n.Actor(workflow.Editor), workflow.Dismissal{Segment: s.ID, Check: "number",
		Word: found.Findings[0].Key, Scope: workflow.DismissOnce, Reason: "x"})
	if err != nil {
		t.Fatal(err)
	}
	save(1, wrong)
	if _, err := n.Checking.TakeBack(t.Context(), n.Actor(workflow.Editor), workflow.Dismissal{ID: d.ID}); err != nil {
		t.Fatal(err)
	}
	return n, article, n.View(article).Segments
}

// An editor sees what checks find beside the text, cannot approve what they block, and dismisses it where they are.
func TestFindingsInReviewWithoutScript(t *testing.T) {
	n, article, all := wrongNumber(t)
	b := n.As(workflow.Editor)
	g := all[1]
	at := "/articles/" + article + "/review?s=" + g.ID
	page := n.See(b.Get(at), http.StatusOK, `id="k-`+g.ID+`" data-found`, "1 empêche de confirmer", "Nombres", "13")
	uitest.CheckHTML(t, page)
	page = n.See(b.Post("/segments/"+g.ID+"/review", "version", "2", "decision", "approve"), 422,
		"une alerte empêche de l’approuver", `data-found open`)
	if s := n.View(article).Segments[1]; s.Snapshot.State != bitext.Translated {
		t.Errorf("it is %s", s.Snapshot.State)
	}
	_, row, _ := strings.Cut(page, `id="k-`+g.ID)
	key, back := uitest.Field(row, "word"), uitest.Field(row, "back")
	long := strings.Repeat("é", 601)
	page = n.See(b.Post("/segments/"+g.ID+"/dismiss", "check", "number", "word", key, "scope", "segment", "reason", long, "back", back), 422,
		"601 caractères", `data-found open`, long)
	uitest.CheckHTML(t, page)
	w := b.Post("/segments/"+g.ID+"/dismiss", "check", "number", "word", key, "scope", "segment", "reason", "La dépêche dit 13.", "back", back)
	if to := w.Header().Get("Location"); !strings.HasPrefix(to, "/articles/"+article+"/review?") || !strings.HasSuffix(to, "#s2") {
		t.Errorf("a dismissal leads to %q", to)
	}
	n.See(b.Follow(w), http.StatusOK, "L’alerte est écartée.", "La dépêche dit 13.")
	b.Post("/segments/"+g.ID+"/review", "version", "2", "decision", "approve")
	if s := n.View(article).Segments[1]; s.Snapshot.State != bitext.Reviewed {
		t.Errorf("it is %s once the finding is dismissed", s.Snapshot.State)
	}
	n.See(b.Post("/articles/"+article+"/review/preview", "decision", "approve", "seg", all[0].ID+":2", "seg", all[2].ID+":2"), http.StatusOK)
}

// Whoever dismisses a finding on the page of an article stays where it was, and loses no reason that is refused.
func TestDismissalKeepsItsPlace(t *testing.T) {
	n, article, all := wrongNumber(t)
	b := n.As(workflow.Translator)
	page := n.See(b.Get("/articles/"+article+"/checks"), http.StatusOK)
	_, row, _ := strings.Cut(page, `id="k-`+all[1].ID)
	back := uitest.Field(row, "back")
	if want := "/articles/" + article + "/checks#k-" + all[1].ID; back != want {
		t.Fatalf("back to %q, want %q", back, want)
	}
	send := func(reason string) (status int, to, body string) {
		w := b.Post("/segments/"+all[1].ID+"/dismiss", "check", "number", "word", uitest.Field(row, "word"), "scope", "segment",
			"reason", reason, "back", back)
		return w.Code, w.Header().Get("Location"), w.Body.String()
	}
	long := strings.Repeat("م", 700)
	if status, _, body := send(long); status != 422 || !strings.Contains(body, long) || !strings.Contains(body, "700 caractères") {
		t.Errorf("a reason that is too long: %d\n%s", status, body)
	}
	if status, to, _ := send(strings.Repeat("م", 600)); status != http.StatusSeeOther || to != back {
		t.Errorf("%d, to %q", status, to)
	}
}

// A key goes through the findings of the open row, and to the next row that has some; an approval that they block comes
// back to its row.
func TestFindingsInReviewByKeys(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		n, article, _ := wrongNumber(t)
		n.Reading(language)
		s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, n, roundTrip), language)
		s.Enter(n.As(workflow.Editor))
		s.Open("/articles/" + article + "/review")
		s.Until("the focus where one begins", `document.activeElement.id === "s1"`)
		s.Press(kb.F8)
		s.Until("the finding of the next row", `document.activeElement.matches("#rows > li:nth-child(2).on .finding")`)
		approve(s)
		s.Until("back at the row", `document.querySelector("#rows > li:nth-child(2).on details[data-found]").open`)
		s.See(s.T("review.refused", "Position", 2))
		s.Quiet()
	})
}
