package word

import (
	"html/template"
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
)

// What is copied from a source keeps its codes, and what does not show is marked there too.
func TestTaggedText(t *testing.T) {
	all, err := NewLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := all.In("fr")
	bold, note := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.NoteMark, Equiv: "*&"}
	got := string(b.RenderText(bitext.Text{{Chars: "a  <\u200f"}, {Kind: bitext.Open, Code: bold},
		{Chars: "b"}, {Kind: bitext.Close, Code: bold}, {Kind: bitext.Lone, Code: note}}, true))
	want := `a <span class="sp" data-mark="SP" title="Espace double"> </span>&lt;` +
		`<span class="sp" data-mark="RLM" title="Marque droite-à-gauche">` + "\u200f" + `</span>` +
		`<b data-pair="1" data-type="bold"><bdi class="code-tag" dir="ltr">⟦1⟧</bdi>b` +
		`<bdi class="code-tag" dir="ltr">⟦/1⟧</bdi></b>` +
		`<bdi class="code-tag" dir="ltr">⟦2/⟧</bdi><sup class="lone" data-chip="2" data-type="note"><bdi>*&amp;</bdi></sup>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestTextsAreEscaped writes markup in every place that a text can come from.
func TestTextsAreEscaped(t *testing.T) {
	all, err := NewLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := all.In("fr")
	const evil = `<script>"&`
	lone := func(kind bitext.CodeType) bitext.Run {
		return bitext.Run{Kind: bitext.Lone, Code: bitext.Code{ID: evil, Type: kind, Equiv: evil, Data: evil}}
	}
	link := bitext.Code{ID: evil, Type: bitext.Link, Data: "javascript:alert(1)"}
	text := bitext.Text{{Chars: evil}, lone(bitext.NoteMark), lone(bitext.Image), lone(bitext.Break),
		{Kind: bitext.Open, Code: link}, {Chars: evil}, {Kind: bitext.Close, Code: link}}
	for name, got := range map[string]template.HTML{
		"as read":      b.Text(text),
		"with tags":    b.TaggedText(text),
		"with overlay": b.WithOverlay(text, OverlayOf(bitext.Plain("un"), text), false),
		"removed":      b.WithOverlay(bitext.Plain("un"), OverlayOf(text, bitext.Plain("un")), true),
		"compared":     b.Diff(text, bitext.Plain(evil+" "+evil)),
		"in a message": b.H("article.retracted", "Reason", evil),
	} {
		if s := string(got); strings.Contains(s, "<script") || strings.Contains(s, `"&"`) ||
			strings.Contains(s, "javascript:") || !strings.Contains(s, "&lt;script&gt;") {
			t.Errorf("%s: %s", name, s)
		}
	}
}
