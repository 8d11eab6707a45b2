package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/ui/web"
)

// faulty is a page with one fault of each kind that TestEveryPage looks for. In the order of the
// table: a label that is missing, a contrast of 2.3, an inline script, an exception, a table
// wider than a phone, a small button, a paragraph within a paragraph's text.
const faulty = `<!DOCTYPE html><html lang="fr" dir="ltr"><head><meta charset="utf-8"><title>Fautes</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>Fautes</h1>
<input name="q"><svg width="120" height="30"><text y="20">x</text></svg>
<p class="pale">Un texte trop pâle</p><script>window.inline = true</script>
<pre>une ligne qui ne se coupe pas et qui est bien plus large que tous les téléphones du monde entier</pre>
<button type="button" class="tiny">x</button><span><p>Un paragraphe</p></span></main></body></html>`

// TestFaultsAreFound shows that every look at a page can fail.
func TestFaultsAreFound(t *testing.T) {
	axe := axeSource(t)
	n := uitest.OpenNewsroom(t)
	kept := keepPages(n.Server)
	show := func(c *web.Call) error { return c.HTML(http.StatusOK, faulty) }
	n.Add(web.Route{Method: "GET", Path: "/t/faulty", May: web.Anyone, Handle: show})
	s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoor(t, n), "ar") // the page goes the other way
	s.Open("/t/faulty")
	if uitest.Read[bool](s, `window.inline === true`) {
		t.Error("the content policy let an inline script run")
	}
	// Styles and exceptions that a policy would stop come from the tools' side.
	uitest.Read[bool](s, `(document.querySelector(".pale").style.color = "#bbb",
		Object.assign(document.querySelector(".tiny").style, {width: "12px", height: "12px", padding: 0}),
		setTimeout(() => { throw new Error("seeded"); }), true)`)
	complaints := ""
	for scheme, want := range map[string][]string{"light": {"axe: label", "axe: color-contrast", "direction: the page is",
		"width: ", "targets under 24 px"}, "dark": {"axe: color-contrast"}} {
		found := strings.Join(findings(s, axe, scheme), "\n")
		for _, w := range want {
			if !strings.Contains(found, w) {
				t.Errorf("%s: no finding %q in\n%s", scheme, w, found)
			}
		}
		complaints += found
	}
	for _, want := range []string{"breach of the content policy: script-src", "exception: Uncaught Error: seeded"} {
		if !strings.Contains(complaints, want) {
			t.Errorf("no complaint %q in\n%s", want, complaints)
		}
	}
	if got := strings.Join(kept.invalid(t), "\n"); !strings.Contains(got, "Element “p” not allowed") {
		t.Errorf("vnu lets a p stand in a span: %q", got)
	}
}
