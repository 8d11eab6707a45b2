package bench_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// addConcept adds a concept as an editor: source, preferred target, forbidden target.
func (r *remembered) addConcept(t testing.TB, from, to, source, target, forbidden string) {
	t.Helper()
	c := term.Concept{Type: term.Title, Note: "Note du concept", Terms: []term.Term{{Lang: from, Text: source},
		{Lang: to, Text: target}, {Lang: to, Text: forbidden, Status: term.Deprecated, Note: "jamais"}}}
	_, _, err := r.Termbase.Add(t.Context(), r.Actor(workflow.Editor), termbase.NewConcept{Concept: c})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPanelShowsTerms(t *testing.T) {
	r := openRemembered(t, "fr")
	r.addConcept(t, "ar", "fr", "وزير", "ministre", "secrétaire")
	b := r.As(workflow.Translator)
	page := r.See(b.Get(r.bench(4)), http.StatusOK)
	if !strings.Contains(page, `<span class="term">وزير</span>`) {
		t.Error("the term is not lit in its word, without the article")
	}
	panel := panelOf(t, r.See(b.Get("/segments/"+r.New[3].ID+"/terms"), http.StatusOK))
	for _, want := range []string{`aria-current="true">Termes <span class="count">1</span>`, "ministre", "<del", "secrétaire",
		"jamais", "Note du concept", `data-terms="[{"written":`, "/termbase/concepts/", "Proposer un terme"} {
		if !strings.Contains(panel, want) {
			t.Errorf("the panel lacks %q:\n%s", want, panel)
		}
	}
	r.See(b.Get("/segments/"+r.New[2].ID+"/terms"), http.StatusOK, "La source n’a aucun terme de la terminologie.")
}

// A translator proposes a pair from the panel; what is wrong or there already is said at its field.
func TestTermIsAddedFromThePanel(t *testing.T) {
	r := openRemembered(t, "fr")
	path := "/segments/" + r.New[3].ID + "/terms"
	b := r.As(workflow.Translator)
	r.See(b.Get(path+"?add=1&source="+"وزير"), http.StatusOK, `value="وزير"`)
	r.See(b.Get(path+"?add=1&source="+url.QueryEscape("عبد الوافي لفتيت")), http.StatusOK, "Propositions, à vérifier", "Abdelouafi Laftit")
	w := b.Post(path, "source", "وزير", "target", "ministre", "type", "title", "forbidden", "secrétaire; grand chef")
	if w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body)
	}
	list, err := r.Termbase.List(t.Context(), r.Actor(workflow.Editor), termbase.Query{})
	if err != nil || len(list.Concepts) != 1 {
		t.Fatal(list, err)
	}
	if c := list.Concepts[0]; c.State != workflow.ConceptProposed || len(c.Terms) != 4 || c.Terms[3].Text != "grand chef" ||
		c.Terms[3].Status != term.Deprecated || c.Type != term.Title {
		t.Errorf("%+v", c)
	}
	r.See(b.Get(path), http.StatusOK, "proposé, pas encore validé")
	r.See(b.Post(path, "source", "وزير", "target", "autre", "type", "title"), http.StatusConflict,
		"Un autre concept a déjà le terme", "Le proposer quand même", `value="autre"`)
	if w := b.Post(path, "source", "وزير", "target", "autre", "type", "title", "anyway", "1"); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body)
	}
	r.See(b.Post(path, "source", " ", "target", "…", "type", "title"), http.StatusUnprocessableEntity, "au moins un")
	if w := r.As(workflow.Reader).Post(path, "source", "a", "target", "b"); w.Code != http.StatusForbidden {
		t.Errorf("a reader: %d", w.Code)
	}
}

// TestTermByKeys has a translator insert a term by its key and by completion, and add one from what is
// selected, while the text in the field stays as it is.
func TestTermByKeys(t *testing.T) {
	axe := axeSource(t)
	words := map[string]struct{ source, target, forbidden, begins, rest string }{
		"fr": {"وزير", "ministre", "secrétaire", "Le min", "istre"},
		"ar": {"ministre", "وزير", "كاتب", "وز", "ير"},
	}
	inEveryDirection(t, func(t *testing.T, m *memoryScreen) {
		w, p := words[m.language], pairs[m.language]
		m.addConcept(t, p.from, p.to, w.source, w.target, w.forbidden)
		m.start(3)
		m.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		m.Press(kb.F9, chromedp.ModifierCtrl)
		m.holds(w.target)
		m.Press("a", chromedp.ModifierCtrl)
		m.Press(kb.Delete)
		m.Type(w.begins)
		m.Until("the term proposed", ghostText+" !== ''")
		m.Press(m.forward)
		m.Until("the term, and what follows it in a match perhaps", fmt.Sprintf("%s.startsWith(%q)", fieldText, w.begins+w.rest))
		m.Insert(" A")
		text := uitest.Read[string](m.Screen, fieldText)
		uitest.Read[bool](m.Screen, `(() => {
			const text = document.querySelector(".seg.on .src .text");
			const range = document.createRange();
			const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
			const node = walker.nextNode();
			range.setStart(node, 0);
			range.setEnd(node, node.data.search(/\S\s/) + 1 || node.data.length);
			getSelection().removeAllRanges();
			getSelection().addRange(range);
			return true;
		})()`)
		m.Press("e", chromedp.ModifierCtrl)
		m.Until("the form", `document.activeElement.id === "term-target" && document.getElementById("term-source").value !== ""`)
		lookAt(m.Screen, axe)
		m.Press("a", chromedp.ModifierCtrl)
		m.Type("zz")
		m.Press(kb.Enter)
		m.See(m.T("terms.proposed"))
		m.Until("the caret in the field", `document.activeElement.closest(".seg.on .rich") !== null`)
		m.holds(text)
		m.Quiet()
	})
}

// selectWord selects a word of the source of the open row, whose text is one node, and answers it.
func (m *memoryScreen) selectWord(n int) string {
	m.Screen.TB.Helper()
	return uitest.Read[string](m.Screen, fmt.Sprintf(`(() => {
		const node = document.createTreeWalker(document.querySelector(".seg.on .src .text"), NodeFilter.SHOW_TEXT).nextNode();
		const word = [...node.data.matchAll(/[\p{L}\p{M}]+/gu)][%d];
		const range = document.createRange();
		range.setStart(node, word.index);
		range.setEnd(node, word.index + word[0].length);
		getSelection().removeAllRanges();
		getSelection().addRange(range);
		return word[0];
	})()`, n))
}

// TestTermFormBeginsAnewAfterEscape leaves the form for a term by Escape: the next one begins with what is selected
// then, and with nothing of the one that was abandoned. One that was not left takes what is selected as the other
// half of its pair.
func TestTermFormBeginsAnewAfterEscape(t *testing.T) {
	inEveryDirection(t, func(t *testing.T, m *memoryScreen) {
		m.start(3)
		has := func(what, source, target string) {
			t.Helper()
			m.Until(what, fmt.Sprintf(`document.getElementById("term-source")?.value === %q &&
				document.getElementById("term-target").value === %q`, source, target))
		}
		first := m.selectWord(1)
		m.Press("e", chromedp.ModifierCtrl)
		m.Until("the form", `document.activeElement.id === "term-target"`)
		m.Press("a", chromedp.ModifierCtrl)
		m.Type("zz")
		has("the first pair", first, "zz")
		second := m.selectWord(2)
		m.Press("e", chromedp.ModifierCtrl)
		has("another source of the same pair", second, "zz")
		m.Press(kb.Escape)
		m.Until("the caret in the field", `document.activeElement.closest(".seg.on .rich") !== null`)
		m.Press("e", chromedp.ModifierCtrl)
		has("a form of its own, where nothing is selected", "", "")
		m.Until("its source is to be typed", `document.activeElement.id === "term-source"`)
		m.Type("qq")
		m.Press(kb.Escape)
		m.Until("the caret in the field", `document.activeElement.closest(".seg.on .rich") !== null`)
		third := m.selectWord(1)
		m.Press("e", chromedp.ModifierCtrl)
		m.Until("what is selected now", fmt.Sprintf(`document.activeElement.id === "term-target" &&
			document.getElementById("term-source").value === %q`, third))
		if got := uitest.Read[string](m.Screen, `document.getElementById("term-target").value`); strings.Contains(got, "zz") {
			t.Errorf("the target is %q", got)
		}
		m.Quiet()
	})
}

// The terms of a new concept are lit for others within a second.
func TestTermsAreLiveInOtherNodes(t *testing.T) {
	r := openRemembered(t, "fr")
	other := termbase.New(workflow.NewCore(r.Store, workflow.CoreOptions{}), r.Memory)
	ctx, cancel := t.Context(), func() {}
	defer cancel()
	go other.Run(ctx, r.Watcher, r.Logger)
	r.addConcept(t, "ar", "fr", "وزير", "ministre", "secrétaire")
	for begin := time.Now(); len(other.Places("الوزير", "ar", "")) == 0; time.Sleep(5 * time.Millisecond) {
		if time.Since(begin) > 10*time.Second {
			t.Fatal("the other node does not find the term")
		}
	}
}
