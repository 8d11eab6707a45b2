package notice_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/plan"
)

// follow makes the notices of all that has happened.
func follow(n *uitest.Newsroom) {
	n.TB.Helper()
	if err := n.Notice.Follow(n.TB.Context()); err != nil {
		n.TB.Fatal(err)
	}
}

// giveBack has an editor return a segment of an article that the translator has translated.
func giveBack(n *uitest.Newsroom, id string, position int, reason string) {
	n.TB.Helper()
	g := n.View(id).Segments[position-1]
	_, err := n.Desk.Review(n.TB.Context(), n.Actor(workflow.Editor), desk.Review{
		Segment: g.ID, Version: g.Version, Decision: workflow.Return, Reason: reason})
	if err != nil {
		n.TB.Fatal(err)
	}
}

// words are what the elements of a list say, without their tags, one line each.
func words(page string) []string {
	var lines []string
	for _, m := range regexp.MustCompile(`(?s)<button class="open"[^>]*>(.*?)</button>`).FindAllStringSubmatch(page, -1) {
		lines = append(lines, regexp.MustCompile(`<[^>]*>`).ReplaceAllString(m[1], ""))
	}
	return lines
}

// A translator's day without script: they read what came back and what was assigned, go there, and have
// read it.
func TestNoticesArePages(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	n.See(b.Get("/notices"), 200, "Aucune notification")
	v := n.AddArticle(uitest.ArabicArticle, 0)
	if _, err := n.Plan.Assign(t.Context(), n.Actor(workflow.Editor), plan.NewAssignment{Article: v.ID,
		Person: n.People[workflow.Translator].ID, Role: workflow.Translator, From: 1, To: 2,
		Note: "قبل المساء"}); err != nil {
		t.Fatal(err)
	}
	n.Translate(v.ID, "Un texte.")
	giveBack(n, v.ID, 2, "« Rabat » manque <b>")
	follow(n)

	page := n.See(b.Get("/account"), 200, `data-unread="2"`, "Notifications : 2 non lues")
	if !strings.Contains(page, `href="/notices"`) {
		t.Error("the bell leads nowhere")
	}
	page = n.See(b.Get("/notices"), 200, "« Rabat » manque &lt;b&gt;", "قبل المساء", v.Title)
	uitest.CheckData(t, page, v.Title, "« Rabat » manque <b>", "قبل المساء", "ليلى editor")
	want := "ليلى editor vous renvoie le segment 2|ليلى editor vous attribue la traduction des segments 1 à 2"
	if got := strings.Join(words(page), "|"); got != want {
		t.Errorf("the list says %q, want %q", got, want)
	}
	open := regexp.MustCompile(`action="(/notices/[^"/]+)"`).FindAllStringSubmatch(page, -1)
	// The first form marks all; the next ones open one each.
	w := b.Post(open[1][1])
	if got, want := w.Header().Get("Location"),
		"/articles/"+v.ID+"/bench?s="+v.Segments[1].ID+"#s2"; got != want {
		t.Errorf("the notice leads to %q, want %q", got, want)
	}
	n.See(b.Follow(w), 200, `data-unread="1"`)
	if got := b.Post(open[2][1]).Header().Get("Location"); got != "/articles/"+v.ID+"/bench?go=1" {
		t.Errorf("the assignment leads to %q", got)
	}
	page = n.See(b.Get("/notices"), 200, `data-unread="0"`, "Notifications : 0 non lue")
	if strings.Contains(page, "Tout marquer comme lu") || strings.Contains(page, `class="count"`) {
		t.Error("a page without unread notices offers to mark all, or counts them")
	}
	n.See(b.Follow(b.Post(open[1][1]+"/read", "read", "no")), 200, `data-unread="1"`, "Non lue")
	n.See(b.Follow(b.Post(open[1][1]+"/read", "read", "yes")), 200, `data-unread="0"`)

	stranger := n.As(workflow.Chief)
	n.See(stranger.Post(open[1][1]), 404)
	n.See(stranger.Post(open[1][1]+"/read", "read", "no"), 404)
	n.See(b.Get("/notices"), 200, `data-unread="0"`)
}

// What came after the page was shown stays unread when all of it is marked.
func TestMarkAllMarksWhatWasShown(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Un texte.")
	giveBack(n, v.ID, 1, "un")
	follow(n)
	page := n.See(b.Get("/notices"), 200, `data-unread="1"`)
	giveBack(n, v.ID, 2, "deux")
	follow(n)
	w := b.Post("/notices/read", "last", uitest.Hidden(t, page, "last"))
	n.See(b.Follow(w), 200, "Toutes les notifications sont lues.", `data-unread="1"`)
}

// Each kind leads to where its person acts.
func TestNoticesLeadToTheWork(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Un texte.")
	lead := func(role workflow.Role, want string) {
		t.Helper()
		follow(n)
		b := n.As(role)
		page := n.See(b.Get("/notices"), 200)
		open := regexp.MustCompile(`action="(/notices/[^"/]{9,})"`).FindStringSubmatch(page)
		if open == nil {
			t.Fatalf("%s has no notice", role)
		}
		w := b.Post(open[1])
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("%s is led to %q, want %q", role, got, want)
		}
		n.See(b.Follow(w), 200)
	}
	comment := func(role workflow.Role, segment, text string) string {
		t.Helper()
		c, err := n.Desk.Comment(t.Context(), n.Actor(role), v.ID, segment, text)
		if err != nil {
			t.Fatal(err)
		}
		return c.ID
	}
	first := v.Segments[0].ID
	c := comment(workflow.Editor, first, "Quel ministre ?")
	lead(workflow.Translator, "/segments/"+first+"/comments#m-"+c)
	c = comment(workflow.Translator, "", "@ليلى chief ?")
	lead(workflow.Chief, "/articles/"+v.ID+"/comments#m-"+c)
	if _, err := n.Plan.Assign(t.Context(), n.Actor(workflow.Chief), plan.NewAssignment{Article: v.ID,
		Person: n.People[workflow.Editor].ID, Role: workflow.Editor}); err != nil {
		t.Fatal(err)
	}
	lead(workflow.Editor, "/articles/"+v.ID+"/review")
	n.Approve(v.ID)
	for _, err := range []error{n.Edition.SignOff(t.Context(), n.Actor(workflow.Chief), v.ID),
		n.Edition.Publish(t.Context(), n.Actor(workflow.Chief), v.ID)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	lead(workflow.Translator, "/articles/"+v.ID)
}

// A batch is one line, with the plural of its count, in three languages.
func TestNoticesSpeakTheReadersLanguage(t *testing.T) {
	for language, want := range map[string][]string{
		"fr": {"ليلى editor vous renvoie 3 segments", "Notifications : 1 non lue"},
		"ar": {"أُعيدت إليك 3 مقاطع، بواسطة ليلى editor", "الإشعارات: إشعار واحد غير مقروء"},
		"en": {"ليلى editor returned 3 segments to you", "Notifications: 1 unread"},
	} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenNewsroom(t)
			n.Reading(language)
			v := n.AddArticle(uitest.ArabicArticle, 0)
			n.Translate(v.ID, "Un texte.")
			head, err := n.Plan.FeedHead(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := n.Desk.ReviewMany(t.Context(), n.Actor(workflow.Editor), desk.BulkReview{
				Article: v.ID, Choice: &desk.Choice{Seen: head}, Decision: workflow.Return,
				Reason: "style"}); err != nil {
				t.Fatal(err)
			}
			follow(n)
			page := n.See(n.As(workflow.Translator).Get("/notices"), 200, want[1])
			if got := strings.Join(words(page), "|"); got != want[0] {
				t.Errorf("the list says %q, want %q", got, want[0])
			}
		})
	}
}

// A long list is turned page by page.
func TestManyNoticesHavePages(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(strings.Repeat("جملة قصيرة هنا. ", 60), 0)
	n.Translate(v.ID, "Un texte.")
	for i := range 60 {
		giveBack(n, v.ID, i+1, fmt.Sprint("raison ", i))
	}
	follow(n)
	b := n.As(workflow.Translator)
	page := n.See(b.Get("/notices"), 200, "raison 59")
	older := regexp.MustCompile(`href="(/notices\?before=[^"]+)"`).FindStringSubmatch(page)
	if older == nil || len(words(page)) != 50 {
		t.Fatalf("%d notices, link %q", len(words(page)), older)
	}
	page = n.See(b.Get(older[1]), 200, "raison 0", "Notifications les plus récentes")
	if got := len(words(page)); got != 10 {
		t.Errorf("%d notices on the second page, want 10", got)
	}
}
