package ui

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/mqm"
)

// key sends a key as a keyboard of some layout does: what it types, where it is, its code number.
func (s *screen) key(types, code string, number int64) {
	s.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		command(s, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: types, Code: code,
			WindowsVirtualKeyCode: number})
	}
}

// doubleClick presses twice in the middle of a word of an element's text.
func (s *screen) doubleClick(selector, word string) {
	s.t.Helper()
	at := read[[]float64](s, fmt.Sprintf(`(() => {
		const walker = document.createTreeWalker(document.querySelector(%s), NodeFilter.SHOW_TEXT);
		for (let n = walker.nextNode(); n; n = walker.nextNode()) {
			const i = n.data.indexOf(%s);
			if (i < 0) continue;
			const r = document.createRange();
			r.setStart(n, i); r.setEnd(n, i + %d);
			const b = r.getBoundingClientRect();
			return [b.x + b.width / 2, b.y + b.height / 2];
		} })()`, quote(selector), quote(word), len([]rune(word))))
	for n := range int64(2) {
		for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
			command(s, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: at[0], Y: at[1],
				Button: input.MouseButtonLeft, ClickCount: n + 1})
		}
	}
}

func (st *story) issues() []workflow.Issue {
	st.t.Helper()
	all, err := st.desk.Issues(st.t.Context(), st.actor(workflow.Editor), workflow.IssueFilter{Article: st.id, Open: true})
	if err != nil {
		st.t.Fatal(err)
	}
	return all
}

const activeTarget = `.seg.on [data-side="target"]`

// An editor decides and marks by keyboard; what is being typed outlives what others do, and a
// touch-up is never thrown away by a decision.
func TestReviewByKeyboardInChromium(t *testing.T) {
	st := tell(t)
	s := openScreen(t, startChromium(t), openDoor(t, st.newsroom), "fr")
	s.enter(st.as(workflow.Editor))
	s.open("/articles/" + st.id + "/review")
	s.press(kb.Enter, chromedp.ModifierCtrl)
	s.until("the next one", `document.querySelector(".seg.on .num a")?.id === "s3" && document.activeElement.id === "s3"`)
	s.until("the approved row stays in sight", `document.querySelector("#r-`+st.segments[1].ID+` [data-state=reviewed]")`)

	// Words are walked in the order of reading, and two are marked.
	read[bool](s, `(document.querySelector('`+activeTarget+`').focus(), true)`)
	s.press(kb.ArrowRight)
	s.press(kb.ArrowRight)
	s.press(kb.ArrowRight, chromedp.ModifierShift)
	s.key("Enter", "Enter", 13)
	s.until("the form", `document.activeElement.id === "type" && document.getElementById("words").value === "réunion n’était"`)
	s.key("&", "Digit3", 49+2) // on AZERTY the key of 3 says a sign
	s.until("the severity", `document.querySelector("[name=severity]:checked")?.value === "major"`)
	s.fill("#type", "grammar")
	s.write("#reason", "Revoir le temps du verbe")
	st.save(st.as(workflow.Translator), 2, "save", "Un tout autre texte.")
	s.see("Un tout autre texte")
	if got := read[string](s, `document.getElementById("reason").value + "|" + document.activeElement.id + "|" + document.getElementById("words").value`); got != "Revoir le temps du verbe|reason|réunion n’était" {
		t.Errorf("after another's change the forms hold %q", got)
	}
	read[bool](s, `(document.getElementById("type").focus(), true)`)
	s.press(kb.Enter, chromedp.ModifierCtrl)
	s.has(".fault-line")
	if all := st.issues(); len(all) != 1 || all[0].Quote() != "réunion n’était" || all[0].Severity != mqm.Major || all[0].Type != "grammar" {
		t.Errorf("marked %+v", all)
	}
	if got := read[string](s, `document.getElementById("reason").value + "|" + document.activeElement.dataset.side +
		"|" + document.getElementById("words").value`); got != "Revoir le temps du verbe|target|" {
		t.Errorf("after the mark %q", got)
	}

	// A touch-up stands in the way of a decision until it is saved.
	s.click(".seg.on .touch summary")
	s.write(`.seg.on [name="target"]`, "Retouche en cours")
	read[bool](s, `(document.querySelector(".seg.on .num a").focus(), true)`)
	s.press(kb.Enter, chromedp.ModifierCtrl)
	s.see(s.T("review.touch-unsaved"))
	s.press(kb.Enter, chromedp.ModifierCtrl) // the focus is in the touch-up now
	s.see(s.T("review.touched-by", "Name", st.people[workflow.Editor].Name))
	if g := st.segment(t, 3); g.Target.String() != "Retouche en cours" {
		t.Errorf("segment 3 holds %q", g.Target)
	}
	s.press(kb.Backspace, chromedp.ModifierCtrl, chromedp.ModifierShift)
	s.see(s.T("review.was-returned", "Position", 3))
	s.has("#r-" + st.segments[1].ID + ".on") // what was written anew waits again
	if g := st.segment(t, 3); g.Reason != "Revoir le temps du verbe" {
		t.Errorf("returned for %q", g.Reason)
	}
	s.quiet()
}

// In an Arabic text forward is to the left, a word marked in its middle stays joined, and the
// mouse marks as well.
func TestReviewOfArabicInChromium(t *testing.T) {
	st := tell(t)
	st.reading("ar")
	st.turnAround(t)
	s := openScreen(t, startChromium(t), openDoor(t, st.newsroom), "ar")
	s.enter(st.as(workflow.Editor))
	s.open("/articles/" + st.id + "/review")
	read[bool](s, `(document.querySelector('`+activeTarget+`').focus(), true)`)
	s.press(kb.ArrowLeft)
	s.press(kb.ArrowLeft)
	s.key("Enter", "Enter", 13)
	s.until("the second word", `document.getElementById("words").value === "الوزير"`)
	s.key("١", "Digit1", 49)
	s.until("the severity", `document.querySelector("[name=severity]:checked")?.value === "neutral"`)

	// A double click marks with the mouse; Latin within Arabic is counted as it is read.
	s.doubleClick(activeTarget, "ONU")
	s.until("the word", `document.getElementById("words").value === "ONU"`)
	s.fill("#type", "no-translate")
	s.click("form[data-mark] button.main")
	s.has(".fault-line")
	if all := st.issues(); len(all) != 1 || all[0].From != 11 || all[0].To != 14 || all[0].Quote() != "ONU" {
		t.Fatalf("marked %+v", all)
	}
	wide := func() float64 {
		return read[float64](s, `(() => { const r = document.createRange(); r.selectNodeContents(
			document.querySelector('`+activeTarget+`')); return r.getBoundingClientRect().width; })()`)
	}
	before := wide()
	g := st.segments[0]
	_, err := st.desk.MarkIssue(t.Context(), st.actor(workflow.Chief), workflow.NewIssue{Segment: g.ID, Version: g.Version,
		Side: workflow.TargetSide, From: 6, To: 8, Verdict: workflow.Verdict{Type: "spelling", Severity: mqm.Minor}})
	if err != nil {
		t.Fatal(err)
	}
	s.until("the mark of another", `document.querySelectorAll('`+activeTarget+` mark.fault').length === 2`)
	if after := wide(); math.Abs(before-after) > .5 { // a letter's other form is wider by far
		t.Errorf("the text is %v wide with a mark inside a word, %v without: the word is cut", after, before)
	}
	s.quiet()
}

// turnAround makes the story's article one that goes from French to Arabic, translated.
func (st *story) turnAround(t *testing.T) {
	t.Helper()
	a, err := st.desk.AddArticle(t.Context(), st.actor(workflow.Editor), workflow.NewArticle{
		Document: &bitext.Document{Blocks: []bitext.Block{
			bitext.NewBlock(bitext.Paragraph, bitext.Plain("Le ministre est arrivé."))}}, SourceLang: "fr", TargetLang: "ar"})
	if err != nil {
		t.Fatal(err)
	}
	st.id = a.ID
	v, err := st.desk.Article(t.Context(), st.actor(workflow.Editor), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	st.segments = v.Segments
	st.save(st.as(workflow.Translator), 1, "next", "وصل الوزير ONU أمس.")
	st.segments[0] = st.segment(t, 1)
}

// The review works without script: a passage is typed, refused at its field and marked, and the
// decision that cannot be undone any more is told on the page it came from.
func TestReviewMarksWithoutScript(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Editor)
	path := "/segments/" + st.segments[1].ID + "/issues"
	pairs := []string{"version", "2", "from", "review", "side", "target", "type", "mistranslation", "severity", "critical"}
	st.see(b.post(path, append(pairs, "words", "absent")...), 422, "Ce passage ne se trouve pas", `value="absent"`, `id="words-problem"`)
	page := st.see(b.follow(b.post(path, append(pairs, "words", "théâtre", "note", "« lieu »")...)), 200,
		"Erreur relevée", "Faux sens ou contresens", `<mark class="fault" data-severity="critical"`, "« lieu »")
	checkData(t, page, "« lieu »")
	st.see(b.post("/segments/"+st.segments[1].ID+"/review", "version", "2", "decision", "approve"), 422, "Un relevé critique est ouvert")
	// Returned without another word, the segment says what was marked.
	page = st.decide(b, 2, "2", "decision", "return")
	if g := st.segment(t, 2); !strings.Contains(g.Reason, "Faux sens ou contresens") || !strings.Contains(g.Reason, "théâtre") {
		t.Errorf("returned for %q", g.Reason)
	}
	i := st.issues()[0]
	st.see(st.as(workflow.Translator).get("/segments/"+i.Segment+"/issues"), 200, "Faux sens ou contresens", `aria-current="true">Relevés`)
	st.see(st.as(workflow.Translator).post("/issues/"+i.ID+"/withdraw"), 403)
	st.see(b.follow(b.post("/issues/"+i.ID, "from", "review", "type", "omission", "severity", "minor")), 200, "Relevé modifié", "Omission")
	st.see(b.post("/issues/"+i.ID+"/withdraw", "from", "review"), 409, "modifié ou retiré entre-temps")
	st.see(b.follow(b.post("/issues/"+st.issues()[0].ID+"/withdraw")), 200, "Relevé retiré", "Retiré par")

	undo := strings.Split(strings.Split(page, `action="/batches/`)[1], `"`)[0]
	st.save(st.as(workflow.Translator), 2, "next", "Autre texte.")
	st.see(b.follow(b.post("/batches/"+undo, "back", "/articles/"+st.id+"/review")), 200, "Rien n’a été annulé", `role="alert"`)
}

// What a target is compared with is chosen in the address and stays for the person.
func TestReviewComparesWithWhatOneChose(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Editor)
	first := french()[1]
	st.save(st.as(workflow.Translator), 2, "next", strings.Replace(first, "lundi", "mardi", 1))
	st.save(st.as(workflow.Translator), 2, "next", strings.Replace(first, "lundi", "jeudi", 1))
	path := "/articles/" + st.id + "/review"
	tests := []struct {
		base string
		want []string
		not  string
	}{
		{"first", []string{"Par rapport à la première version", "lundi</del>", "jeudi</ins>"}, "mardi"},
		{"before", []string{"Par rapport à la version précédente", "mardi</del>", "jeudi</ins>"}, "lundi"},
		{"approved", []string{"Aucune version à comparer"}, "<del>"},
		{"none", []string{"jeudi"}, "<del>"},
	}
	for _, tt := range tests {
		page := st.see(b.get(path+"?base="+tt.base), 200, append(tt.want, `<option value="`+tt.base+`" selected`)...)
		if strings.Contains(page, tt.not) {
			t.Errorf("base %s shows %q", tt.base, tt.not)
		}
		if again := st.see(b.get(path), 200); strings.Contains(again, "<del>") != strings.Contains(page, "<del>") {
			t.Errorf("base %s is forgotten", tt.base)
		}
	}
}

// Choosing all of the filter takes also what the page has no room for.
func TestReviewManyChoosesAllOfTheFilter(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Editor)
	path := "/articles/" + st.id + "/review"
	page := st.see(b.post(path+"/preview", "decision", "approve", "every", "1"), 200, "2 segments seront approuvés")
	if strings.Count(page, `name="seg"`) != 2 {
		t.Errorf("the preview carries on %d segments, want 2", strings.Count(page, `name="seg"`))
	}
}

// A page that dies with a touch-up, a reason and a note in it takes nothing with it: the next one has
// all in their fields, nothing is sent, and what others did meanwhile comes up as a conflict. So it is
// when the row was left for another one.
func TestReviewKeepsWhatIsTyped(t *testing.T) {
	t.Run("the page dies", func(t *testing.T) {
		typedInReview(t, func(s *screen, path string) {
			s.open(path)
			s.until("another page", `!window.stayed`)
		})
	})
	t.Run("another row", func(t *testing.T) {
		typedInReview(t, func(s *screen, _ string) {
			s.press(kb.ArrowDown, chromedp.ModifierCtrl)
			s.until("the next row", `document.activeElement.id === "s3"`)
			s.see("Un tout autre texte")
			s.press(kb.ArrowUp, chromedp.ModifierCtrl)
		})
	})
}

func typedInReview(t *testing.T, comeBack func(s *screen, path string)) {
	st := tell(t)
	s := openScreen(t, startChromium(t), openDoor(t, st.newsroom), "fr")
	s.enter(st.as(workflow.Editor))
	path := "/articles/" + st.id + "/review?s=" + st.segments[1].ID
	s.open(path)
	s.stay()
	const touched, reason, note = "Retouche que rien n’efface", "Le terme maison est « réunion »", "Voir le lexique"
	const noteField = `.seg.on .marking[open] [name="note"]`
	s.press(kb.F2)
	s.until("the field", `document.activeElement.closest(".seg.on .touch form")`)
	s.write(`.seg.on [name="target"]`, touched)
	s.write("#reason", reason)
	s.click(".seg.on .marking summary")
	s.write(noteField, note)
	s.stripSays("local", "strip.local")
	if got := s.onDisk(touched, reason, note); got != "drafts 3, keys 1" {
		t.Errorf("the browser keeps %q", got)
	}
	st.save(st.as(workflow.Translator), 2, "save", "Un tout autre texte.")
	comeBack(s, path)
	s.until("all again", fmt.Sprintf(`document.querySelector('.seg.on .touch[open] [name="target"]')?.value === %s &&
		document.getElementById("reason").value === %s && document.querySelector(%s)?.value === %s`,
		quote(touched), quote(reason), quote(noteField), quote(note)))
	s.write(noteField, "")
	s.stripSays("local", "strip.local")
	if g := st.segment(t, 2); g.Target.String() != "Un tout autre texte." {
		t.Errorf("the desk has %q before anybody sent it", g.Target)
	}
	s.click(`.seg.on .touch button[value="save"]`)
	s.has(".seg.on .clash")
	s.see(touched)
	s.complaints() // Chromium tells of the status 409
	s.click(`.seg.on .clash [data-take="` + touched + `"]`)
	s.click(`.seg.on .touch button[value="save"]`)
	s.see(s.T("review.touched-by", "Name", st.people[workflow.Editor].Name))
	s.click(`form[data-decide] button[value="return"]`)
	s.see(s.T("review.was-returned", "Position", 2))
	s.until("nothing to keep", `document.getElementById("strip").dataset.state === "idle"`)
	if got := s.onDisk(touched, reason); got != "keys 1" {
		t.Errorf("after the decision the browser keeps %q", got)
	}
	if g := st.segment(t, 2); g.Target.String() != touched || g.Reason != reason {
		t.Errorf("segment 2 holds %q, returned for %q", g.Target, g.Reason)
	}
	s.quiet()
}
