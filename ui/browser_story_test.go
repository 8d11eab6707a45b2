package ui_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
)

// TestDayByPage is a newsroom's whole day in a real browser: an article comes in, is assigned,
// translated, returned, mended, approved, signed off, published and downloaded, by three people
// in three browsers. Every step looks at the page and at what the desk holds.
func TestDayByPage(t *testing.T) {
	chromium := uitest.StartChromium(t)
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
				for _, s := range []*uitest.Screen{d.chief, d.editor, d.translator} {
					s.WithoutScript()
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
			for _, s := range []*uitest.Screen{d.chief, d.editor, d.translator} {
				s.Quiet()
			}
		})
	}
}

// day is a newsroom with a browser for each of three people.
type day struct {
	*uitest.Newsroom
	id                        string // of the article
	script                    bool
	chief, editor, translator *uitest.Screen
}

func openDay(t *testing.T, chromium context.Context, language string) *day {
	t.Helper()
	n := uitest.OpenNewsroom(t)
	n.Reading(language)
	at := uitest.OpenDoor(t, n)
	return &day{Newsroom: n, chief: uitest.OpenScreen(t, chromium, at, language),
		editor:     uitest.OpenScreen(t, chromium, at, language),
		translator: uitest.OpenScreen(t, chromium, at, language)}
}

func (d *day) everybodySignsIn() {
	d.chief.SignIn(workflow.Chief)
	d.chief.See(d.chief.T("desk.none"))
	d.editor.SignIn(workflow.Editor)
	d.translator.SignIn(workflow.Translator)
	if got := uitest.Read[string](d.translator, `document.documentElement.dir`); got != d.translator.Dir() {
		d.TB.Errorf("the page goes %q, want %q", got, d.translator.Dir())
	}
}

// takeIn pastes the article; the preview says the language and shows the cut before anything is
// made.
func (d *day) takeIn() {
	d.TB.Helper()
	source, targets := uitest.NewsText(d.TB)
	s := d.chief
	s.Follow(`a[href="/articles/new"]`)
	s.Click("#text")
	s.Insert(source)
	if d.script {
		s.Has("#preview .block") // it previews by itself
	} else {
		s.Follow(`button[value="preview"]`)
	}
	s.See(s.T("article.segments", "Count", len(targets)), s.T("language.ar"))
	if n := d.Articles(); n != 0 {
		d.TB.Fatalf("a preview made %d articles", n)
	}
	s.Fill("#reviewer", d.People[workflow.Editor].ID)
	s.Follow(`button[value="create"]`)
	d.id = uitest.Read[string](s, `location.pathname.split("/")[2]`)
	v := d.View(d.id)
	if len(v.Segments) != len(targets) || v.SourceLang != "ar" || v.TargetLang != "fr" {
		d.TB.Fatalf("%d segments %s→%s, want %d ar→fr", len(v.Segments), v.SourceLang, v.TargetLang,
			len(targets))
	}
	s.See(s.T("intake.made", "Title", v.Title), v.Segments[len(targets)-1].Source.String())
	s.Has(`h1[lang="ar"][dir="rtl"]`)
}

func (d *day) assign() {
	d.TB.Helper()
	s, person := d.chief, d.People[workflow.Translator]
	s.Click("#people > summary")
	s.Fill("#assignee", person.ID)
	s.Follow(`form[action*="/assignments"] button.main`)
	s.See(s.T("assign.made"))
	s.Has(`#people .crew [title="` + person.Name + `"]`)
	for _, g := range d.View(d.id).Segments {
		if g.Translator != person.ID || g.Editor != d.People[workflow.Editor].ID {
			d.TB.Fatalf("segment %d is with %q and %q", g.Position, g.Translator, g.Editor)
		}
	}
}

// confirm types a translation into the open segment and confirms it.
func (d *day) confirm(position int, text string) {
	d.TB.Helper()
	s := d.translator
	s.Has(segmentOn(position))
	s.Write(segmentOn(position)+` ~ * textarea[name="target"]`, text)
	if d.script {
		s.Press(kb.Enter, chromedp.ModifierCtrl)
	} else {
		s.Follow(`.seg.on button[value="next"]`)
	}
	s.See(s.T("bench.was-confirmed", "Position", position))
	text = d.typed(text)
	g := d.View(d.id).Segments[position-1]
	if g.Target.String() != text || g.State != bitext.Translated || g.SubState != "" {
		d.TB.Fatalf("segment %d holds %q, %s %s", position, g.Target, g.State, g.SubState)
	}
}

// segmentOn finds the number of a segment whose row is the active one.
func segmentOn(position int) string {
	return `.seg.on #s` + strconv.Itoa(position)
}

func (d *day) translateTwo() {
	d.TB.Helper()
	_, targets := uitest.NewsText(d.TB)
	s := d.translator
	s.Open("/board")
	s.Follow(`a[href="/articles/` + d.id + `"]`)
	s.Follow(`[data-next="write"]`)
	d.confirm(1, targets[0])
	d.confirm(2, targets[1])
	s.Has(segmentOn(3))
	s.Has(`.seg [data-state="translated"]`)
	if d.script {
		s.Until("focus goes on", uitest.Writing)
	}
}

// typed is a text as the field has it, which puts the spaces of French.
func (d *day) typed(text string) string {
	if !d.script {
		return text
	}
	return strings.ReplaceAll(text, " :", "\u00a0:")
}

// returnOne sends the first segment back with a reason and approves the second.
func (d *day) returnOne() {
	d.TB.Helper()
	s := d.editor
	s.Open("/review")
	s.Follow(`a[href="/articles/` + d.id + `/review"]`)
	s.Has(segmentOn(1))
	s.Click(".seg.on .returning summary")
	s.Write("#reason", "Titre trop long")
	if d.script {
		s.Press(kb.Enter)
	} else {
		s.Follow(`form[data-decide] button[value="return"]`)
	}
	s.See(s.T("review.was-returned", "Position", 1))
	s.Has(segmentOn(2))
	if d.script {
		s.Press(kb.Enter, chromedp.ModifierCtrl)
	} else {
		s.Follow(`form[data-decide] button[value="approve"]`)
	}
	s.See(s.T("review.was-approved", "Position", 2))
	all := d.View(d.id).Segments
	if g := all[0]; g.SubState != bitext.Returned || g.Reason != "Titre trop long" {
		d.TB.Errorf("segment 1 is %s %s for %q", g.State, g.SubState, g.Reason)
	}
	if g := all[1]; g.State != bitext.Reviewed {
		d.TB.Errorf("segment 2 is %s", g.State)
	}
}

func (d *day) mendAndApprove() {
	d.TB.Helper()
	s := d.translator
	s.Open("/articles/" + d.id + "/bench?go=1")
	s.See("Titre trop long", s.T("state.returned"))
	d.confirm(1, "Rabat et Paris resserrent leurs liens")
	s = d.editor
	s.Open("/articles/" + d.id + "/review")
	s.See("resserrent leurs liens")
	answer(s, d.script, `form[data-decide] button[value="approve"]`)
	s.See(s.T("review.was-approved", "Position", 1))
	if g := d.View(d.id).Segments[0]; g.State != bitext.Reviewed {
		d.TB.Errorf("segment 1 is %s", g.State)
	}
}

// answer presses a button that a script answers in place, or without script by a page.
func answer(s *uitest.Screen, script bool, selector string) {
	s.TB.Helper()
	if script {
		s.Click(selector)
		return
	}
	s.Follow(selector)
}

// finishTheRest does by the desk what was done by page for two segments.
func (d *day) finishTheRest() {
	d.TB.Helper()
	_, targets := uitest.NewsText(d.TB)
	for i, g := range d.View(d.id).Segments[2:] {
		saved, err := d.Desk.Save(d.TB.Context(), d.Actor(workflow.Translator), desk.Save{
			Segment: g.ID, Version: g.Version, Target: targets[i+2], Confirm: true})
		if err != nil {
			d.TB.Fatal(err)
		}
		_, err = d.Desk.Review(d.TB.Context(), d.Actor(workflow.Editor), desk.Review{
			Segment: g.ID, Version: saved.Version, Decision: workflow.Approve})
		if err != nil {
			d.TB.Fatal(err)
		}
	}
}

func (d *day) publish() {
	d.TB.Helper()
	s := d.editor
	s.Open("/articles/" + d.id)
	s.See(s.T("article.no-gaps"))
	s.Follow(`form[action$="/sign"] button`)
	s.See(s.T("article.signed"))
	s.Follow(`form[action$="/publish"] button`)
	s.See(s.T("article.published-word"))
	for _, g := range d.View(d.id).Segments {
		if g.State != bitext.Final {
			d.TB.Fatalf("segment %d is %s after publication", g.Position, g.State)
		}
	}
}

// download takes the bilingual HTML edition and opens the file as a reader would.
func (d *day) download(chromium context.Context) {
	d.TB.Helper()
	s := d.chief
	folder := s.Downloads()
	s.Open("/articles/" + d.id)
	s.Follow(`a[href="/articles/` + d.id + `/export"]`)
	s.Click(`input[name="format"][value="html"]`)
	s.Click(`form[action$="/export/file"] button.main`)
	d.readEdition(chromium, uitest.AwaitFile(d.TB, folder, ".html"))
}

func (d *day) readEdition(chromium context.Context, file string) {
	d.TB.Helper()
	ctx, end := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext())
	defer end()
	s := &uitest.Screen{Speech: d.chief.Speech, TB: d.TB, At: "file://"}
	s.Begin(ctx)
	s.Open(file)
	source, targets := uitest.NewsText(d.TB)
	s.See(d.typed(targets[1]), "Rabat et Paris resserrent leurs liens", targets[len(targets)-1])
	title, _, _ := strings.Cut(source, "\n")
	s.See(title)
	// Every segment stands in both languages, in an element whose direction is its own.
	for lang, dir := range map[string]string{"ar": "rtl", "fr": "ltr"} {
		got := uitest.Read[int](s, fmt.Sprintf(`[...document.querySelectorAll(".s")].map(e =>
			e.closest("[dir]")).filter(e => e.lang === %q && e.dir === %q).length`, lang, dir))
		if got != len(targets) {
			d.TB.Errorf("%d segments stand in %s %s, want %d", got, lang, dir, len(targets))
		}
	}
	s.Quiet()
}
