package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	devtools "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
)

// looseSource and alignTarget share their first two sentences and the last; nobody can tell which
// of the two between them the French has.
const looseSource = "وصل الوزير إلى الرباط يوم الاثنين.\nووقع اتفاقا بقيمة 300 مليون درهم.\n" +
	"شكلب غرمس دلغم بلغم زلغم.\nصرح فلان بكلام كثير.\nلم تعلق المعارضة على القرار."

// beadsNow are the rows of an alignment on the page: number, sentences of each side, state.
const beadsNow = `[...document.querySelectorAll(".bead")].map(r => [r.dataset.index,
	r.querySelector(".bead-mid bdi").textContent, r.dataset.state].join(" ")).join(", ")`

// brokenWord begins as the files of Word do and goes on as none.
const brokenWord = "PK\x03\x04 rien"

const looseBeads = "2 1:0 doubtful, 3 1:1 doubtful"

// TestAlignInABrowser tells what happens on the alignment page to those who read French and to
// those who read Arabic. The stories that end a server come last.
func TestAlignInABrowser(t *testing.T) {
	chromium := startChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := fillShow(t, language)
			d := openDoor(t, n.newsroom)
			s := openScreen(t, chromium, d, language)
			s.enter(n.as(workflow.Translator))
			for _, story := range []struct {
				name string
				tell func(*screen, *show, *door)
			}{
				{"what is refused costs no new choice of files", refusedPair},
				{"an article is aligned with its published translation", publishedArticle},
				{"a folder with a bad pair is aligned and found after a restart", restartedFolder},
				{"a pair is worked on by keys and by clicks and kept", workedPair},
			} {
				t.Run(story.name, func(t *testing.T) {
					s.t, n.t = t, t
					s.open("/align")
					story.tell(s, n, d)
					s.quiet()
				})
			}
		})
	}
}

// picture shoots the page where somebody wants to look at it.
func (s *screen) picture(name string) {
	s.t.Helper()
	if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
		s.shoot(folder, name)
	}
}

// choose puts files with these names and texts into a field, as a person does in its dialog.
func (s *screen) choose(selector string, files ...string) {
	s.t.Helper()
	folder := s.t.TempDir()
	var paths []string
	for i := 0; i+1 < len(files); i += 2 {
		path := filepath.Join(folder, files[i])
		if err := os.WriteFile(path, []byte(files[i+1]), 0o600); err != nil {
			s.t.Fatal(err)
		}
		paths = append(paths, path)
	}
	s.do(chromedp.SetUploadFiles(chromedp.CSS(selector), paths))
}

// downloads answers the folder in which the downloads of a screen end up.
func (s *screen) downloads() string {
	s.t.Helper()
	folder := s.t.TempDir()
	_, err := chromedp.CallBrowser(s.ctx, devtools.SetDownloadBehavior,
		devtools.SetDownloadBehaviorParams{Behavior: devtools.SetDownloadBehaviorBehaviorAllow,
			BrowserContextID: chromedp.FromContext(s.ctx).BrowserContextID, DownloadPath: folder})
	if err != nil {
		s.t.Fatal(err)
	}
	return folder
}

// file takes the file behind a link and answers what is in it.
func (s *screen) file(selector, ending string) string {
	s.t.Helper()
	folder := s.downloads()
	s.click(selector)
	b, err := os.ReadFile(awaitFile(s.t, folder, ending))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(b)
}

// beads waits for the rows of an alignment, and for where the focus is.
func (s *screen) beads(what, want, focus string) {
	s.t.Helper()
	s.until(what+": "+want, beadsNow+" === "+quote(want))
	s.until(what+": the focus in "+focus, "document.activeElement.id === "+quote(focus))
}

// beadEdit is an edit of a row: the key for it on the Arabic board, its button, what is left.
type beadEdit struct {
	stroke
	held         int64
	button, want string
	focus        string // after the key; empty: the row stays
}

func beadEdits() []beadEdit {
	alt := int64(chromedp.ModifierAlt)
	return []beadEdit{
		{stroke{"ت", "KeyJ", 'J'}, 0, "take-source-2", "2 2:0 doubtful, 3 0:1 doubtful", ""},
		{stroke{"ع", "KeyU", 'U'}, 0, "take-target-2", "2 1:1 doubtful, 3 1:0 doubtful", ""},
		{stroke{"ل", "KeyG", 'G'}, 0, "join-2", "2 2:1 doubtful", ""},
		{stroke{"س", "KeyS", 'S'}, 0, "split-3", "2 1:0 doubtful, 3 1:0 doubtful, 4 0:1 doubtful", ""},
		{stroke{"ArrowDown", "ArrowDown", 40}, alt, "shift-down-3",
			"2 1:0 doubtful, 3 1:0 doubtful, 4 1:1 doubtful, 5 0:1 doubtful", ""},
		{stroke{"ArrowUp", "ArrowUp", 38}, alt, "shift-up-3",
			"2 1:0 doubtful, 3 0:1 doubtful, 4 1:1 doubtful, 5 1:0 doubtful", ""},
		{stroke{"Delete", "Delete", 46}, 0, "drop-2", "3 1:1 doubtful", "bead-3"},
		{stroke{" ", "Space", 32}, 0, "accept-3", "2 1:0 doubtful", "bead-2"},
	}
}

// row is the row that the edit is of.
func (e beadEdit) row() string { return "bead-" + e.button[strings.LastIndex(e.button, "-")+1:] }

// workedPair pastes a pair, works on what is doubtful by keys and by clicks, keeps what
// is right and takes the file of it.
func workedPair(s *screen, n *show, d *door) {
	s.click("#source")
	s.insert(looseSource)
	s.click("#target")
	s.insert(alignTarget)
	s.picture("align")
	s.follow(`#align-do`)
	s.see(s.T("align.sum", "Count", 5), s.T("align.sum-doubtful", "Count", 2), s.T("align.keys"))
	s.picture("align-beads")
	for _, e := range beadEdits() {
		s.editByKey(e)
		s.editByClick(e)
	}
	s.losesNothing(n, d)
	s.keepsBeads()
}

// editByKey carries an edit out by its key and takes it back by the button.
func (s *screen) editByKey(e beadEdit) {
	s.t.Helper()
	s.click("#" + e.row() + " .bead-number")
	s.strike(e.stroke, e.held)
	focus := e.row()
	if e.focus != "" {
		focus = e.focus
	}
	s.beads(e.button+" by key", e.want, focus)
	s.click("#do-undo")
	s.until("undone", beadsNow+" === "+quote(looseBeads))
}

// editByClick carries an edit out by its button and takes it back by the key.
func (s *screen) editByClick(e beadEdit) {
	s.t.Helper()
	s.click("#do-" + e.button)
	focus := "do-" + e.button
	if e.focus != "" {
		focus = e.focus
	}
	s.beads(e.button+" by click", e.want, focus)
	s.strike(stroke{"ئ", "KeyZ", 'Z'}, ctrl)
	s.until("undone", beadsNow+" === "+quote(looseBeads))
}

// losesNothing loses the server and then meets somebody else at the same alignment.
func (s *screen) losesNothing(n *show, d *door) {
	s.click("#bead-2 .bead-number")
	d.stop()
	s.press("g")
	s.see(s.T("app.offline"))
	s.beads("without a server", looseBeads, "bead-2")
	s.complaints() // that the server does not answer is what this is about
	d.reopen()
	s.press("g")
	s.beads("with a server again", "2 2:1 doubtful", "bead-2")
	s.press("z", chromedp.ModifierCtrl)
	s.until("undone", beadsNow+" === "+quote(looseBeads))

	all, err := n.desk.Alignments(s.t.Context(), n.actor(workflow.Editor), 1, 0)
	n.must(all, err)
	n.must(n.desk.EditBeads(s.t.Context(), n.actor(workflow.Editor), all[0].ID,
		workflow.BeadChange{Version: all[0].Version, Edit: workflow.DropBead, Bead: 2}))
	s.press(" ")
	s.see(s.T("align.changed"), s.T("align.keys"))
	s.beads("beside somebody else", "3 1:1 doubtful", "bead-3")
	s.picture("align-changed")
	s.press("z", chromedp.ModifierCtrl)
	s.until("undone", beadsNow+" === "+quote(looseBeads))
}

// keepsBeads accepts the sure ones at once and the doubtful ones as fast as fingers go.
func (s *screen) keepsBeads() {
	s.click("#do-above")
	s.see(s.T("align.sum-accepted", "Count", 3))
	s.until("the focus kept", `document.activeElement.matches("#do-above, .bead")`)
	s.click("#bead-2 .bead-number")
	read[bool](s, `(() => { for (const key of [" ", "ArrowDown", " "]) document.activeElement
		.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true})); return true; })()`)
	s.see(s.T("align.all-settled"))
	s.until("the focus on what comes next", `document.activeElement.id === "do-keep"`)
	s.press(kb.Enter)
	s.see(s.T("align.kept", "Count", 4)) // one of five has no translation
	s.picture("align-kept")
	memory := s.file(`a[href*="alignment="]`, ".tmx")
	for _, want := range []string{"<tmx", "300 millions de dirhams", "300 مليون درهم",
		"Tout cela reste à voir", "صرح فلان"} {
		if !strings.Contains(memory, want) {
			s.t.Errorf("the file of the memory lacks %q:\n%s", want, memory)
		}
	}
	if got := strings.Count(memory, "<tu "); got != 4 {
		s.t.Errorf("%d units in the file, want 4:\n%s", got, memory)
	}
}

// refusedPair chooses two files; what the server refuses costs no new choice.
func refusedPair(s *screen, _ *show, _ *door) {
	s.choose("#sources", "visite-ar.txt", looseSource)
	s.choose("#targets", "visite-fr.docx", brokenWord)
	s.fill("#date", "hier")
	s.click(`#align-do`)
	s.see("visite-fr.docx", s.T("file.damaged"))
	s.until("the focus on what is wrong", `document.activeElement.id === "targets"`)
	s.picture("align-refused")
	s.choose("#targets", "visite-fr.txt", alignTarget)
	s.click(`#align-do`)
	s.see(s.T("align.date"))
	s.until("the focus on the date", `document.activeElement.id === "date"`)
	s.fill("#date", "2024-05-12")
	s.follow(`#align-do`)
	s.see("visite-ar.txt", s.T("align.sum", "Count", 5))
	if got := read[string](s, beadsNow); got != looseBeads {
		s.t.Errorf("beads %q, want %q", got, looseBeads)
	}

	s.open("/align")
	s.fill("#target", alignTarget)
	s.click(`#align-do`)
	s.until("what is missing said at its field",
		`document.activeElement.id === "source" && document.getElementById("source-problem")`)
	s.see(s.T("align.empty"))
	s.until("the text kept", `document.getElementById("target").value.includes("300 millions")`)
}

// restartedFolder aligns a folder of pairs of which one cannot be read and one is alone, and
// finds what is aligned after the program was started anew.
func restartedFolder(s *screen, n *show, d *door) {
	s.choose("#sources", "visite-ar.txt", looseSource, "accord-ar.txt", alignSource,
		"abîmé-ar.docx", brokenWord, "seul-ar.txt", alignSource)
	s.choose("#targets", "visite.fr.txt", alignTarget, "accord_fr.txt", alignTarget,
		"abîmé-fr.txt", alignTarget)
	room := roomOf[*alignRoom](n.newsroom)
	release := HoldFolders(room) // another folder is at work
	s.follow(`#align-do`)
	s.see(s.T("align.waiting", "All", 2), s.T("align.lost"))
	TellFolder(room, 1, 2, 1, 2)
	s.see(s.T("align.progress", "Done", 1, "All", 2, "Round", 1, "Rounds", 2))
	s.until("a bar half way", `document.querySelector("progress").value === 25`)
	s.picture("align-folder-progress")
	release()
	s.has("#folder[data-ready] table")
	s.until("the end told", `document.getElementById("live").textContent === `+
		quote(s.T("align.folder-ready")))
	s.see("visite-ar.txt", "accord-ar.txt", "abîmé-ar.docx", s.T("file.damaged"), "seul-ar.txt",
		s.T("align.no-partner"))
	s.picture("align-folder")
	s.reads(s.file(`a[href$="/file"]`, ".csv"))

	path := read[string](s, "location.pathname")
	s.follow(`td a[href$="#bead-2"]`)
	s.beads("the link of a doubtful bead", looseBeads, "bead-2")
	s.open("/align")
	s.has(`a[href="` + path + `"]`)

	d.stop()
	d.reopen()
	s.open(path)
	s.see(s.T("align.folder-gone"))
	s.picture("align-folder-gone")
	s.follow(`nav a[href="/align"]`)
	s.see("visite-ar.txt", "accord-ar.txt")
	read[bool](s, `(document.getElementById("list").scrollIntoView(), true)`)
	s.picture("align-list")
	s.follow(`#list tbody a[href^="/align/"]`)
	s.see(s.T("align.keep", "Count", 0))
}

// reads checks the file of a folder's report.
func (s *screen) reads(table string) {
	s.t.Helper()
	for _, want := range []string{"visite-ar.txt,,", ",ar,fr,5,4,0,0,0,1,0,", ",2,3 4,\r\n",
		"accord-ar.txt,,", "abîmé-ar.docx,source,", "seul-ar.txt,source,", s.T("align.no-partner")} {
		if !strings.Contains(table, want) {
			s.t.Errorf("the report lacks %q:\n%s", want, table)
		}
	}
}

// publishedArticle aligns an article of the desk with what was published.
func publishedArticle(s *screen, n *show, _ *door) {
	s.click("#source")
	s.insert("نص لا حاجة إليه")
	s.fill("#article", n.done)
	s.click("#target")
	s.insert(alignTarget)
	s.click(`#align-do`)
	s.see(s.T("align.article-both"))
	s.open("/articles/" + n.done)
	s.follow(`a[href="/align?article=` + n.done + `"]`)
	if got := read[string](s, `document.getElementById("source-lang").value`); got != "fr" {
		s.t.Errorf("the article is said to be in %q", got)
	}
	s.click("#target")
	s.insert(testFile(s.t, "bibliobus.ar.txt"))
	s.follow(`#align-do`)
	s.see(n.view(n.done).Title)
	s.follow(`a[href$="show=all"]`)
	for side, want := range map[int]string{1: "fr ltr", 2: "ar rtl"} {
		got := read[string](s, fmt.Sprintf(`(e => e.lang + " " + e.dir)(
			document.querySelectorAll(".bead .bead-text")[%d])`, side-1))
		if got != want {
			s.t.Errorf("side %d is %s, want %s", side, got, want)
		}
	}
	s.picture("align-article")
	s.click("#do-above")
	s.until("beads accepted", `document.querySelector('[data-state="accepted"]')`)
	s.click("#do-keep")
	s.has(`a[href*="alignment="]`)
	doc, err := n.desk.Memory(s.t.Context(), n.actor(workflow.Editor),
		workflow.UnitFilter{SourceLang: "fr", TargetLang: "ar"})
	n.must(doc, err)
	if len(doc.Blocks) == 0 {
		s.t.Error("nothing of the article is in the memory")
	}
}
