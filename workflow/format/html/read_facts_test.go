package html

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/edition/editiontest"
)

// TestReadTakesAuthorAndDay reads what pages say of their article beside its text.
func TestReadTakesAuthorAndDay(t *testing.T) {
	text := "<p>" + strings.Repeat("Les bateaux sont sortis du port dès l’aube. ", 6) + "</p>"
	ld := func(json string) string { return `<script type="application/ld+json">` + json + `</script>` }
	tests := []struct{ name, head, body, title, byline, date string }{
		{"JSON-LD", ld(`{"@type":"NewsArticle","author":{"@type":"Person","name":"Salma"},"datePublished":"2026-03-03T10:12:00+01:00"}`), "<h1>Le port</h1>", "Le port", "Salma", "2026-03-03 09:12"},
		{"a graph, and two authors", ld(`{"@graph":[{"@type":"WebSite","author":"x"},{"@type":["BlogPosting"],"author":["Salma",{"name":"Luc"}],"datePublished":"2026-03-03"}]}`), "<h1>Le port</h1>", "Le port", "Salma, Luc", "2026-03-03 00:00"},
		{"a list", ld(`[{"@type":"Person","name":"x"},{"@type":"Article","author":"Salma &amp; Luc"}]`), "<h1>Le port</h1>", "Le port", "Salma & Luc", ""},
		{"meta", `<meta name="author" content="Salma"><meta property="article:published_time" content="2026-03-03T10:12:00Z">`, "<h1>Le port</h1>", "Le port", "Salma", "2026-03-03 10:12"},
		{"an address is no name", `<meta property="article:author" content="https://x.example/salma">`, "<h1>Le port</h1>", "Le port", "", ""},
		{"time", "", `<h1>Le port</h1><p>Hier, <time datetime="2026-03-03">mardi</time></p>`, "Le port", "", "2026-03-03 00:00"},
		{"a byline in the text", `<meta name="author" content="Salma">`, `<h1>Le port</h1><p class="byline">De notre envoyée</p>`, "Le port", "De notre envoyée", ""},
		{"the name is in the text", `<meta name="author" content="Salma">`, `<h1>Le port</h1><p>Un récit de Salma</p>`, "Le port", "", ""},
		{"broken JSON", ld(`{"@type":"NewsArticle",`), "<h1>Le port</h1>", "Le port", "", ""},
		{"no author", ld(`{"@type":"NewsArticle","author":[{},null,3],"datePublished":"hier"}`), "<h1>Le port</h1>", "Le port", "", ""},
		{"the title as it is shared", `<title>Page 12</title><meta property="og:title" content="Le port rouvre | Le Quotidien"><meta property="og:site_name" content="Le Quotidien">`, "", "Le port rouvre", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(`<html lang="fr"><head>` + tt.head + "</head><body>" + tt.body + text + "</body></html>"))
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{"title": d.Title, "byline": ""}
			if !d.Date.IsZero() {
				got["date"] = d.Date.Format("2006-01-02 15:04")
			} else {
				got["date"] = ""
			}
			for _, line := range editiontest.Shown(d) {
				if name, ok := strings.CutPrefix(line, "byline: "); ok {
					got["byline"] += name
				}
			}
			if diff := cmp.Diff(map[string]string{"title": tt.title, "byline": tt.byline, "date": tt.date}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
