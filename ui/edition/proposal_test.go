package edition_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/outside"
)

// save gives a segment a target as a translator.
func save(n *uitest.Newsroom, s workflow.Segment, target string) {
	n.TB.Helper()
	_, err := n.Desk.Save(n.TB.Context(), n.Actor(workflow.Translator), desk.Save{Segment: s.ID,
		Version: s.Version, Target: target, Confirm: true})
	if err != nil {
		n.TB.Fatal(err)
	}
}

// form reads the fields of the proposals on a page, as a browser would send them, with the choices.
func form(page string, choices map[string]string) []string {
	var pairs []string
	_, page, _ = strings.Cut(page, `id="proposals"`)
	page, _, _ = strings.Cut(page, "</form>")
	unescape := strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&", "&#43;", "+")
	for _, m := range regexp.MustCompile(`type="hidden" name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		pairs = append(pairs, m[1], unescape.Replace(m[2]))
	}
	for _, m := range regexp.MustCompile(`type="radio" name="do-([^"]+)" value="([^"]*)" checked`).FindAllStringSubmatch(page, -1) {
		do := m[2]
		if other, ok := choices[m[1]]; ok {
			do = other
		}
		pairs = append(pairs, "do-"+m[1], do)
	}
	return append(pairs, "do", "decide")
}

// TestReviewersDOCXComesBackAsProposals sends an edition out, has a reviewer change it with and without
// tracked changes while the desk changes one of the same sentences, and decides on each.
func TestReviewersDOCXComesBackAsProposals(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une <phrase>.")
	v = n.View(v.ID)
	if len(v.Segments) < 3 {
		t.Fatalf("%d segments, want three", len(v.Segments))
	}
	for i, target := range []string{"La première.", "La deuxième.", "La troisième."} {
		save(n, v.Segments[i], target)
	}
	v = n.View(v.ID)
	file := editiontest.ReviewDOCX(t, n.DOCXForReview(v.ID), "La première.", "La toute <première>.",
		`La deuxième.</w:t></w:r>`, `La </w:t></w:r><w:ins w:id="70" w:author="Karim &lt;K&gt;"><w:r><w:t>seconde.</w:t></w:r></w:ins>`+
			`<w:del w:id="71" w:author="Karim &lt;K&gt;"><w:r><w:delText>deuxième.</w:delText></w:r></w:del>`,
		"La troisième.", "La tierce.")
	file = editiontest.ReviewDOCX(t, file, "<première>", "&lt;première&gt;")
	save(n, v.Segments[2], "La troisième, d’ici.")

	at, b := "/articles/"+v.ID+"/import", n.As(workflow.Editor)
	n.See(b.Get(at), 200, "Fichier XLIFF ou DOCX", `accept=".xlf,.xliff,.docx"`)
	page := n.See(b.Upload(at, "relu.docx", file), 200, "3 modifications proposées",
		"<ins>", "<bdi>Karim &lt;K&gt;</bdi>", "Modifié ici aussi entre-temps", "La troisième", "tierce", "Rien n’est modifié")
	uitest.CheckData(t, page, "relu.docx")
	for i, want := range []string{"La première.", "La deuxième.", "La troisième, d’ici."} {
		if got := n.View(v.ID).Segments[i].Target.String(); got != want {
			t.Errorf("segment %d is %q before anything was decided", i+1, got)
		}
	}
	// The two that only the file changed are proposed to be taken; the third waits.
	first, second, third := v.Segments[0].ID, v.Segments[1].ID, v.Segments[2].ID
	page = n.See(b.Post(at, form(page, map[string]string{second: "refuse"})...), 200,
		"1 segment mis à jour", "1 proposition refusée", "1 modification proposée", "tierce")
	now := n.View(v.ID)
	if got := now.Segments[0]; got.Target.String() != "La toute <première>." || got.State != bitext.Translated {
		t.Errorf("the first is %q, %s", got.Target, got.State)
	}
	if got := now.Segments[1].Target.String(); got != "La deuxième." {
		t.Errorf("the second is %q", got)
	}
	n.See(b.Get("/segments/"+second+"/history"), 200, "seconde", "Karim &lt;K&gt;")
	n.See(b.Get("/segments/"+first+"/history"), 200, "Importé d’un fichier")
	undo := uitest.Hidden(t, page, "batch")
	page = n.See(b.Post(at, form(page, map[string]string{third: "take"})...), 200, "1 segment mis à jour")
	if strings.Contains(page, `id="proposals"`) {
		t.Error("nothing is left to decide")
	}
	if got := n.View(v.ID).Segments[2].Target.String(); got != "La tierce." {
		t.Errorf("the third is %q", got)
	}
	n.See(b.Follow(b.Post(at+"/undo", "batch", undo)), 200, "L’importation est annulée")
	if got := n.View(v.ID).Segments[0].Target.String(); got != "La première." {
		t.Errorf("the first is %q after undoing", got)
	}
}

// TestReviewersCommentsComeBack has a comment of the desk's in the file, which stays one, and one that
// the reviewer wrote, which an editor adds in the reviewer's name.
func TestReviewersCommentsComeBack(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une phrase.")
	second := n.View(v.ID).Segments[1]
	editor, b := n.Actor(workflow.Editor), n.As(workflow.Editor)
	if _, err := n.Desk.Comment(t.Context(), editor, v.ID, second.ID, "Le nom est-il juste ?"); err != nil {
		t.Fatal(err)
	}
	file := b.Get("/articles/" + v.ID + "/export/file?format=docx&states=translated&notes=1").Body.Bytes()
	file = editiontest.ReviewDOCX(t, file, "</w:comments>", `<w:comment w:id="70" w:author="Karim"><w:p><w:r><w:t>Oui &amp; non.</w:t></w:r></w:p></w:comment></w:comments>`,
		`<w:commentReference w:id="0"/></w:r>`, `<w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="70"/></w:r>`)
	at := "/articles/" + v.ID + "/import"
	page := n.See(b.Upload(at, "relu.docx", file), 200, "Ce fichier ne change aucune traduction", "Ajouter le commentaire",
		`<bdi>Karim: Oui &amp; non.</bdi>`)
	if strings.Contains(page, "Le nom est-il juste") {
		t.Error("the desk’s own comment is proposed")
	}
	n.See(b.Post(at, "do", "decide", "noted", second.ID, "notes-"+second.ID, "Karim: Oui & non."), 422, "Acceptez ou refusez", "Oui &amp; non.")
	for range 2 { // once more by a reload of the page
		n.See(b.Post(at, "do", "decide", "noted", second.ID, "notes-"+second.ID, "Karim: Oui & non.",
			"note-"+second.ID, "Karim: Oui & non."), 200)
	}
	all, err := n.Desk.Comments(t.Context(), editor, v.ID)
	if err != nil || len(all) != 2 || all[1].Text != "Karim: Oui & non." || all[1].Segment != second.ID {
		t.Errorf("comments %+v, %v", all, err)
	}
	page = n.See(b.Upload(at, "relu.docx", file), 200)
	if strings.Contains(page, "Ajouter le commentaire") {
		t.Error("what was added is proposed again")
	}
}

func TestProposalsAreRefusedInWords(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v, other := n.AddArticle(uitest.ArabicArticle, 0), n.AddArticle("النص الثاني هنا\nجملة أولى هنا. وجملة ثانية هنا.", 0)
	n.Translate(v.ID, "Une phrase.")
	n.Translate(other.ID, "Une autre.")
	at, b := "/articles/"+v.ID+"/import", n.As(workflow.Editor)
	query := func(more string) []byte {
		return b.Get("/articles/" + v.ID + "/export/file?format=docx&states=translated" + more).Body.Bytes()
	}
	const notOurs = "n’est pas une édition bilingue de cet article"
	for _, tt := range []struct {
		name string
		body []byte
		want string
	}{
		{"another article’s", n.DOCXForReview(other.ID), notOurs},
		{"the target alone", query("&target=1"), notOurs},
		{"paragraphs", query("&rows=paragraph"), "manque"},
		{"a damaged archive", []byte("PK\x03\x04 not a zip"), "fichier"},
		{"nothing changed", query(""), "Ce fichier ne change aucune traduction"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status := 422
			if tt.name == "paragraphs" || tt.name == "nothing changed" {
				status = 200
			}
			n.See(b.Upload(at, "relu.docx", tt.body), status, tt.want)
		})
	}
	n.See(b.Upload(at, "relu.docx", editiontest.ReviewDOCX(t, query(""), "محطة جديدة", "محطة أخرى")), 200,
		"Ce fichier ne change aucune traduction", "La source du fichier n’est plus celle de l’article")
	page := n.See(b.Upload(at, "relu.docx", editiontest.ReviewDOCX(t, query(""), "Une phrase.", "Une autre phrase.")), 200)
	left := map[string]string{}
	for _, s := range n.View(v.ID).Segments {
		left[s.ID] = ""
	}
	n.See(b.Post(at, form(page, left)...), 422, "Acceptez ou refusez au moins une proposition", "Une ")
	n.See(b.Post(at, "do", "decide", "segment", "none"), 400)
}

// TestProposalsOfAFileThatLibreOfficeSaved passes an edition through LibreOffice: nothing is proposed
// that no one changed.
func TestProposalsOfAFileThatLibreOfficeSaved(t *testing.T) {
	outside.Package(t, "")
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Le ministre «\u00a0arrive\u00a0» lundi\u202f; il repart.")
	dir := t.TempDir()
	path := filepath.Join(dir, "relu.docx")
	file := editiontest.ReviewDOCX(t, n.DOCXForReview(v.ID), "il repart.", "il reste.")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	outside.Convert(t, "docx", filepath.Join(dir, "out"), path)
	back, err := os.ReadFile(filepath.Join(dir, "out", "relu.docx"))
	if err != nil {
		t.Fatal(err)
	}
	at, b := "/articles/"+v.ID+"/import", n.As(workflow.Editor)
	page := n.See(b.Upload(at, "relu.docx", back), 200, "modifications proposées")
	n.See(b.Post(at, form(page, nil)...), 200, "segments mis à jour")
	for i, s := range n.View(v.ID).Segments {
		if want := "Le ministre «\u00a0arrive\u00a0» lundi\u202f; il reste."; s.Target.String() != want {
			t.Errorf("segment %d is %q, want %q", i+1, s.Target, want)
		}
	}
}

// TestForbiddenCharacterSpoilsItsRowAlone has a reviewer paste a character that reverses the order of display
// into one target and change another: the row and the character are named, and the other change is proposed.
func TestForbiddenCharacterSpoilsItsRowAlone(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une phrase.")
	v = n.View(v.ID)
	for i, target := range []string{"La première.", "La deuxième."} {
		save(n, v.Segments[i], target)
	}
	file := editiontest.ReviewDOCX(t, n.DOCXForReview(v.ID), "La première.", "La \u202Epremière.", "La deuxième.", "La seconde.")
	at, b := "/articles/"+v.ID+"/import", n.As(workflow.Editor)
	page := n.See(b.Upload(at, "relu.docx", file), 200, "1 modification proposée", "seconde", "1 point à vérifier",
		"U&#43;202E", `href="/articles/`+v.ID+`/bench?go=1"`)
	n.See(b.Post(at, form(page, nil)...), 200, "1 segment mis à jour")
	for i, want := range []string{"La première.", "La seconde."} {
		if got := n.View(v.ID).Segments[i].Target.String(); got != want {
			t.Errorf("segment %d is %q, want %q", i+1, got, want)
		}
	}
}
