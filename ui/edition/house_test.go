package edition_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/article"
)

// TestEditionsWriteDatesAsTheHouseDoes publishes in November, whose name in Arabic differs from one
// country to the next, and reads the date, the date of a comment and the number of a sentence in
// every file that has them in words.
func TestEditionsWriteDatesAsTheHouseDoes(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.Clock.Pass(26 * 24 * time.Hour) // to Saturday 23 November 2024
	french := "samedi 23 novembre 2024"
	for _, c := range []struct {
		name                string
		style               workflow.HouseStyle
		full, short, number string
	}{
		{"none", workflow.HouseStyle{}, "السبت، 23 نونبر 2024", "23\u200f/11\u200f/2024", "2"},
		{"ar-MA", workflow.HouseStyle{Arabic: "ar-MA"}, "السبت، 23 نونبر 2024", "23\u200f/11\u200f/2024", "2"},
		{"ar-EG", workflow.HouseStyle{Arabic: "ar-EG"}, "السبت، ٢٣ نوفمبر ٢٠٢٤", "٢٣\u200f/١١\u200f/٢٠٢٤", "٢"},
		{"ar-LB", workflow.HouseStyle{Arabic: "ar-LB"}, "السبت، ٢٣ تشرين الثاني ٢٠٢٤", "٢٣\u200f/١١\u200f/٢٠٢٤", "٢"},
		{"ar-MA in Arabic-Indic digits", workflow.HouseStyle{Arabic: "ar-MA", Digits: "arab"},
			"السبت، ٢٣ نونبر ٢٠٢٤", "٢٣\u200f/١١\u200f/٢٠٢٤", "٢"},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := publishedInto(n, c.style)
			file := func(format string) string {
				return n.As(workflow.Editor).Get("/articles/" + id + "/export/file?" + url.Values{
					"format": {format}, "notes": {"1"}}.Encode()).Body.String()
			}
			html, text, docx := file("html"), file("text"), documentXML(t, file("docx"))
			for _, want := range []struct{ in, file, words string }{
				{"HTML", html, c.full}, {"HTML", html, french}, {"HTML", html, ">" + c.short + "</time>"},
				{"HTML", html, `"الجملة ` + c.number + `">` + c.number + "</a>"},
				{"HTML", html, `<a href="#s2">` + c.number + "</a>"},
				{"text", text, c.full}, {"text", text, french}, {"text", text, c.short},
				{"text", text, "[" + c.number + "]"},
				{"DOCX", docx, c.full}, {"DOCX", docx, french},
			} {
				if !strings.Contains(want.file, want.words) {
					t.Errorf("the %s lacks %q\n%s", want.in, want.words, want.file)
				}
			}
		})
	}
}

// publishedInto publishes a French article and its Arabic translation in a house style.
func publishedInto(n *uitest.Newsroom, style workflow.HouseStyle) string {
	n.TB.Helper()
	ctx := n.TB.Context()
	editor, chief := n.Actor(workflow.Editor), n.Actor(workflow.Chief)
	must := func(err error) {
		n.TB.Helper()
		if err != nil {
			n.TB.Fatal(err)
		}
	}
	p, err := n.Publication.Add(ctx, chief, workflow.Publication{Name: "الرباط بريس", SourceLang: "fr",
		TargetLang: "ar", Style: style})
	must(err)
	v := n.AddArticle("Le ministre de l’Intérieur à Rabat\n\nIl est arrivé lundi dans la capitale.", 0)
	must(n.Article.Edit(ctx, editor, v.ID, article.Changes{Publication: &p.ID}))
	n.Translate(v.ID, "ترجمة للجملة.")
	_, err = n.Desk.Comment(ctx, editor, v.ID, v.Segments[1].ID, "À vérifier.")
	must(err)
	n.Publish(v.ID)
	return v.ID
}

// documentXML is the text of a DOCX file, without what is around its runs.
func documentXML(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(file)), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(b), "")
}
