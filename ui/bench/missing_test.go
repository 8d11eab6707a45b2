package bench_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// The answer to a confirmation names the codes that the target lacks; the row does until the text is
// mended, with scripts and without.
func TestConfirmedRowNamesItsMissingCodes(t *testing.T) {
	for _, c := range []struct{ language, notice, row string }{
		{"fr", "Segment 1 confirmé. Il manque" + nbsp + ": gras «" + nbsp + "ماكرون" + nbsp + "»", "Il manque" + nbsp + ": gras «"},
		{"ar", "أُكد المقطع 1. ينقص: غامق «ماكرون»", "ينقص: "},
		{"en", "Segment 1 confirmed. Missing: bold “ماكرون”", "Missing: "},
	} {
		t.Run(c.language, func(t *testing.T) {
			n := uitest.OpenNewsroom(t)
			n.Reading(c.language)
			b := n.As(workflow.Editor)
			article := addCoded(t, n, "ar", "fr", "fr-FR")
			plain := strings.NewReplacer("\u2068", "", "\u2069", "", "<bdi>", "", "</bdi>", "")
			v, err := n.Article.Read(t.Context(), n.Actor(workflow.Editor), article)
			if err != nil {
				t.Fatal(err)
			}
			id := v.Segments[0].ID
			bench := "/articles/" + article + "/bench?s=1"
			save := func(do, target string, part bool) string {
				t.Helper()
				g, err := n.Article.Segment(t.Context(), n.Actor(workflow.Editor), id)
				if err != nil {
					t.Fatal(err)
				}
				form := url.Values{"version": {strconv.FormatInt(g.Version, 10)}, "do": {do}, "target": {target}}
				r := httptest.NewRequest(http.MethodPost, "/segments/"+id, strings.NewReader(form.Encode()))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.Header.Set("Sec-Fetch-Site", "same-origin")
				if part {
					r.Header.Set("Fx-Target", "bench meter v-"+id)
				}
				w := b.Send(r)
				if !part {
					w = b.Follow(w)
				}
				return plain.Replace(w.Body.String())
			}
			const rest = "⟦2/⟧ ⟦3⟧le communiqué⟦/3⟧ ⟦4⟧Les Oasis⟦/4⟧"

			if page := save("save", "Macron"+rest, false); strings.Contains(page, c.row) {
				t.Error("a draft is told what it lacks")
			}
			if page := save("next", "Macron"+rest, false); !strings.Contains(page, c.notice) {
				t.Errorf("the confirmation without scripts does not say %q", c.notice)
			}
			if page := plain.Replace(b.Get(bench).Body.String()); !strings.Contains(page, c.row) {
				t.Error("the row does not name what it lacks")
			}
			if page := plain.Replace(b.Get("/articles/" + article + "/review?s=1").Body.String()); !strings.Contains(page, c.row) {
				t.Error("the row of the review does not name what it lacks")
			}
			if page := save("stay", "M. Macron"+rest, true); !strings.Contains(page, `data-said="`+c.notice) || !strings.Contains(page, `<p class="why">`+c.row) {
				t.Errorf("the answer to the outbox does not say what is missing: %.600s", page)
			}
			if page := save("save", "⟦1⟧M. Macron⟦/1⟧"+rest, true); strings.Contains(page, c.row) {
				t.Error("the mended row still names it")
			}
			if g, err := n.Article.Segment(t.Context(), n.Actor(workflow.Editor), id); err != nil || g.State != bitext.Translated {
				t.Errorf("it is %s (%v)", g.State, err)
			}
		})
	}
}

// Many missing codes are not all named: a notice has to fit into a cookie.
func TestManyMissingCodesAreCounted(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.Reading("en")
	b := n.As(workflow.Editor)
	var source bitext.Text
	for i := range 12 {
		c := bitext.Code{ID: strconv.Itoa(i + 1), Type: bitext.Bold}
		source = append(source, bitext.Run{Kind: bitext.Open, Code: c},
			bitext.Run{Chars: strings.Repeat("كلمة طويلة ", 8)}, bitext.Run{Kind: bitext.Close, Code: c})
	}
	article := addText(t, n, "ar", "fr", "fr-FR", source)
	v, err := n.Article.Read(t.Context(), n.Actor(workflow.Editor), article)
	if err != nil {
		t.Fatal(err)
	}
	g := v.Segments[0]
	w := b.Follow(b.Post("/segments/"+g.ID, "version", strconv.FormatInt(g.Version, 10), "do", "next", "target", "Mot"))
	if page := w.Body.String(); strings.Count(page, "bold") < 10 || !strings.Contains(page, "and 7 more") {
		t.Errorf("the page does not say that 5 and 7 more are missing: %s", page)
	}
}
