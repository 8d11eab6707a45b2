package align_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/memory"
	"truchement/workflow/unit"
)

// beadsNow are the rows of an alignment on the page: number, sentences of each side, state.
const beadsNow = `[...document.querySelectorAll(".bead")].map(r => [r.dataset.index,
	r.querySelector(".bead-mid bdi").textContent, r.dataset.state].join(" ")).join(", ")`

const looseBeads = "2 1:0 doubtful, 3 1:1 doubtful"

// TestAlignInABrowser goes through the alignment page as those do who read French and
// those who read Arabic. The stories that end a server come last.
func TestAlignInABrowser(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenShow(t, language)
			d := uitest.OpenDoor(t, n.Newsroom)
			s := uitest.OpenScreen(t, chromium, d, language)
			s.Enter(n.As(workflow.Translator))
			for _, story := range []struct {
				name string
				tell func(*uitest.Screen, *uitest.Show, *uitest.Door)
			}{
				{"what is refused costs no new choice of files", refusedPair},
				{"an article is aligned with its published translation", publishedArticle},
				{"a folder with a bad pair is aligned and found after a restart", restartedFolder},
				{"a pair is worked on by keys and by clicks and kept", workedPair},
			} {
				t.Run(story.name, func(t *testing.T) {
					s.TB, n.TB = t, t
					s.Open("/align")
					story.tell(s, n, d)
					s.Quiet()
				})
			}
		})
	}
}

// TestAlignKeysDoNotWait accepts rows and drops one as fast as fingers go, on a list that each key
// makes shorter. Each key is about the row that has the focus when it is pressed, however far away the
// server is.
func TestAlignKeysDoNotWait(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		n := uitest.OpenNewsroom(t)
		editor := n.As(workflow.Editor)
		path := editor.Post("/align", "source-lang", "ar", "target-lang", "fr", "source", uitest.AlignSource,
			"target", uitest.AlignTarget).Header().Get("Location")
		s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, n, roundTrip), "ar")
		s.Enter(editor)
		s.Open(path + "?show=all")
		s.Click("#bead-0 .bead-number")
		s.Type(" ")
		s.Press(kb.Delete)
		s.Press(kb.ArrowDown)
		s.Type(" ")
		const want = "accepted dropped open accepted"
		for deadline := time.Now().Add(uitest.Patience); ; time.Sleep(50 * time.Millisecond) {
			a, err := n.Memory.Alignment(t.Context(), n.Actor(workflow.Editor), path[strings.LastIndex(path, "/")+1:])
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, b := range a.Beads {
				state := "open"
				if b.Accepted {
					state = "accepted"
				} else if b.Dropped {
					state = "dropped"
				}
				got = append(got, state)
			}
			if strings.Join(got, " ") == want {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("the rows are %v, want %s", got, want)
			}
		}
		s.Quiet()
	})
}

// picture takes a screenshot of the page when the run is asked to keep them.
func picture(s *uitest.Screen, name string) {
	s.TB.Helper()
	if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
		s.Shoot(folder, name)
	}
}

// file takes the file behind a link and answers what is in it.
func file(s *uitest.Screen, selector, ending string) string {
	s.TB.Helper()
	folder := s.Downloads()
	s.Click(selector)
	b, err := os.ReadFile(uitest.AwaitFile(s.TB, folder, ending))
	if err != nil {
		s.TB.Fatal(err)
	}
	return string(b)
}

// beads waits for the rows of an alignment, and for where the focus is.
func beads(s *uitest.Screen, what, want, focus string) {
	s.TB.Helper()
	s.Until(what+": "+want, beadsNow+" === "+uitest.Quote(want))
	s.Until(what+": the focus in "+focus, "document.activeElement.id === "+uitest.Quote(focus))
}

// beadEdit is an edit of a row: the key for it on the Arabic board, its button, what is left.
type beadEdit struct {
	uitest.Stroke
	held         int64
	button, want string
	focus        string // after the key; empty: the row stays
}

func beadEdits() []beadEdit {
	alt := int64(chromedp.ModifierAlt)
	return []beadEdit{
		{uitest.Stroke{Key: "ت", Code: "KeyJ", Number: 'J'}, 0, "take-source-2", "2 2:0 doubtful, 3 0:1 doubtful", ""},
		{uitest.Stroke{Key: "ع", Code: "KeyU", Number: 'U'}, 0, "take-target-2", "2 1:1 doubtful, 3 1:0 doubtful", ""},
		{uitest.Stroke{Key: "ل", Code: "KeyG", Number: 'G'}, 0, "join-2", "2 2:1 doubtful", ""},
		{uitest.Stroke{Key: "س", Code: "KeyS", Number: 'S'}, 0, "split-3", "2 1:0 doubtful, 3 1:0 doubtful, 4 0:1 doubtful", ""},
		{uitest.Stroke{Key: "ArrowDown", Code: "ArrowDown", Number: 40}, alt, "shift-down-3",
			"2 1:0 doubtful, 3 1:0 doubtful, 4 1:1 doubtful, 5 0:1 doubtful", ""},
		{uitest.Stroke{Key: "ArrowUp", Code: "ArrowUp", Number: 38}, alt, "shift-up-3",
			"2 1:0 doubtful, 3 0:1 doubtful, 4 1:1 doubtful, 5 1:0 doubtful", ""},
		{uitest.Stroke{Key: "Delete", Code: "Delete", Number: 46}, 0, "drop-2", "3 1:1 doubtful", "bead-3"},
		{uitest.Stroke{Key: " ", Code: "Space", Number: 32}, 0, "accept-3", "2 1:0 doubtful", "bead-2"},
	}
}

// row is the row that the edit is of.
func (e beadEdit) row() string { return "bead-" + e.button[strings.LastIndex(e.button, "-")+1:] }

// workedPair pastes a pair, works on what is doubtful by keys and by clicks, keeps what
// is right and takes the file of it.
func workedPair(s *uitest.Screen, n *uitest.Show, d *uitest.Door) {
	s.Click("#source")
	s.Insert(uitest.LooseSource)
	s.Click("#target")
	s.Insert(uitest.AlignTarget)
	picture(s, "align")
	s.Follow(`#align-do`)
	s.See(s.T("align.sum", "Count", 5), s.T("align.sum-doubtful", "Count", 2), s.T("align.keys"))
	picture(s, "align-beads")
	for _, e := range beadEdits() {
		editByKey(s, e)
		editByClick(s, e)
	}
	losesNothing(s, n, d)
	keepsBeads(s)
}

// editByKey carries an edit out by its key and takes it back by the button.
func editByKey(s *uitest.Screen, e beadEdit) {
	s.TB.Helper()
	s.Click("#" + e.row() + " .bead-number")
	s.Strike(e.Stroke, e.held)
	focus := e.row()
	if e.focus != "" {
		focus = e.focus
	}
	beads(s, e.button+" by key", e.want, focus)
	s.Click("#do-undo")
	s.Until("undone", beadsNow+" === "+uitest.Quote(looseBeads))
}

// editByClick carries an edit out by its button and takes it back by the key.
func editByClick(s *uitest.Screen, e beadEdit) {
	s.TB.Helper()
	s.Click("#do-" + e.button)
	focus := "do-" + e.button
	if e.focus != "" {
		focus = e.focus
	}
	beads(s, e.button+" by click", e.want, focus)
	s.Strike(uitest.Stroke{Key: "ئ", Code: "KeyZ", Number: 'Z'}, uitest.Ctrl)
	s.Until("undone", beadsNow+" === "+uitest.Quote(looseBeads))
}

// losesNothing stops the server for a while, and then has another person change the same alignment.
func losesNothing(s *uitest.Screen, n *uitest.Show, d *uitest.Door) {
	s.Click("#bead-2 .bead-number")
	d.Stop()
	s.Press("g")
	s.See(s.T("app.offline"))
	beads(s, "without a server", looseBeads, "bead-2")
	s.Complaints() // that the server does not answer is what this is about
	d.Reopen()
	s.Press("g")
	beads(s, "with a server again", "2 2:1 doubtful", "bead-2")
	s.Press("z", chromedp.ModifierCtrl)
	s.Until("undone", beadsNow+" === "+uitest.Quote(looseBeads))

	all, err := n.Memory.Alignments(s.TB.Context(), n.Actor(workflow.Editor), 1, 0)
	n.Must(all, err)
	n.Must(n.Memory.EditBeads(s.TB.Context(), n.Actor(workflow.Editor), all[0].ID,
		memory.BeadChange{Version: all[0].Version, Edit: memory.DropBead, Bead: 2}))
	s.Press(" ")
	s.See(s.T("align.changed"), s.T("align.keys"))
	beads(s, "beside somebody else", "3 1:1 doubtful", "bead-3")
	picture(s, "align-changed")
	s.Press("z", chromedp.ModifierCtrl)
	s.Until("undone", beadsNow+" === "+uitest.Quote(looseBeads))
}

// keepsBeads accepts the sure ones at once and the doubtful ones as fast as fingers go.
func keepsBeads(s *uitest.Screen) {
	s.Click("#do-above")
	s.See(s.T("align.sum-accepted", "Count", 3))
	s.Until("the focus kept", `document.activeElement.matches("#do-above, .bead")`)
	s.Click("#bead-2 .bead-number")
	uitest.Read[bool](s, `(() => { for (const key of [" ", "ArrowDown", " "]) document.activeElement
		.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true})); return true; })()`)
	s.See(s.T("align.all-settled"))
	s.Until("the focus on what comes next", `document.activeElement.id === "do-keep"`)
	s.Press(kb.Enter)
	s.See(s.T("align.kept", "Count", 4)) // one of five has no translation
	picture(s, "align-kept")
	memory := file(s, `a[href*="alignment="]`, ".tmx")
	for _, want := range []string{"<tmx", "300 millions de dirhams", "300 مليون درهم",
		"Tout cela reste à voir", "صرح فلان"} {
		if !strings.Contains(memory, want) {
			s.TB.Errorf("the file of the memory lacks %q:\n%s", want, memory)
		}
	}
	if got := strings.Count(memory, "<tu "); got != 4 {
		s.TB.Errorf("%d units in the file, want 4:\n%s", got, memory)
	}
}

// refusedPair chooses two files; what the server refuses costs no new choice.
func refusedPair(s *uitest.Screen, _ *uitest.Show, _ *uitest.Door) {
	s.Choose("#sources", "visite-ar.txt", uitest.LooseSource)
	s.Choose("#targets", "visite-fr.docx", uitest.BrokenWord)
	s.Fill("#date", "hier")
	s.Click(`#align-do`)
	s.See("visite-fr.docx", s.T("file.damaged"))
	s.Until("the focus on what is wrong", `document.activeElement.id === "targets"`)
	picture(s, "align-refused")
	s.Choose("#targets", "visite-fr.txt", uitest.AlignTarget)
	s.Click(`#align-do`)
	s.See(s.T("align.date"))
	s.Until("the focus on the date", `document.activeElement.id === "date"`)
	s.Fill("#date", "2024-05-12")
	s.Follow(`#align-do`)
	s.See("visite-ar.txt", s.T("align.sum", "Count", 5))
	if got := uitest.Read[string](s, beadsNow); got != looseBeads {
		s.TB.Errorf("beads %q, want %q", got, looseBeads)
	}

	s.Open("/align")
	s.Fill("#target", uitest.AlignTarget)
	s.Click(`#align-do`)
	s.Until("what is missing said at its field",
		`document.activeElement.id === "source" && document.getElementById("source-problem")`)
	s.See(s.T("align.empty"))
	s.Until("the text kept", `document.getElementById("target").value.includes("300 millions")`)
}

// restartedFolder aligns a folder of pairs of which one cannot be read and one is alone, and
// finds what is aligned after the program was started anew.
func restartedFolder(s *uitest.Screen, n *uitest.Show, d *uitest.Door) {
	s.Choose("#sources", "visite-ar.txt", uitest.LooseSource, "accord-ar.txt", uitest.AlignSource,
		"abîmé-ar.docx", uitest.BrokenWord, "seul-ar.txt", uitest.AlignSource)
	s.Choose("#targets", "visite.fr.txt", uitest.AlignTarget, "accord_fr.txt", uitest.AlignTarget,
		"abîmé-fr.txt", uitest.AlignTarget)
	n.StopJobs() // another folder is at work
	s.Follow(`#align-do`)
	s.See(s.T("align.waiting", "All", 2), s.T("align.lost"))
	changeFolder(n, func(j *workflow.Job) { j.State, j.Steps = workflow.JobRunning, 3 })
	s.See(s.T("align.progress", "Done", 1, "All", 2, "Round", 2, "Rounds", 3))
	s.Until("a bar half way", `document.querySelector("progress").value === 50`)
	picture(s, "align-folder-progress")
	d.Stop()
	d.Reopen()
	changeFolder(n, func(j *workflow.Job) { j.State = workflow.JobWaiting })
	n.RunJobs()
	s.Has("#folder[data-ready] table")
	s.Until("the end told", `document.getElementById("live").textContent === `+
		uitest.Quote(s.T("align.folder-ready")))
	s.See("visite-ar.txt", "accord-ar.txt", "abîmé-ar.docx", s.T("file.damaged"), "seul-ar.txt",
		s.T("align.no-partner"))
	picture(s, "align-folder")
	reads(s, file(s, `a[href$="/file"]`, ".csv"))

	path := uitest.Read[string](s, "location.pathname")
	s.Follow(`td a[href$="#bead-2"]`)
	beads(s, "the link of a doubtful bead", looseBeads, "bead-2")
	s.Open("/align")
	s.Has(`a[href="` + path + `"]`)

	d.Stop()
	d.Reopen()
	s.Open(path)
	s.See("visite-ar.txt", "accord-ar.txt", "abîmé-ar.docx", s.T("file.damaged"))
	s.Open("/align/folder/other")
	s.See(s.T("align.folder-gone"))
	picture(s, "align-folder-gone")
	s.Follow(`nav a[href="/align"]`)
	s.See("visite-ar.txt", "accord-ar.txt")
	uitest.Read[bool](s, `(document.getElementById("list").scrollIntoView(), true)`)
	picture(s, "align-list")
	s.Follow(`#list tbody a[href^="/align/"]`)
	s.See(s.T("align.keep", "Count", 0))
}

// changeFolder changes the job of the newest folder.
func changeFolder(n *uitest.Show, change func(*workflow.Job)) {
	n.TB.Helper()
	n.Must(nil, n.Store.Update(n.TB.Context(), func(tx workflow.Tx) error {
		jobs, err := tx.Jobs(memory.FolderJob)
		if err != nil {
			return err
		}
		change(&jobs[0])
		return tx.UpdateJob(jobs[0])
	}))
}

// reads checks the file of a folder's report.
func reads(s *uitest.Screen, table string) {
	s.TB.Helper()
	for _, want := range []string{"visite-ar.txt,,", ",ar,fr,5,4,0,0,0,1,0,", ",2,3 4,\r\n",
		"accord-ar.txt,,", "abîmé-ar.docx,source,", "seul-ar.txt,source,", s.T("align.no-partner")} {
		if !strings.Contains(table, want) {
			s.TB.Errorf("the report lacks %q:\n%s", want, table)
		}
	}
}

// publishedArticle aligns an article of the desk with what was published.
func publishedArticle(s *uitest.Screen, n *uitest.Show, _ *uitest.Door) {
	s.Click("#source")
	s.Insert("نص لا حاجة إليه")
	s.Fill("#article", n.Done)
	s.Click("#target")
	s.Insert(uitest.AlignTarget)
	s.Click(`#align-do`)
	s.See(s.T("align.article-both"))
	s.Open("/articles/" + n.Done)
	s.Click(`details:has(a[href="/align?article=` + n.Done + `"]) > summary`)
	s.Follow(`a[href="/align?article=` + n.Done + `"]`)
	if got := uitest.Read[string](s, `document.getElementById("source-lang").value`); got != "fr" {
		s.TB.Errorf("the article is said to be in %q", got)
	}
	s.Click("#target")
	s.Insert(uitest.TestFile(s.TB, "bibliobus.ar.txt"))
	s.Follow(`#align-do`)
	s.See(n.View(n.Done).Title)
	s.Follow(`a[href$="show=all"]`)
	for side, want := range map[int]string{1: "fr ltr", 2: "ar rtl"} {
		got := uitest.Read[string](s, fmt.Sprintf(`(e => e.lang + " " + e.dir)(
			document.querySelectorAll(".bead .bead-text")[%d])`, side-1))
		if got != want {
			s.TB.Errorf("side %d is %s, want %s", side, got, want)
		}
	}
	picture(s, "align-article")
	s.Click("#do-above")
	s.Until("beads accepted", `document.querySelector('[data-state="accepted"]')`)
	s.Click("#do-keep")
	s.Has(`a[href*="alignment="]`)
	list, err := n.Units.List(s.TB.Context(), n.Actor(workflow.Editor), unit.UnitQuery{
		UnitFilter: workflow.UnitFilter{SourceLang: "fr", TargetLang: "ar", Kind: workflow.FromAlignment}})
	n.Must(list, err)
	if len(list.Units) == 0 {
		s.TB.Error("nothing of the article is in the memory")
	}
}
