package align_test

import (
	"bytes"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/bitext"
	"truchement/workflow/keymap"
	"truchement/workflow/lang"
	"truchement/workflow/memory"
)

func versionOf(t *testing.T, page string) string {
	t.Helper()
	m := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no version in\n%s", page)
	}
	return m[1]
}

// TestAlignPage aligns two pasted texts by forms alone, works on the beads and keeps them.
func TestAlignPage(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	n.See(b.Get("/align"), http.StatusOK, `action="/align"`)
	answer := b.Post("/align", "source-lang", "ar", "target-lang", "fr", "source", uitest.AlignSource,
		"target", uitest.AlignTarget, "date", "2024-05-12", "licence", "CC BY")
	path := answer.Header().Get("Location")
	n.See(b.Follow(answer), http.StatusOK, "Alignement de", "4 appariements")
	page := n.See(b.Get(path+"?show=all"), http.StatusOK, "300 مليون", "300 millions")
	uitest.CheckData(t, page, "وصل الوزير إلى الرباط يوم الاثنين.", "Le ministre est arrivé lundi à Rabat.")
	if strings.Count(page, `class="bead"`) != 4 {
		t.Errorf("%d rows, want 4", strings.Count(page, `class="bead"`))
	}
	do := func(what string) string {
		t.Helper()
		w := b.Post(path, "do", what, "version", versionOf(t, page), "show", "all", "from", "0")
		page = n.See(b.Follow(w), http.StatusOK)
		return page
	}
	do("join 0")
	if strings.Count(page, `class="bead"`) != 3 {
		t.Error("two beads are not joined")
	}
	do("undo")
	old := versionOf(t, page)
	w := b.Post(path, "do", "above", "version", old, "show", "all", "above", "0.99")
	count := regexp.MustCompile(`value="0.99">.*appariements : [^0-9]*(\d)`).FindStringSubmatch(page)
	if count == nil {
		t.Fatalf("no count of the beads from 0.99:\n%s", page)
	}
	page = n.See(b.Follow(w), http.StatusOK, `value="0.99" selected`)
	if got := strings.Count(page, `data-state="accepted"`); strconv.Itoa(got) != count[1] || got == 0 {
		t.Errorf("%d accepted from 0.99, the page said %s", got, count[1])
	}
	n.See(b.Post(path, "do", "above", "version", old, "above", "2"), http.StatusBadRequest)
	do("undo")
	old = versionOf(t, page)
	do("above")
	n.See(b.Post(path, "do", "join 0", "version", old), http.StatusConflict,
		"Cet alignement a changé entre-temps")
	do("keep")
	memory := b.Get("/align/memory?source=ar&target=fr").Body.String()
	for _, want := range []string{"300 millions de dirhams", `type="x-unit-licence">CC BY`, `type="x-unit-date">2024-05-12`} {
		if !strings.Contains(memory, want) {
			t.Errorf("the memory lacks %q:\n%s", want, memory)
		}
	}
	n.See(b.Get("/align"), http.StatusOK, path)
}

// A part of the text that the translation has in another place is pointed out, until the pairs say better.
func TestMovedPartIsPointedOut(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	source, targets := uitest.NewsText(t)
	half := len(targets) / 2
	swapped := strings.Join(append(slices.Clone(targets[half:]), targets[:half]...), "\n")
	said := "une partie du texte est à une autre place"
	n.See(b.Follow(b.Post("/align", "source-lang", "ar", "target-lang", "fr", "source", source, "target", swapped)), 200, said)
	page := n.See(b.Follow(b.Post("/align", "source-lang", "ar", "target-lang", "fr", "source", source,
		"target", strings.Join(targets, "\n"))), 200)
	if strings.Contains(page, said) {
		t.Error("a text in order is said to have a part in another place")
	}
}

// TestAlignKeysAreChosen gives joining another key and switches dropping off: the page says so.
func TestAlignKeysAreChosen(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	answer := b.Post("/align", "source-lang", "ar", "target-lang", "fr", "source", uitest.AlignSource, "target", uitest.AlignTarget)
	path := answer.Header().Get("Location")
	n.See(b.Get(path), http.StatusOK, ">G</kbd> Joindre", ">Suppr</kbd> Écarter", ">Alt&#43;↓</kbd>")
	err := n.Access.ChooseKeys(t.Context(), n.Actor(workflow.Translator), keymap.Choice{
		Own: map[string][]keymap.Chord{"bead-join": {"n"}, "bead-drop": {}}})
	if err != nil {
		t.Fatal(err)
	}
	page := n.See(b.Get(path), http.StatusOK, ">N</kbd> Joindre", `&#34;bead-join&#34;:[&#34;n&#34;]`)
	if strings.Contains(page, ">Suppr</kbd> Écarter") {
		t.Error("the key of dropping is still shown")
	}
}

func TestAlignRefusesAForm(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	page := n.See(b.Post("/align", "source-lang", "ar", "target-lang", "ar", "source", uitest.AlignSource,
		"target", uitest.AlignTarget, "date", "hier"), http.StatusUnprocessableEntity,
		"deux langues différentes")
	if !strings.Contains(page, "300 millions") {
		t.Error("what was pasted is gone")
	}
	n.See(b.Post("/align", "source-lang", "ar", "target-lang", "fr", "source", uitest.AlignSource,
		"target", ""), http.StatusUnprocessableEntity, `id="target-problem"`, "rien à aligner")
	n.See(b.Post("/align", "source-lang", "ar", "target-lang", "fr", "source", " ",
		"target", uitest.AlignTarget), http.StatusUnprocessableEntity, `id="source-problem"`)
}

// TestAlignArticle aligns the source of an article of the desk with its published translation.
func TestAlignArticle(t *testing.T) {
	s := uitest.OpenShow(t, "fr")
	b := s.As(workflow.Editor)
	s.See(b.Get("/align?article="+s.Main), http.StatusOK, `value="`+s.Main+`" dir="auto" selected`)
	answer := b.Post("/align", "article", s.Main, "target-lang", "fr", "target", uitest.AlignTarget)
	s.See(b.Follow(answer), http.StatusOK, `id="beads"`)
	// An article from French, with the languages of the form left as they were.
	answer = b.Post("/align", "article", s.Done, "source-lang", "ar", "target-lang", "fr", "target",
		uitest.TestFile(t, "bibliobus.ar.txt"))
	path := answer.Header().Get("Location")
	s.See(b.Follow(answer), http.StatusOK)
	page := s.See(b.Get(path+"?show=all"), http.StatusOK)
	uitest.CheckData(t, page, "Le bibliobus de l’Oriental reprend la route", "حافلة الكتب بجهة الشرق تستأنف جولاتها")
}

// TestAlignFolder sends the files of a folder, which are matched by name.
func TestAlignFolder(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	send := func(files map[string]string) *httptest.ResponseRecorder {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for name, text := range files {
			side := "sources"
			if strings.Contains(name, "fr") {
				side = "targets"
			}
			part, err := form.CreateFormFile(side, name)
			if err == nil {
				_, err = part.Write([]byte(text))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, field := range []string{"source-lang=ar", "target-lang=fr"} {
			name, value, _ := strings.Cut(field, "=")
			if err := form.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
		if err := form.Close(); err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, "/align", &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		return b.Send(r)
	}
	files := map[string]string{"seul-ar.txt": uitest.AlignSource, "vide-ar.txt": " ",
		"vide-fr.txt": uitest.AlignTarget}
	for i := range 3 {
		files[fmt.Sprintf("visite%d-ar.txt", i)] = uitest.AlignSource
		files[fmt.Sprintf("visite%d.fr.txt", i)] = uitest.AlignTarget
	}
	files["visite2.fr.txt"] = "Rien ne va plus. Zut alors, que sais-je."
	answer := send(files)
	path := answer.Header().Get("Location")
	page := n.See(b.Follow(answer), http.StatusOK, "Un dossier de paires", "seul-ar.txt", "Sans pendant")
	for strings.Contains(page, "data-wait") {
		page = n.See(b.Get(path), http.StatusOK)
	}
	for _, want := range []string{"visite0-ar.txt", "visite2-ar.txt", `data-label="` + lang.Isolate("1:1") + `">`, "#bead-",
		"Ce fichier ne contient pas de texte"} {
		if !strings.Contains(page, want) {
			t.Errorf("the report lacks %q:\n%s", want, page)
		}
	}
	n.See(b.Get("/align"), http.StatusOK, path, "visite1-ar.txt")
	table := b.Get(path + "/file").Body.String()
	for _, want := range []string{"visite0-ar.txt,,", ",ar,fr,4,4,0,0,0,0,0,", "seul-ar.txt,source,", "vide-ar.txt,"} {
		if !strings.Contains(table, want) {
			t.Errorf("the table lacks %q:\n%s", want, table)
		}
	}
	n.See(b.Get("/align/folder/other"), http.StatusNotFound, "n’est plus disponible")
	n.See(send(map[string]string{"a-ar.txt": uitest.AlignSource, "b-ar.txt": uitest.AlignSource}),
		http.StatusUnprocessableEntity, "a-ar.txt")
}

// TestFolderPageShowsItsJob in every state, and no other jobs.
func TestFolderPageShowsItsJob(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.StopJobs()
	b := n.As(workflow.Translator)
	job := workflow.Job{ID: "j", Kind: memory.FolderJob, By: n.People[workflow.Translator].ID,
		At: n.Clock.Now(), State: workflow.JobWaiting, Total: memory.FolderSteps(7)}
	other := job
	other.ID, other.Kind = "o", "other"
	store := func(write func(workflow.Tx) error) {
		t.Helper()
		if err := n.Store.Update(t.Context(), write); err != nil {
			t.Fatal(err)
		}
	}
	store(func(tx workflow.Tx) error { return errors.Join(tx.AddJob(job), tx.AddJob(other)) })
	for _, c := range []struct {
		name   string
		change func()
		want   []string // on the page
		listed string
	}{
		{"waiting", func() {}, []string{"data-wait", "En attente. Paires : 7"}, "paires : 7"},
		{"running", func() { job.State, job.Steps = workflow.JobRunning, 10 },
			[]string{"data-wait", `value="47"`, "Paires faites : 3 sur 7, passage 2 sur 3"},
			"3 sur 7"},
		{"failed", func() {
			job.State = workflow.JobFailed
			job.Problem = &workflow.Problem{Kind: workflow.Internal, ID: "job.given-up"}
		}, []string{"data-ready", `data-kind="error">Ce travail a été abandonné`}, "terminé"},
		{"failed half way", func() {
			job.Report = []byte(`{"pairs":[{"id":"a","name":"un.txt","beads":2,"kinds":[1,0,0,0,1,0]},
				{"name":"deux.txt","kinds":[0,0,0,0,0,0],"problem":{"kind":"too-large","id":"align.long","args":{"Limit":12000}}},
				{"name":"trois.txt","kinds":[0,0,0,0,0,0]}],
				"unpaired":[{"name":"seul.txt","side":"source"}]}`)
		}, []string{`href="/align/a"`, "deux.txt", "Un texte a plus de 12", "seul.txt", "Sans pendant"}, "terminé"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n.TB = t
			c.change()
			store(func(tx workflow.Tx) error { return tx.UpdateJob(job) })
			n.See(b.Get("/align/folder/j"), http.StatusOK, c.want...)
			list := n.See(b.Get("/align"), http.StatusOK, "/align/folder/j", c.listed)
			if strings.Contains(list, "/align/folder/o") {
				t.Error("a job of another kind is listed as a folder")
			}
		})
	}
	n.TB = t
	table := b.Get("/align/folder/j/file").Body.String()
	if got := strings.Count(table, "Ce travail a été abandonné"); got != 2 {
		t.Errorf("%d rows with the problem of the folder, want those of the other pairs:\n%s", got, table)
	}
	for _, path := range []string{"/align/folder/o", "/align/folder/o/file", "/align/folder/none"} {
		n.See(b.Get(path), http.StatusNotFound, "Ce compte rendu n’est plus disponible")
	}
}

// TestEveryAlignmentIsListed finds the first of more alignments than a page lists.
func TestEveryAlignmentIsListed(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	line := func(text string) *bitext.Document {
		return &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Plain(text))}}
	}
	var in []memory.NewAlignment
	for i := range workflow.MaxAlignedPairs + 21 {
		in = append(in, memory.NewAlignment{Name: fmt.Sprintf("paire %d.", i), SourceLang: "ar",
			TargetLang: "fr", Source: line("وصل الوزير."), Target: line("Le ministre est arrivé.")})
	}
	for part := range slices.Chunk(in, workflow.MaxAlignedPairs) {
		n.Clock.Pass(time.Hour)
		if _, err := n.Memory.AlignFolder(t.Context(), n.Actor(workflow.Translator), part,
			func(align.Progress) {}); err != nil {
			t.Fatal(err)
		}
	}
	b, listed := n.As(workflow.Translator), ""
	older := regexp.MustCompile(`href="(/align\?from=\d+)#list"`)
	for path, pages := "/align", 0; path != ""; pages++ {
		page := n.See(b.Get(path), http.StatusOK)
		listed += page
		path = ""
		if m := older.FindStringSubmatch(page); m != nil && pages < 5 {
			path = m[1]
		}
	}
	for _, a := range in {
		if strings.Count(listed, a.Name) != 1 {
			t.Errorf("%q is listed %d times", a.Name, strings.Count(listed, a.Name))
		}
	}
}
