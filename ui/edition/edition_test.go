package edition_test

import (
	"html"
	"mime"
	"net/url"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
)

func TestExportOfEveryFormat(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une traduction.")
	n.Approve(v.ID)
	b := n.As(workflow.Translator)
	at := "/articles/" + v.ID + "/export"
	page := n.See(b.Get(at), 200, "Traductions à inclure", "Approuvé", "3 segments")
	if strings.Contains(page, "sera vide") {
		t.Error("a reviewed article is said to have empty translations")
	}
	tests := []struct{ format, kind, begins, holds string }{
		{"html", "text/html; charset=utf-8", "<!", "Une traduction."},
		{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK", ""},
		{"pdf", "application/pdf", "%PDF-1.7", "/ObjStm"},
		{"odt", "application/vnd.oasis.opendocument.text", "PK", "mimetypeapplication/vnd.oasis.opendocument.text"},
		{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK", ""},
		{"epub", "application/epub+zip", "PK", "mimetypeapplication/epub+zip"},
		{"markdown", "text/markdown; charset=utf-8", "---", "Une traduction."},
		{"json", "application/json", "{", "Une traduction."},
		{"tmx", "application/x-tmx+xml", "<?xml", "Une traduction."},
		{"csv", "text/csv; charset=utf-8", "\ufeff", "Une traduction."},
		{"tsv", "text/tab-separated-values; charset=utf-8", "\ufeff", "\t"},
		{"text", "text/plain; charset=utf-8", "", "Une traduction."},
		{"xliff", "application/xliff+xml", "<?xml", "Une traduction."},
		{"xliff12", "application/xliff+xml", "<?xml", "Une traduction."},
	}
	for _, tt := range tests {
		t.Run(tt.format, func(t *testing.T) {
			w := b.Get(at + "/file?format=" + tt.format)
			body := w.Body.String()
			if w.Code != 200 || w.Header().Get("Content-Type") != tt.kind ||
				!strings.HasPrefix(body, tt.begins) || !strings.Contains(body, tt.holds) {
				t.Errorf("%d %s %.80q", w.Code, w.Header().Get("Content-Type"), body)
			}
			_, params, err := mime.ParseMediaType(w.Header().Get("Content-Disposition"))
			if err != nil || !strings.HasPrefix(params["filename"], "الرباط وباريس تعززان شراكتهما.ar-fr") {
				t.Errorf("name %q, %v", params["filename"], err)
			}
		})
	}
}

func TestExportHoldsTheStatesAskedFor(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une traduction.")
	b := n.As(workflow.Translator)
	file := "/articles/" + v.ID + "/export/file?format=html"
	n.See(b.Get("/articles/"+v.ID+"/export"), 200, "3 segments ne sont pas encore approuvés")
	tests := []struct {
		query string
		want  bool
	}{{"", false}, {"&states=translated", true}, {"&states=reviewed&states=final", false}}
	for _, tt := range tests {
		if got := strings.Contains(b.Get(file+tt.query).Body.String(), "Une traduction."); got != tt.want {
			t.Errorf("%q: translation in it %v, want %v", tt.query, got, tt.want)
		}
	}
	for _, query := range []string{"format=doc", "format=html&states=all", "format=html&edition=x", "format=html&rows=word"} {
		if w := b.Get("/articles/" + v.ID + "/export/file?" + query); w.Code != 422 {
			t.Errorf("%s: status %d, want 422", query, w.Code)
		}
	}
	if w := n.As(workflow.Reader).Get(file); w.Code != 404 {
		t.Errorf("a Reader exports what is not published: status %d", w.Code)
	}
}

// TestExportRows asks for each kind of row: the paragraph of two sentences that are one segment.
func TestExportRows(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle("العنوان هنا\n\nوصل الوزير إلى الرباط يوم الاثنين. والتقى نظيره الفرنسي برونو روتايو.", 0)
	first := v.Segments[1]
	_, err := n.Desk.Merge(t.Context(), n.Actor(workflow.Editor), desk.Recut{Segment: first.ID, Version: first.Version})
	if err != nil {
		t.Fatal(err)
	}
	n.Translate(v.ID, "Le ministre est arrivé à Rabat lundi. Il a rencontré son homologue français, Bruno Retailleau.")
	n.Approve(v.ID)
	b := n.As(workflow.Translator)
	for rows, want := range map[string]int{"": 2, "segment": 2, "sentence": 3, "paragraph": 2} {
		body := b.Get("/articles/" + v.ID + "/export/file?format=csv&rows=" + rows).Body.String()
		if got := strings.Count(strings.TrimSpace(body), "\n"); got != want {
			t.Errorf("rows=%s: %d rows, want %d\n%s", rows, got, want, body)
		}
	}
	n.See(b.Get("/articles/"+v.ID+"/export/file?format=html"), 200, `class="k2">Il a rencontré`)
}

// TestRowsHaveTheWordsOfTheEdition exports a paragraph of which one sentence is translated.
func TestRowsHaveTheWordsOfTheEdition(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle("العنوان هنا\n\nوصل الوزير إلى الرباط يوم الاثنين. والتقى نظيره الفرنسي برونو روتايو.", 0)
	_, err := n.Desk.Save(t.Context(), n.Actor(workflow.Translator), desk.Save{Segment: v.Segments[1].ID,
		Version: v.Segments[1].Version, Target: "Le ministre est arrivé.", Confirm: true})
	if err != nil {
		t.Fatal(err)
	}
	body := n.As(workflow.Translator).Get("/articles/" + v.ID +
		"/export/file?format=text&rows=paragraph&states=translated").Body.String()
	if want := "Le ministre est arrivé. [Traduction manquante]"; !strings.Contains(body, want) {
		t.Errorf("the edition lacks %q:\n%s", want, body)
	}
}

// TestExportWithoutCredits leaves the names of those who worked on an article out of every format that
// has them in words.
func TestExportWithoutCredits(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une traduction.")
	n.Approve(v.ID)
	b := n.As(workflow.Translator)
	at := "/articles/" + v.ID + "/export"
	n.See(b.Get(at), 200, "Sans les crédits", `name="credits" value="no"`)
	const name = "translator" // of the newsroom's people, in their names
	for _, format := range []string{"html", "text", "csv", "tsv", "docx"} {
		for _, without := range []bool{false, true} {
			query := "/file?format=" + format
			if without {
				query += "&credits=no"
			}
			body := b.Get(at + query).Body.String()
			if format == "docx" {
				body = documentXML(t, body)
			}
			_, rows, _ := strings.Cut(body, "\n") // below the names of the columns of a table
			if strings.Contains(rows, name) == without {
				t.Errorf("%s, without %v: the name is there or not", format, without)
			}
		}
	}
}

// TestRowsOfSentencesComeBackAsNone: a file whose rows are parts of a segment is not taken for it.
func TestRowsOfSentencesComeBackAsNone(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle("وصل الوزير إلى الرباط يوم الاثنين. والتقى نظيره الفرنسي برونو روتايو.", 0)
	n.Translate(v.ID, "Une phrase.")
	b := n.As(workflow.Editor)
	at := "/articles/" + v.ID
	file := b.Get(at + "/export/file?format=xliff&rows=paragraph&states=translated").Body.Bytes()
	n.See(b.Upload(at+"/import", "retour.xlf", file), 422, "ne vient pas d’un export de cet article")
}

// A file goes out, is filled by somebody else and comes back; what changed here stands.
func TestImportBringsTargetsBack(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	at, b := "/articles/"+v.ID, n.As(workflow.Editor)
	file := b.Get(at + "/export/file?" + url.Values{"format": {"xliff12"},
		"states": {"initial", "translated"}}.Encode()).Body.String()
	filled := strings.NewReplacer(
		`<target xml:lang="fr" state="needs-translation">`, `<target xml:lang="fr" state="translated">De dehors. `,
		`<target state="needs-translation">`, `<target state="translated">De dehors. `).Replace(file)
	if filled == file {
		t.Fatalf("no target to fill in:\n%s", file)
	}
	first := v.Segments[0]
	_, err := n.Desk.Save(t.Context(), n.Actor(workflow.Translator), desk.Save{
		Segment: first.ID, Version: first.Version, Target: "D’ici.", Confirm: true})
	if err != nil {
		t.Fatal(err)
	}
	n.See(b.Get(at+"/import"), 200, "Fichier XLIFF")
	page := n.See(b.Upload(at+"/import", "retour.xlf", []byte(filled)), 200,
		"2 segments mis à jour", "1 segment changé des deux côtés", "D’ici.", "De dehors.",
		"/segments/"+first.ID+"/history")
	uitest.CheckData(t, page, "retour.xlf", "D’ici.")
	n.See(b.Upload(at+"/import", "retour.xlf", []byte(filled)), 200, "0 segment mis à jour")
	n.See(b.Follow(b.Post(at+"/import/undo", "batch", uitest.Hidden(t, page, "batch"))), 200,
		"L’importation est annulée")
}

func TestImportRefusesInWords(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	other := n.AddArticle("النص الثاني هنا\nجملة أولى هنا. وجملة ثانية هنا.", 0)
	at, b := "/articles/"+v.ID+"/import", n.As(workflow.Editor)
	theirs := b.Get("/articles/" + other.ID + "/export/file?format=xliff").Body.Bytes()
	tests := []struct {
		name, file string
		body       []byte
		want       string
	}{
		{"no XLIFF", "a.xlf", []byte("<html/>"), "XLIFF"},
		{"no XML", "a.xlf", []byte("hello"), "fichier"},
		{"another article’s", "a.xlf", theirs, "ne vient pas d’un export de cet article"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n.See(b.Upload(at, tt.file, tt.body), 422, tt.want)
		})
	}
	n.See(b.Post(at), 422, "Choisissez un fichier")
}

// TestExportSaysWhichLettersThePDFLacks: the page names the characters before the file is made, and the
// file is made all the same.
func TestExportSaysWhichLettersThePDFLacks(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	plain := n.AddArticle(uitest.ArabicArticle, 0)
	if page := n.See(b.Get("/articles/"+plain.ID+"/export"), 200, "Papier (PDF"); strings.Contains(page, "U+") {
		t.Error("the page names characters of an article whose letters are all there")
	}
	v := n.AddArticle("عنوان 漢\nنص قصير 😀 هنا.", 0)
	page := html.UnescapeString(n.See(b.Get("/articles/"+v.ID+"/export"), 200, "Aucune de nos polices"))
	for _, char := range []string{"漢", "(U+6F22)", "😀", "(U+1F600)"} {
		if !strings.Contains(page, char) {
			t.Errorf("the page does not name %s", char)
		}
	}
	for _, paper := range []string{"a4", "a5", "tabloid"} {
		w := b.Get("/articles/" + v.ID + "/export/file?format=pdf&edition=alternating&paper=" + paper)
		if w.Code != 200 || !strings.HasPrefix(w.Body.String(), "%PDF-") {
			t.Errorf("%s: status %d", paper, w.Code)
		}
	}
}
