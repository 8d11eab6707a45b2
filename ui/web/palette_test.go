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
// reader finds what was published.
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
