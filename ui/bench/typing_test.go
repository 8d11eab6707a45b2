package bench_test

import (
	"html"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
)

const nnbsp, nbsp = "\u202f", "\u00a0"

// onBothSurfaces runs a test with the rich field, and with the text area of a browser that cannot
// run it.
func onBothSurfaces(t *testing.T, test func(t *testing.T, n *uitest.Newsroom, b *uitest.Tab)) {
	t.Helper()
	for _, surface := range []string{"rich", "plain"} {
		t.Run(surface, func(t *testing.T) {
			n := uitest.OpenNewsroom(t)
			var withoutRich atomic.Bool
			withoutRich.Store(surface == "plain")
			n.Use(func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if withoutRich.Load() && strings.HasSuffix(r.URL.Path, "/prosemirror.js") {
						http.NotFound(w, r)
						return
					}
					next.ServeHTTP(w, r)
				})
			})
			b := uitest.OpenTab(t, n)
			b.Do(chromedp.EmulateViewport(1280, 900))
			b.SignIn(n.As(workflow.Editor))
			test(t, n, b)
			if got := uitest.Evaluate[string](b, `document.querySelector("form[data-edit]").dataset.field`); got != surface {
				t.Errorf("the field is %s", got)
			}
			b.KeptPolicy()
		})
	}
}

// However a French hand types quotes, spaces and signs, the text is that of the house style: by real
// keys in two styles; autocorrect.test.mjs has every style.
func TestFrenchIsTheSameByEveryHand(t *testing.T) {
	quotes := []string{"«oui»", "« oui »", `"oui"`, `" oui "`, "<<oui>>", "<< oui >>", "«" + nbsp + "oui" + nbsp + "»",
		"«" + nnbsp + "oui" + nnbsp + "»", "«oui »", `"oui »`}
	styles := []struct{ name, quotes, colon, question, percent string }{
		{"fr-FR", "«" + nbsp + "oui" + nbsp + "»", "a" + nbsp + ": b", "a" + nnbsp + "? b", "5" + nbsp + "% b"},
		{"fr-CH", "«" + nnbsp + "oui" + nnbsp + "»", "a" + nnbsp + ": b", "a" + nnbsp + "? b", "5% b"},
	}
	onBothSurfaces(t, func(t *testing.T, n *uitest.Newsroom, b *uitest.Tab) {
		for _, style := range styles {
			openField(b, addCoded(t, n, "ar", "fr", style.name))
			hands := map[string][]string{style.quotes: quotes,
				style.colon:    {"a: b", "a : b", "a" + nbsp + ": b", "a" + nnbsp + ": b"},
				style.question: {"a? b", "a ? b", "a" + nbsp + "? b", "a" + nnbsp + "? b"},
				style.percent:  {"5% b", "5 % b", "5" + nbsp + "% b"},
				"l’eau":        {"l'eau", "l’eau"},
			}
			for want, ways := range hands {
				for _, way := range ways {
					for i, around := range []struct{ before, after string }{
						{"", ""}, {"Il dit ", ", enfin."},
					} {
						if i > 0 && style.name != "fr-FR" {
							break // the place changes nothing in the style
						}
						t.Run(style.name+" "+way+" in "+around.before, func(t *testing.T) {
							b.TB = t
							begins(b, around.before+around.after)
							keys(b, "End")
							keys(b, slices.Repeat([]string{"Left"}, utf8.RuneCountInString(around.after))...)
							keys(b, way)
							holds(b, around.before+want+around.after)
						})
					}
				}
			}
		}
		b.TB = t
	})
}

// What else hands do in French, and what one undo after the other takes back.
func TestTypingInFrench(t *testing.T) {
	onBothSurfaces(t, func(t *testing.T, n *uitest.Newsroom, b *uitest.Tab) {
		openField(b, addCoded(t, n, "ar", "fr", "fr-FR"))
		run(b, t, []fieldCase{
			{name: "quotes in quotes", do: press(`« le "vrai" nom »`), want: "«" + nbsp + "le “vrai” nom" + nbsp + "»"},
			{name: "guillemets in guillemets", do: press("«le «vrai» nom»"), want: "«" + nbsp + "le “vrai” nom" + nbsp + "»"},
			{name: "numbers, times and addresses", do: press("1 000 à 17:00 https://a.fr/?b;c"), want: "1 000 à 17:00 https://a.fr/?b;c"},
			{name: "a year before a colon", do: press("En 2024:"), want: "En 2024" + nbsp + ":"},
			{name: "a space after that of the house", do: press("«", "Space", "Space", "a"), want: "«" + nbsp + "a" + nbsp + "»"},
			{name: "a space where there is one before a sign", text: "oui" + nnbsp + "?", do: press("Left", "Space"), want: "oui" + nnbsp + "?"},
			{name: "a space before a sign, and a word", text: "oui?", do: press("Left", " non"), want: "oui non?"},
			{name: "a space before a sign", text: "oui?", do: press("Left", " "), want: "oui" + nnbsp + "?"},

			{name: "undo takes the space back", do: press("Quoi ?", "Ctrl+Z"), want: "Quoi ?"},
			{name: "a second undo takes the sign", do: func(b *uitest.Tab) {
				keys(b, "Quoi ?", "Ctrl+Z", "Ctrl+Z")
				untilEqual(b, "false", value+`.includes("?") + ""`)
				begins(b, "x")
			}, want: "x"},
			{name: "undo takes the quotes back", do: press(`a "`, "Ctrl+Z"), want: `a "`},
			{name: "undo takes the closing space back", do: press("«a »", "Ctrl+Z"), want: "«" + nbsp + "a »" + nbsp + "»"},
			{name: "undo takes the apostrophe back", do: press("l'", "Ctrl+Z"), want: "l'"},
			{name: "what was undone stays", do: press("Quoi ?", "Ctrl+Z", " Oui"), want: "Quoi ? Oui"},
			{name: "a straight quote that was undone is closed by one", do: press(`"`, "Ctrl+Z", `oui" non`), want: `"oui" non`},
			{name: "redo puts it in again", do: press("Quoi?", "Ctrl+Z", "Ctrl+Shift+Z"), want: "Quoi" + nnbsp + "?"},

			{name: "Backspace takes a sign, and another one comes", do: press("Quoi?", "Back", "!"), want: "Quoi" + nnbsp + "!"},
			{name: "Backspace takes the space, and it stays away", do: press("Quoi?", "Left", "Back", "End", " Non"), want: "Quoi? Non"},
			{name: "Backspace in empty quotes takes both", do: press(`a "`, "Back", "b"), want: "a b"},
			{name: "and undo brings them", do: press(`a "`, "Back", "Ctrl+Z", "b"), want: "a «" + nbsp + "b" + nbsp + "»"},
			{name: "Backspace in quotes takes a letter", do: press(`"ab`, "Back"), want: "«" + nbsp + "a" + nbsp + "»"},

			{name: "quotes over a selection", text: "un mot ", do: press("Shift+Left", "Shift+Left", "Shift+Left", "Shift+Left", `"`),
				want: "un «" + nbsp + "mot" + nbsp + "» "},
			{name: "and undo takes them back", text: "un mot", do: press("Shift+Left", "Shift+Left", "Shift+Left", "«", "Ctrl+Z", "Ctrl+Z"), want: "un mot"},
			{name: "over formatted words", text: "⟦1⟧un⟦/1⟧ mot", do: press("Shift+Home", "«"), want: "«" + nbsp + "⟦1⟧un⟦/1⟧ mot" + nbsp + "»"},
			{name: "a sign over a selection", text: "oui non", do: press("Shift+Left", "Shift+Left", "Shift+Left", "?"), want: "oui" + nnbsp + "?"},
			{name: "a quote over a selection in quotes", text: "«" + nbsp + "le mot" + nbsp + "»",
				do: press("Left", "Left", "Shift+Left", "Shift+Left", "Shift+Left", `"`), want: "«" + nbsp + "le “mot”" + nbsp + "»"},

			{name: "after a chip", text: "mot⟦2/⟧", do: press("?"), want: "mot⟦2/⟧" + nnbsp + "?"},
			{name: "quotes beside a chip", text: "⟦2/⟧", do: press(`"oui"`), want: "⟦2/⟧«" + nbsp + "oui" + nbsp + "»"},
			{name: "quotes in bold", do: press("Ctrl+B", `" oui "`), want: "⟦1⟧«" + nbsp + "oui" + nbsp + "»⟦/1⟧"},

			{name: "a composition", text: "Il dit ", do: func(b *uitest.Tab) { composes(b, `"oui" ?`) },
				want: "Il dit «" + nbsp + "oui" + nbsp + "»" + nnbsp + "?"},
			{name: "undo after a composition", do: func(b *uitest.Tab) { composes(b, "oui ?"); keys(b, "Ctrl+Z") }, want: "oui ?"},
			{name: "a paste", text: "Il dit ", do: func(b *uitest.Tab) { pastes(b, "", `" l'eau " : 5 % ?`) },
				want: "Il dit «" + nbsp + "l’eau" + nbsp + "»" + nbsp + ": 5" + nbsp + "%" + nnbsp + "?"},
			{name: "undo of a paste", text: "a ", do: func(b *uitest.Tab) { pastes(b, "", "oui ?"); keys(b, "Ctrl+Z") }, want: "a oui ?"},
			{name: "the second undo of a paste", text: "a ", do: func(b *uitest.Tab) { pastes(b, "", "oui ?"); keys(b, "Ctrl+Z", "Ctrl+Z") }, want: "a "},
			{name: "a paste keeps its last no-break space", text: "a ", do: func(b *uitest.Tab) { pastes(b, "", "mot"+nbsp); keys(b, "b") }, want: "a mot" + nbsp + "b"},
			{name: "a moved text keeps its no-break space", text: "a mot" + nbsp, do: func(b *uitest.Tab) {
				keys(b, "Shift+Left", "Shift+Left", "Shift+Left", "Shift+Left")
				hit(b, key{"x", "KeyX", 88, ""}, uitest.Ctrl, "cut")
				keys(b, "Home")
				hit(b, key{"v", "KeyV", 86, ""}, uitest.Ctrl, "paste")
			}, want: "mot" + nbsp + "a "},
		})
	})
}

// What is pasted keeps the no-break spaces at its ends, whatever program it comes from.
func TestPasteKeepsNoBreakSpaces(t *testing.T) {
	b, _ := openCoded(t, "ar", "fr")
	clip := func(html, text string) func(*uitest.Tab) {
		return func(b *uitest.Tab) { pastes(b, html, text); keys(b, "b") }
	}
	page := func(text string) func(*uitest.Tab) {
		return func(b *uitest.Tab) {
			uitest.Evaluate[bool](b, `(e => { e.textContent = `+uitest.Quote(text)+`; document.body.append(e);
				getSelection().selectAllChildren(e); return true; })(document.createElement("p"))`)
			hit(b, key{"c", "KeyC", 67, ""}, uitest.Ctrl, "copy")
			b.Do(chromedp.Click(chromedp.CSS(".seg.on .rich")))
			hit(b, key{"v", "KeyV", 86, ""}, uitest.Ctrl, "paste")
			keys(b, "b")
		}
	}
	run(b, t, []fieldCase{
		{name: "of a paragraph", do: clip("<p>mot&nbsp;</p>", "mot"+nbsp), want: "mot" + nbsp + "b"},
		{name: "of a span", do: clip("<span>mot&nbsp;</span>", "mot "), want: "mot" + nbsp + "b"},
		{name: "of two spans", do: clip("<b>mot</b><span>&nbsp;</span>", "mot "), want: "⟦1⟧mot⟦/1⟧" + nbsp + "b"},
		{name: "a narrow one", do: clip("<p>mot&#8239;</p>", "mot"+nnbsp), want: "mot" + nnbsp + "b"},
		{name: "alone", text: "a", do: clip("<span>&nbsp;</span>", " "), want: "a" + nbsp + "b"},
		{name: "at the beginning", text: "a", do: clip("<p>&nbsp;mot</p>", nbsp+"mot"), want: "a" + nbsp + "motb"},
		{name: "before a line break", do: clip("<p>mot&nbsp;\n</p>\n", "mot"+nbsp+"\n"), want: "mot" + nbsp + "b"},
		{name: "before a space", do: clip("<p>mot&nbsp; </p>", "mot"+nbsp+" "), want: "mot" + nbsp + "b"},
		{name: "of plain text in a line", do: clip("", "mot"+nbsp+"\n"), want: "mot" + nbsp + " b"},
		{name: "of a page", do: page("mot" + nbsp), want: "mot" + nbsp + "b"},
		{name: "a narrow one of a page", do: page("mot" + nnbsp), want: "mot" + nnbsp + "b"},
	})
}

// However an Arabic hand types signs and quotes, they are attached as Arabic has them.
func TestTypingInArabic(t *testing.T) {
	onBothSurfaces(t, func(t *testing.T, n *uitest.Newsroom, b *uitest.Tab) {
		openField(b, addCoded(t, n, "fr", "ar", ""))
		run(b, t, []fieldCase{
			{name: "the signs of a Latin board", do: press("نعم , لا ; متى ?"), want: "نعم، لا؛ متى؟"},
			{name: "the signs of an Arabic board", do: press("نعم ، لا؛ متى ؟"), want: "نعم، لا؛ متى؟"},
			{name: "guillemets", do: press("قال «نعم» ثم « لا »"), want: "قال «نعم» ثم «لا»"},
			{name: "angle signs", do: press("قال <<نعم>> ثم << لا >>"), want: "قال «نعم» ثم «لا»"},
			{name: "curly quotes", do: press("قال “نعم” و“ لا ”"), want: "قال “نعم” و“لا”"},
			{name: "numbers, times and addresses", do: press("بلغ 1 000 على 17:00 https://a.ma/?b,c"), want: "بلغ 1 000 على 17:00 https://a.ma/?b,c"},
			{name: "undo takes the sign back", do: press("متى ?", "Ctrl+Z on an Arabic board"), want: "متى ?"},
			{name: "undo takes the space back", do: press("« ", "Ctrl+Z"), want: "« "},
			{name: "guillemets over a selection", text: "قال نعم", do: press("Shift+Home", "«"), want: "«قال نعم»"},
			{name: "in bold", do: press("Ctrl+B", "متى ?"), want: "⟦1⟧متى؟⟦/1⟧"},
			{name: "after a chip", text: "متى⟦2/⟧", do: press(" ?"), want: "متى⟦2/⟧؟"},
			{name: "a composition", do: func(b *uitest.Tab) { composes(b, "متى ?") }, want: "متى؟"},
			{name: "a paste", do: func(b *uitest.Tab) { pastes(b, "", "قال « نعم » ; متى ?") }, want: "قال «نعم»؛ متى؟"},
		})
	})
}

// F9 pressed again never puts a code into itself.
func TestNextCodeIsNeverInItself(t *testing.T) {
	onBothSurfaces(t, func(t *testing.T, n *uitest.Newsroom, b *uitest.Tab) {
		openField(b, addCoded(t, n, "ar", "fr", "fr-FR"))
		run(b, t, []fieldCase{
			{name: "F9 around a selection, and again", text: "ab", do: press("Shift+Home", "F9", "F9"), want: "⟦1⟧ab⟦/1⟧⟦2/⟧"},
			{name: "F9 after the words of a pair leaves it", do: press("F9", "a", "F9", "F9", "b"), want: "⟦1⟧a⟦/1⟧⟦2/⟧⟦3⟧b⟦/3⟧"},
			{name: "F9 before typing, and again", do: press("F9", "F9", "x"), want: "⟦1⟧⟦2/⟧x⟦/1⟧"},
			{name: "F9 more often than there are codes", do: press("F9", "a", "F9", "F9", "b", "F9", "c", "F9", "F9", "d"),
				want: "⟦1⟧a⟦/1⟧⟦2/⟧⟦3⟧b⟦/3⟧⟦4⟧cd⟦/4⟧"},
			{name: "Ctrl+B twice", do: press("Ctrl+B", "Ctrl+B", "x"), want: "x"},
			{name: "Ctrl+B before and after a word", do: press("Ctrl+B", "a", "Ctrl+B", "b"), want: "⟦1⟧a⟦/1⟧b"},
			{name: "Ctrl+B over what is partly bold", text: "a⟦1⟧b⟦/1⟧c", do: press("Shift+Home", "Ctrl+B"), want: "⟦1⟧abc⟦/1⟧"},
		})
	})
}

// What the field shows is what the desk keeps and what goes out, by a fast typist and with the server
// far away; the row says which codes are missing, and stops when they are there.
func TestTypedTextIsKeptAndGoesOut(t *testing.T) {
	stories := map[string]struct{ from, to, keys, want, missing string }{
		"fr": {"ar", "fr", `" Quoi ? " dit-il : « l'eau » à 17:00`,
			"«" + nbsp + "Quoi" + nnbsp + "?" + nbsp + "» dit-il" + nbsp + ": «" + nbsp + "l’eau" + nbsp + "» à 17:00", "Il manque"},
		"ar": {"fr", "ar", "قال « متى ? » ; على 17:00", "قال «متى؟»؛ على 17:00", "ينقص"},
	}
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		c := stories[language]
		n := uitest.OpenNewsroom(t)
		n.Reading(language)
		article := addCoded(t, n, c.from, c.to, "fr-FR")
		s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoorAt(t, n, roundTrip), language)
		editor := n.As(workflow.Editor)
		s.Enter(editor)
		s.Open("/articles/" + article + "/bench?s=1")
		s.Until("the editor", uitest.Writing)
		s.Type(c.keys)
		s.Until("the text", value+" === "+uitest.Quote(c.want))
		s.Press(kb.Enter, chromedp.ModifierCtrl)
		s.See(c.missing)
		kept, err := n.Article.Read(t.Context(), n.Actor(workflow.Editor), article)
		if err != nil {
			t.Fatal(err)
		}
		if got := kept.Segments[0].Target.String(); got != c.want {
			t.Errorf("the desk keeps %q, want %q", got, c.want)
		}
		for _, format := range []string{"text", "csv", "html", "xliff", "tmx"} {
			w := editor.Get("/articles/" + article + "/export/file?states=translated&format=" + format)
			if w.Code != http.StatusOK || !strings.Contains(html.UnescapeString(w.Body.String()), c.want) {
				t.Errorf("the %s has not %q: %d %s", format, c.want, w.Code, w.Body)
			}
		}

		s.Open("/articles/" + article + "/bench?s=1")
		s.See(c.missing)
		s.Until("the editor", uitest.Writing)
		for range 5 { // the four codes, and once more
			s.Press(kb.F9)
			s.Type("x")
		}
		s.Until("all codes", `["⟦1⟧", "⟦2/⟧", "⟦3⟧", "⟦4⟧"].every(c => `+value+`.split(c).length === 2)`)
		s.Press(kb.Enter, chromedp.ModifierCtrl)
		s.Until("no missing code", `!document.querySelector(".seg .st").innerText.includes(`+uitest.Quote(c.missing)+`)`)
		s.Quiet()
	})
}
