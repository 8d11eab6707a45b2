package ui_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"truchement/ui/uitest"
)

// looked are the pages whose look is tried under other conditions: one of every layout.
func looked() []string {
	return []string{"desk", "desk-list", "load-theirs", "move", "article", "align-beads", "people",
		"publication", "export", "intake-refused", "bench", "review", "queue", "preview", "account", "signin"}
}

// TestPagesUnderOtherConditions looks at every layout mirrored, with forced colours, with less
// motion, and with the text spacing of WCAG 1.4.12 on a phone.
func TestPagesUnderOtherConditions(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoor(t, n.Newsroom), "fr")
	known := map[string]view{}
	for _, v := range views(n) {
		known[v.name] = v
	}
	for _, name := range looked() {
		v, found := known[name]
		if !found {
			t.Errorf("no page is called %s", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			s.TB, n.TB = t, t
			s.Do(chromedp.EmulateViewport(1440, 900))
			look(n, s, v)
			media(s, "forced-colors", "active")
			if got := uitest.Read[string](s, faint); got != "" {
				t.Errorf("forced colours: %s", got)
			}
			media(s, "prefers-reduced-motion", "reduce")
			if got := uitest.Read[string](s, restless); got != "" {
				t.Errorf("reduced motion: %s", got)
			}
			media(s, "prefers-color-scheme", "light")
			if got := uitest.Read[string](s, crooked); got != "" {
				t.Errorf("mirrored: %s", got)
			}
			s.Do(chromedp.EmulateViewport(320, 640))
			uitest.Read[bool](s, spaced)
			if got := uitest.Read[string](s, wide); got != "" {
				t.Errorf("text spacing: %s", got)
			}
			s.Complaints()
		})
	}
}

// media sets one preference of the reader and drops the others.
func media(s *uitest.Screen, name, value string) {
	s.TB.Helper()
	uitest.Command(s, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: name, Value: value}}})
}

// faint are controls that lose their edge, and states that lose their shape or word.
const faint = `(() => {
	if (!matchMedia("(forced-colors: active)").matches) return "not on";
	const out = [];
	for (const e of document.querySelectorAll(".btn, .in, .card, .chip, .meter")) {
		const c = getComputedStyle(e);
		if (!e.checkVisibility()) continue;
		const edge = e.matches(".meter") ? c.outlineStyle : c.borderBlockStartStyle;
		if (edge === "none") out.push(e.outerHTML.slice(0, 80));
	}
	for (const e of document.querySelectorAll(".state")) {
		if (e.checkVisibility() && (!e.querySelector("svg") || !e.textContent.trim())) {
			out.push(e.outerHTML.slice(0, 80));
		}
	}
	return out.slice(0, 4).join(" | ");
})()`

// restless is what moves by itself, the bar of a slow answer included.
const restless = `(() => {
	const bar = document.createElement("div");
	bar.className = "busy-bar";
	document.body.append(bar);
	const moving = document.getAnimations().map(a => a.animationName ?? a.transitionProperty);
	bar.remove();
	return moving.join(", ");
})()`

// crooked are boxes that do not stand where a mirror would put them when the page turns round.
// What has a direction of its own is left out, and what is inside a text.
const crooked = `(async () => {
	const width = document.documentElement.clientWidth;
	const boxes = () => [...document.querySelectorAll("body *")].filter(e =>
		!e.closest("[dir]:not(html), svg *, .vh, .text, .title, bdi, option, noscript, .ProseMirror") &&
		e.checkVisibility() && !getComputedStyle(e).display.startsWith("inline")).map(e => {
		const r = e.getBoundingClientRect();
		return [e, r.left, r.width];
	});
	scrollTo(0, 0);
	const before = boxes();
	document.documentElement.dir = "rtl";
	await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
	scrollTo(0, 0);
	const after = new Map(boxes().map(([e, x, w]) => [e, [x, w]]));
	document.documentElement.dir = "ltr";
	const out = [];
	for (const [e, x, w] of before) {
		const [gotX, gotW] = after.get(e) ?? [NaN, NaN];
		if (Math.abs(gotW - w) > 2 || Math.abs(gotX - (width - x - w)) > 2) {
			out.push(e.outerHTML.slice(0, 70) + " at " + gotX + " not " + (width - x - w));
		}
	}
	return out.slice(0, 4).join(" | ");
})()`

// spaced sets the text spacing of WCAG 1.4.12; letters of Arabic join and are not spaced.
const spaced = `(() => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("* { line-height: 1.5 !important; word-spacing: .16em !important; } " +
		":not(:lang(ar)) { letter-spacing: .12em !important; } p { margin-block-end: 2em !important; }");
	document.adoptedStyleSheets = [sheet];
	return true;
})()`
