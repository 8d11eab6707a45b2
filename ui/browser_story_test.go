package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// TestDayByPage is a newsroom's whole day in a real browser: an article comes in, is assigned,
// translated, returned, mended, approved, signed off, published and downloaded, by three people
// in three browsers. Every step looks at the page and at what the desk holds.
func TestDayByPage(t *testing.T) {
	chromium := startChromium(t)
	tests := []struct {
		name, language string
		script         bool
	}{
		{"French", "fr", true},
		{"Arabic", "ar", true},
		{"French without script", "fr", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := openDay(t, chromium, tt.language)
			if !tt.script {
				for _, s := range []*screen{d.chief, d.editor, d.translator} {
					s.withoutScript()
				}
			}
			d.script = tt.script
			d.everybodySignsIn()
			d.takeIn()
			d.assign()
			d.translateTwo()
			d.returnOne()
			d.mendAndApprove()
			d.finishTheRest()
			d.publish()
			d.download(chromium)
			for _, s := range []*screen{d.chief, d.editor, d.translator} {
				s.quiet()
			}
		})
	}
}

// day is a newsroom with a browser for each of three people.
type day struct {
	*newsroom
	id                        string // of the article
	script                    bool
	chief, editor, translator *screen
}

func openDay(t *testing.T, chromium context.Context, language string) *day {
	t.Helper()
	n := openNewsroom(t)
	n.reading(language)
	at := openDoor(t, n)
	return &day{newsroom: n, chief: openScreen(t, chromium, at, language),
		editor:     openScreen(t, chromium, at, language),
		translator: openScreen(t, chromium, at, language)}
}

// newsText and its translation, a line a segment.
func newsText(t testing.TB) (source string, targets []string) {
	t.Helper()
	return testFile(t, "rabat-paris.ar.txt"),
		strings.Split(strings.TrimSpace(testFile(t, "rabat-paris.fr.txt")), "\n")
}

func testFile(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "browser", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (d *day) everybodySignsIn() {
	d.chief.signIn(workflow.Chief)
	d.chief.see(d.chief.T("desk.none"))
	d.editor.signIn(workflow.Editor)
	d.translator.signIn(workflow.Translator)
	if got := read[string](d.translator, `document.documentElement.dir`); got != d.translator.Dir() {
		d.t.Errorf("the page goes %q, want %q", got, d.translator.Dir())
	}
}

// takeIn pastes the article; the preview says the language and shows the cut before anything is
// made.
func (d *day) takeIn() {
	d.t.Helper()
	source, targets := newsText(d.t)
	s := d.chief
	s.follow(`a[href="/articles/new"]`)
	s.click("#text")
	s.insert(source)
	if d.script {
		s.has("#preview .block") // it previews by itself
	} else {
		s.follow(`button[value="preview"]`)
	}
	s.see(s.T("article.segments", "Count", len(targets)), s.T("language.ar"))
	if n := d.articles(); n != 0 {
		d.t.Fatalf("a preview made %d articles", n)
	}
	s.fill("#reviewer", d.people[workflow.Editor].ID)
	s.follow(`button[value="create"]`)
	d.id = read[string](s, `location.pathname.split("/")[2]`)
	v := d.view(d.id)
	if len(v.Segments) != len(targets) || v.SourceLang != "ar" || v.TargetLang != "fr" {
		d.t.Fatalf("%d segments %s→%s, want %d ar→fr", len(v.Segments), v.SourceLang, v.TargetLang,
			len(targets))
	}
	s.see(s.T("intake.made", "Title", v.Title), v.Segments[len(targets)-1].Source.String())
	s.has(`h1[lang="ar"][dir="rtl"]`)
}

func (d *day) assign() {
	d.t.Helper()
	s, person := d.chief, d.people[workflow.Translator]
	s.fill("#assignee", person.ID)
	s.follow(`form[action*="/assignments"] button.main`)
	s.see(s.T("assign.made"), person.Name)
	for _, g := range d.view(d.id).Segments {
		if g.Translator != person.ID || g.Editor != d.people[workflow.Editor].ID {
			d.t.Fatalf("segment %d is with %q and %q", g.Position, g.Translator, g.Editor)
		}
	}
}

// confirm types a translation into the open segment and confirms it.
func (d *day) confirm(position int, text string) {
	d.t.Helper()
	s := d.translator
	s.has(segmentOn(position))
	s.write(segmentOn(position)+` ~ * textarea[name="target"]`, text)
	if d.script {
		s.press(kb.Enter, chromedp.ModifierCtrl)
	} else {
		s.follow(`.seg.on button[value="next"]`)
	}
	s.see(s.T("bench.was-confirmed", "Position", position))
	g := d.view(d.id).Segments[position-1]
	if g.Target.String() != text || g.State != bitext.Translated || g.SubState != "" {
		d.t.Fatalf("segment %d holds %q, %s %s", position, g.Target, g.State, g.SubState)
	}
}

// segmentOn finds the number of a segment whose row is the active one.
func segmentOn(position int) string {
	return `.seg.on #s` + strconv.Itoa(position)
}

func (d *day) translateTwo() {
	d.t.Helper()
	_, targets := newsText(d.t)
	s := d.translator
	s.open("/")
	s.follow(`a[href="/articles/` + d.id + `"]`)
	s.follow(`a[href="/articles/` + d.id + `/bench"]`)
	d.confirm(1, targets[0])
	d.confirm(2, targets[1])
	s.has(segmentOn(3))
	s.has(`.seg [data-state="translated"]`)
	if d.script {
		s.until("focus goes on", writing)
	}
}

// returnOne sends the first segment back with a reason and approves the second.
func (d *day) returnOne() {
	d.t.Helper()
	s := d.editor
	s.open("/review")
	s.follow(`a[href="/articles/` + d.id + `/review"]`)
	s.has(segmentOn(1))
	s.write("#reason", "Titre trop long")
	if d.script {
		s.press(kb.Backspace, chromedp.ModifierCtrl, chromedp.ModifierShift)
	} else {
		s.follow(`form[data-decide] button[value="return"]`)
	}
	s.see(s.T("review.was-returned", "Position", 1))
	s.has(segmentOn(2))
	if d.script {
		s.press(kb.Enter, chromedp.ModifierCtrl)
	} else {
		s.follow(`form[data-decide] button[value="approve"]`)
	}
	s.see(s.T("review.was-approved", "Position", 2))
	all := d.view(d.id).Segments
	if g := all[0]; g.SubState != bitext.Returned || g.Reason != "Titre trop long" {
		d.t.Errorf("segment 1 is %s %s for %q", g.State, g.SubState, g.Reason)
	}
	if g := all[1]; g.State != bitext.Reviewed {
		d.t.Errorf("segment 2 is %s", g.State)
	}
}

func (d *day) mendAndApprove() {
	d.t.Helper()
	s := d.translator
	s.open("/articles/" + d.id + "/bench?go=1")
	s.see("Titre trop long", s.T("state.returned"))
	d.confirm(1, "Rabat et Paris resserrent leurs liens")
	s = d.editor
	s.open("/articles/" + d.id + "/review")
	s.see("resserrent leurs liens")
	s.answer(d.script, `form[data-decide] button[value="approve"]`)
	s.see(s.T("review.was-approved", "Position", 1))
	if g := d.view(d.id).Segments[0]; g.State != bitext.Reviewed {
		d.t.Errorf("segment 1 is %s", g.State)
	}
}

// answer presses a button that a script answers in place, or without script by a page.
func (s *screen) answer(script bool, selector string) {
	s.t.Helper()
	if script {
		s.click(selector)
		return
	}
	s.follow(selector)
}

// finishTheRest does by the desk what was done by page for two segments.
func (d *day) finishTheRest() {
	d.t.Helper()
	_, targets := newsText(d.t)
	for i, g := range d.view(d.id).Segments[2:] {
		saved, err := d.desk.Save(d.t.Context(), d.actor(workflow.Translator), workflow.Save{
			Segment: g.ID, Version: g.Version, Target: targets[i+2], Confirm: true})
		if err != nil {
			d.t.Fatal(err)
		}
		_, err = d.desk.Review(d.t.Context(), d.actor(workflow.Editor), workflow.Review{
			Segment: g.ID, Version: saved.Version, Decision: workflow.Approve})
		if err != nil {
			d.t.Fatal(err)
		}
	}
}

func (d *day) publish() {
	d.t.Helper()
	s := d.editor
	s.open("/articles/" + d.id)
	s.see(s.T("article.no-gaps"))
	s.follow(`form[action$="/sign"] button`)
	s.see(s.T("article.signed"))
	s.follow(`form[action$="/publish"] button`)
	s.see(s.T("article.published-word"))
	for _, g := range d.view(d.id).Segments {
		if g.State != bitext.Final {
			d.t.Fatalf("segment %d is %s after publication", g.Position, g.State)
		}
	}
}

// download takes the bilingual HTML edition and opens the file as a reader would.
func (d *day) download(chromium context.Context) {
	d.t.Helper()
	s := d.chief
	folder := s.downloads()
	s.open("/articles/" + d.id)
	s.follow(`a[href="/articles/` + d.id + `/export"]`)
	s.click(`input[name="format"][value="html"]`)
	s.click(`form[action$="/export/file"] button.main`)
	d.readEdition(chromium, awaitFile(d.t, folder, ".html"))
}

// awaitFile waits until a download with this ending is whole.
func awaitFile(t testing.TB, folder, ending string) string {
	t.Helper()
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); <-tick.C {
		found, err := filepath.Glob(filepath.Join(folder, "*"+ending))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	t.Fatalf("nothing was downloaded within %v", patience)
	return ""
}

func (d *day) readEdition(chromium context.Context, file string) {
	d.t.Helper()
	ctx, end := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext())
	defer end()
	s := &screen{speech: d.chief.speech, t: d.t, at: "file://"}
	s.begin(ctx)
	s.open(file)
	source, targets := newsText(d.t)
	s.see(targets[1], "Rabat et Paris resserrent leurs liens", targets[len(targets)-1])
	title, _, _ := strings.Cut(source, "\n")
	s.see(title)
	// Every segment stands in both languages, in an element whose direction is its own.
	for lang, dir := range map[string]string{"ar": "rtl", "fr": "ltr"} {
		got := read[int](s, fmt.Sprintf(`[...document.querySelectorAll(".s")].map(e =>
			e.closest("[dir]")).filter(e => e.lang === %q && e.dir === %q).length`, lang, dir))
		if got != len(targets) {
			d.t.Errorf("%d segments stand in %s %s, want %d", got, lang, dir, len(targets))
		}
	}
	s.quiet()
}
