package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// The palette finds articles as Arabic folds, people for those who manage them, and pages; a
// reader finds what was published. What is done with a text is found by the words that people have for it.
func TestPaletteFinds(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	tests := []struct {
		name    string
		as      workflow.Role
		query   string
		has, no []string
	}{
		{"an article without hamza", workflow.Translator, "الامن والهجره",
			[]string{"/articles/" + n.Main + "/bench"}, nil},
		{"people for a chief", workflow.Chief, "امينه",
			[]string{"أمينة برادة", `/people#p-`}, nil},
		{"no people for a translator", workflow.Translator, "امينه", nil, []string{"/people"}},
		{"a page", workflow.Editor, "raccour", []string{`/account/keys`}, nil},
		{"the editions, for a chief", workflow.Chief, "parus", []string{`href="/editions">Éditions`}, nil},
		{"a book, by another word", workflow.Reader, "recueil", []string{`href="/editions">Faire un livre`}, nil},
		{"an export, by its format", workflow.Translator, "docx", []string{`href="/board">Exporter`}, []string{"Publier"}},
		{"to publish", workflow.Editor, "publier", []string{`href="/board">Publier`}, nil},
		{"a logo", workflow.Chief, "logo", []string{`href="/publications">Aspect et logo`}, nil},
		{"no logo for an editor", workflow.Editor, "logo", nil, []string{"/publications"}},
		{"nothing", workflow.Editor, "zzzz", []string{"Rien ne correspond"}, nil},
		{"what is not published, for a reader", workflow.Reader, "الرباط وباريس", nil,
			[]string{"/articles/" + n.Main}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := n.See(n.As(tt.as).Get("/palette?q="+url.QueryEscape(tt.query)), http.StatusOK, tt.has...)
			_, body, _ = strings.Cut(body, "<main")
			body, _, _ = strings.Cut(body, "</main>")
			for _, no := range tt.no {
				if strings.Contains(body, no) {
					t.Errorf("the page has %s", no)
				}
			}
		})
	}
}

// TestPaletteLeadsOutOfTheArticle has the page of an article offer its own export and publication, found by
// other words in each language, and the navigation of a chief lead to the editions.
func TestPaletteLeadsOutOfTheArticle(t *testing.T) {
	for language, find := range map[string]string{"fr": "imprimer PDF Word", "ar": "طباعة وورد", "en": "print PDF Word"} {
		n := uitest.OpenShow(t, language)
		page := n.See(n.As(workflow.Chief).Get("/articles/"+n.Main), http.StatusOK,
			`data-href="/articles/`+n.Main+`/export"`, `data-href="/articles/`+n.Main+`"`, find)
		nav, _, _ := strings.Cut(page, `id="palette"`)
		if !strings.Contains(nav, `href="/editions"`) {
			t.Errorf("%s: the editions are not in the chief's navigation", language)
		}
	}
}
