package review_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
	"truchement/workflow/mqm"
)

// key sends a key as a keyboard of some layout does: what it types, where it is, its code number.
func key(s *uitest.Screen, types, code string, number int64) {
	s.TB.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		uitest.Command(s, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: types, Code: code,
			WindowsVirtualKeyCode: number})
	}
}

// doubleClick presses twice in the middle of a word of an element's text.
func doubleClick(s *uitest.Screen, selector, word string) {
	s.TB.Helper()
	at := uitest.Read[[]float64](s, fmt.Sprintf(`(() => {
		const walker = document.createTreeWalker(document.querySelector(%s), NodeFilter.SHOW_TEXT);
		for (let n = walker.nextNode(); n; n = walker.nextNode()) {
			const i = n.data.indexOf(%s);
			if (i < 0) continue;
			const r = document.createRange();
			r.setStart(n, i); r.setEnd(n, i + %d);
			const b = r.getBoundingClientRect();
			return [b.x + b.width / 2, b.y + b.height / 2];
		} })()`, uitest.Quote(selector), uitest.Quote(word), len([]rune(word))))
	for n := range int64(2) {
		for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
			uitest.Command(s, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: at[0], Y: at[1],
				Button: input.MouseButtonLeft, ClickCount: n + 1})
		}
	}
}

func issues(st *uitest.Story) []workflow.Issue {
	st.TB.Helper()
	all, err := st.Quality.Issues(st.TB.Context(), st.Actor(workflow.Editor), workflow.IssueFilter{Article: st.ID, Open: true})
	if err != nil {
		st.TB.Fatal(err)
	}
	return all
}

const activeTarget = `.seg.on [data-side="target"]`

// An editor decides and marks by keyboard; what is being typed outlives what others do, and a
// touch-up is never thrown away by a decision.
func TestReviewByKeyboardInChromium(t *testing.T) {
	st := uitest.OpenStory(t)
	s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoor(t, st.Newsroom), "fr")
	s.Enter(st.As(workflow.Editor))
	s.Open("/articles/" + st.ID + "/review")
	s.Press(kb.Enter, chromedp.ModifierCtrl)
	s.Until("the next one", `document.querySelector(".seg.on .num a")?.id === "s3" && document.activeElement.id === "s3"`)
	s.Until("the approved row stays in sight", `document.querySelector("#r-`+st.Segments[1].ID+` [data-state=reviewed]")`)

	// Words are walked in the order of reading, and two are marked.
	uitest.Read[bool](s, `(document.querySelector('`+activeTarget+`').focus(), true)`)
	s.Press(kb.ArrowRight)
	s.Press(kb.ArrowRight)
	s.Press(kb.ArrowRight, chromedp.ModifierShift)
	key(s, "Enter", "Enter", 13)
	s.Until("the form", `document.activeElement.id === "type" && document.getElementById("words").value === "réunion n’était"`)
	key(s, "&", "Digit3", 49+2) // on AZERTY the key of 3 says a sign
	s.Until("the severity", `document.querySelector("[name=severity]:checked")?.value === "major"`)
	s.Fill("#type", "grammar")
	s.Click(".seg.on .returning summary")
	s.Write("#reason", "Revoir le temps du verbe")
	st.Save(st.As(workflow.Translator), 2, "save", "Un tout autre texte.")
	s.See("Un tout autre texte")
	if got := uitest.Read[string](s, `document.getElementById("reason").value + "|" + document.activeElement.id + "|" + document.getElementById("words").value`); got != "Revoir le temps du verbe|reason|réunion n’était" {
		t.Errorf("after another's change the forms hold %q", got)
	}
	uitest.Read[bool](s, `(document.getElementById("type").focus(), true)`)
	s.Press(kb.Enter, chromedp.ModifierCtrl)
	s.Has(".fault-line")
	if all := issues(st); len(all) != 1 || all[0].Quote() != "réunion n’était" || all[0].Severity != mqm.Major || all[0].Type != "grammar" {
		t.Errorf("marked %+v", all)
	}
	if got := uitest.Read[string](s, `document.getElementById("reason").value + "|" + document.activeElement.dataset.side +
		"|" + document.getElementById("words").value`); got != "Revoir le temps du verbe|target|" {
		t.Errorf("after the mark %q", got)
	}

	// An unsaved touch-up blocks a decision.
	s.Click(".seg.on .touch summary")
	s.Write(`.seg.on [name="target"]`, "Retouche en cours")
	uitest.Read[bool](s, `(document.querySelector(".seg.on .num a").focus(), true)`)
	s.Press(kb.Enter, chromedp.ModifierCtrl)
	s.See(s.T("review.touch-unsaved"))
	s.Press(kb.Enter, chromedp.ModifierCtrl) // the focus is in the touch-up now
	s.See(s.T("review.touched-by", "Name", st.People[workflow.Editor].Name))
	if g := st.Segment(t, 3); g.Target.String() != "Retouche en cours" {
		t.Errorf("segment 3 holds %q", g.Target)
	}
	s.Press(kb.Backspace, chromedp.ModifierCtrl, chromedp.ModifierShift)
	s.See(s.T("review.was-returned", "Position", 3))
	s.Has("#r-" + st.Segments[1].ID + ".on") // what was written anew waits again
	if g := st.Segment(t, 3); g.Reason != "Revoir le temps du verbe" {
		t.Errorf("returned for %q", g.Reason)
	}
	s.Quiet()
}

// In an Arabic text forward is to the left, a word marked in its middle stays joined, and the
// mouse marks as well.
func TestReviewOfArabicInChromium(t *testing.T) {
	st := uitest.OpenStory(t)
	st.Reading("ar")
	turnAround(st, t)
	s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoor(t, st.Newsroom), "ar")
	s.Enter(st.As(workflow.Editor))
	s.Open("/articles/" + st.ID + "/review")
	uitest.Read[bool](s, `(document.querySelector('`+activeTarget+`').focus(), true)`)
	s.Press(kb.ArrowLeft)
	s.Press(kb.ArrowLeft)
	key(s, "Enter", "Enter", 13)
	s.Until("the second word", `document.getElementById("words").value === "الوزير"`)
	key(s, "١", "Digit1", 49)
	s.Until("the severity", `document.querySelector("[name=severity]:checked")?.value === "neutral"`)

	// A double click marks with the mouse; Latin within Arabic is counted as it is read.
	doubleClick(s, activeTarget, "ONU")
	s.Until("the word", `document.getElementById("words").value === "ONU"`)
	s.Fill("#type", "no-translate")
	s.Click("form[data-mark] button.main")
	s.Has(".fault-line")
	if all := issues(st); len(all) != 1 || all[0].From != 11 || all[0].To != 14 || all[0].Quote() != "ONU" {
		t.Fatalf("marked %+v", all)
	}
	wide := func() float64 {
		return uitest.Read[float64](s, `(() => { const r = document.createRange(); r.selectNodeContents(
			document.querySelector('`+activeTarget+`')); return r.getBoundingClientRect().width; })()`)
	}
	before := wide()
	g := st.Segments[0]
	_, err := st.Desk.MarkIssue(t.Context(), st.Actor(workflow.Chief), desk.NewIssue{Segment: g.ID, Version: g.Version,
		Side: workflow.TargetSide, From: 6, To: 8, Verdict: workflow.Verdict{Type: "spelling", Severity: mqm.Minor}})
	if err != nil {
		t.Fatal(err)
	}
	s.Until("the mark of another", `document.querySelectorAll('`+activeTarget+` mark.fault').length === 2`)
	if after := wide(); math.Abs(before-after) > .5 { // a letter's other form is wider by far
		t.Errorf("the text is %v wide with a mark inside a word, %v without: the word is cut", after, before)
	}
	s.Quiet()
}

// turnAround makes the story's article one that goes from French to Arabic, translated.
func turnAround(st *uitest.Story, t *testing.T) {
	t.Helper()
	a, err := st.Intake.AddArticle(t.Context(), st.Actor(workflow.Editor), intake.NewArticle{
		Document: &bitext.Document{Blocks: []bitext.Block{
			bitext.NewBlock(bitext.Paragraph, bitext.Plain("Le ministre est arrivé."))}}, SourceLang: "fr", TargetLang: "ar"})
	if err != nil {
		t.Fatal(err)
	}
	st.ID = a.ID
	v, err := st.Article.Read(t.Context(), st.Actor(workflow.Editor), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	st.Segments = v.Segments
	st.Save(st.As(workflow.Translator), 1, "next", "وصل الوزير ONU أمس.")
	st.Segments[0] = st.Segment(t, 1)
}

// The review works without script: a passage is typed, refused at its field and marked, and the
// page says so when a decision cannot be undone any more.
func TestReviewMarksWithoutScript(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Editor)
	path := "/segments/" + st.Segments[1].ID + "/issues"
	pairs := []string{"version", "2", "from", "review", "side", "target", "type", "mistranslation", "severity", "critical"}
	st.See(b.Post(path, append(pairs, "words", "absent")...), 422, "Ce passage ne se trouve pas", `value="absent"`, `id="words-problem"`)
	page := st.See(b.Follow(b.Post(path, append(pairs, "words", "théâtre", "note", "« lieu »")...)), 200,
		"Erreur relevée", "Faux sens ou contresens", `<mark class="fault" data-severity="critical"`, "« lieu »")
	uitest.CheckData(t, page, "« lieu »")
	st.See(b.Post("/segments/"+st.Segments[1].ID+"/review", "version", "2", "decision", "approve"), 422, "Un relevé critique est ouvert")
	// Returned without another word, the segment says what was marked.
	page = decide(st, b, 2, "2", "decision", "return")
	if g := st.Segment(t, 2); !strings.Contains(g.Reason, "Faux sens ou contresens") || !strings.Contains(g.Reason, "théâtre") {
		t.Errorf("returned for %q", g.Reason)
	}
	i := issues(st)[0]
	st.See(st.As(workflow.Translator).Get("/segments/"+i.Segment+"/issues"), 200, "Faux sens ou contresens", `aria-current="true">Relevés`)
	st.See(st.As(workflow.Translator).Post("/issues/"+i.ID+"/withdraw"), 403)
	st.See(b.Follow(b.Post("/issues/"+i.ID, "from", "review", "type", "omission", "severity", "minor")), 200, "Relevé modifié", "Omission")
	st.See(b.Post("/issues/"+i.ID+"/withdraw", "from", "review"), 409, "modifié ou retiré entre-temps")
	st.See(b.Follow(b.Post("/issues/"+issues(st)[0].ID+"/withdraw")), 200, "Relevé retiré", "Retiré par")

	undo := strings.Split(strings.Split(page, `action="/batches/`)[1], `"`)[0]
	st.Save(st.As(workflow.Translator), 2, "next", "Autre texte.")
	st.See(b.Follow(b.Post("/batches/"+undo, "back", "/articles/"+st.ID+"/review")), 200, "Rien n’a été annulé", `role="alert"`)
}

// What a target is compared with is chosen in the address and stays for the person.
func TestReviewComparesWithWhatOneChose(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Editor)
	first := uitest.FrenchTexts()[1]
	st.Save(st.As(workflow.Translator), 2, "next", strings.Replace(first, "lundi", "mardi", 1))
	st.Save(st.As(workflow.Translator), 2, "next", strings.Replace(first, "lundi", "jeudi", 1))
	path := "/articles/" + st.ID + "/review"
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
		page := st.See(b.Get(path+"?base="+tt.base), 200, append(tt.want, `<option value="`+tt.base+`" selected`)...)
		if strings.Contains(page, tt.not) {
			t.Errorf("base %s shows %q", tt.base, tt.not)
		}
		if again := st.See(b.Get(path), 200); strings.Contains(again, "<del>") != strings.Contains(page, "<del>") {
			t.Errorf("base %s is forgotten", tt.base)
		}
	}
}

// Choosing all of the filter takes also what the page has no room for.
func TestReviewManyChoosesAllOfTheFilter(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Editor)
	path := "/articles/" + st.ID + "/review"
	seen := uitest.Field(st.See(b.Get(path), 200), "seen")
	page := st.See(b.Post(path+"/preview", "decision", "approve", "every", "1", "seen", seen), 200,
		"2 segments seront approuvés")
	if strings.Contains(page, `name="seg"`) || uitest.Field(page, "seen") != seen {
		t.Error("the preview carries on a list of segments in place of the choice")
	}
	// What others change between the list and the decision is left alone.
	st.Save(st.As(workflow.Translator), 3, "stay", "Changé entre-temps.")
	st.See(b.Follow(b.Post(path, "decision", "approve", "every", "1", "seen", seen)), 200,
		"1 segment")
	if g := st.Segment(t, 3); g.Snapshot.State == bitext.Reviewed {
		t.Error("a text that was not shown is approved")
	}
}

// A page that dies with a touch-up, a reason and a note in it takes nothing with it: the next one has
// all in their fields, nothing is sent, and what others did meanwhile comes up as a conflict. So it is
// when the row was left for another one.
func TestReviewKeepsWhatIsTyped(t *testing.T) {
	t.Run("the page dies", func(t *testing.T) {
		typedInReview(t, func(s *uitest.Screen, path string) {
			s.Open(path)
			s.Until("another page", `!window.stayed`)
		})
	})
	t.Run("another row", func(t *testing.T) {
		typedInReview(t, func(s *uitest.Screen, _ string) {
			s.Press(kb.ArrowDown, chromedp.ModifierCtrl)
			s.Until("the next row", `document.activeElement.id === "s3"`)
			s.See("Un tout autre texte")
			s.Press(kb.ArrowUp, chromedp.ModifierCtrl)
		})
	})
}

func typedInReview(t *testing.T, comeBack func(s *uitest.Screen, path string)) {
	st := uitest.OpenStory(t)
	s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoor(t, st.Newsroom), "fr")
	s.Enter(st.As(workflow.Editor))
	path := "/articles/" + st.ID + "/review?s=" + st.Segments[1].ID
	s.Open(path)
	s.Stay()
	const touched, reason, note = "Retouche que rien n’efface", "Le terme maison est « réunion »", "Voir le lexique"
	const noteField = `.seg.on .marking[open] [name="note"]`
	s.Press(kb.F2)
	s.Until("the field", `document.activeElement.closest(".seg.on .touch form")`)
	s.Write(`.seg.on [name="target"]`, touched)
	s.Click(".seg.on .returning summary")
	s.Write("#reason", reason)
	s.Click(".seg.on .marking summary")
	s.Write(noteField, note)
	s.StripSays("local", "strip.local")
	if got := s.OnDisk(touched, reason, note); got != "drafts 3, keys 1" {
		t.Errorf("the browser keeps %q", got)
	}
	st.Save(st.As(workflow.Translator), 2, "save", "Un tout autre texte.")
	comeBack(s, path)
	s.Until("all again", fmt.Sprintf(`document.querySelector('.seg.on .touch[open] [name="target"]')?.value === %s &&
		document.getElementById("reason").value === %s && document.querySelector(%s)?.value === %s`,
		uitest.Quote(touched), uitest.Quote(reason), uitest.Quote(noteField), uitest.Quote(note)))
	s.Write(noteField, "")
	s.StripSays("local", "strip.local")
	if g := st.Segment(t, 2); g.Target.String() != "Un tout autre texte." {
		t.Errorf("the desk has %q before anybody sent it", g.Target)
	}
	s.Click(`.seg.on .touch button[value="save"]`)
	s.Has(".seg.on .clash")
	s.See(touched)
	s.Complaints() // Chromium reports the status 409
	s.Click(`.seg.on .clash [data-take="` + touched + `"]`)
	s.Click(`.seg.on .touch button[value="save"]`)
	s.See(s.T("review.touched-by", "Name", st.People[workflow.Editor].Name))
	s.Click(`form[data-decide="return"] button`)
	s.See(s.T("review.was-returned", "Position", 2))
	s.Until("nothing to keep", `document.getElementById("strip").dataset.state === "idle"`)
	if got := s.OnDisk(touched, reason); got != "done 1, keys 1" {
		t.Errorf("after the decision the browser keeps %q", got)
	}
	if g := st.Segment(t, 2); g.Target.String() != touched || g.Reason != reason {
		t.Errorf("segment 2 holds %q, returned for %q", g.Target, g.Reason)
	}
	s.Quiet()
}
