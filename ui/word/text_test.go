package word

import (
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
	bold, note := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.NoteMark, Equiv: "*"}
	got := string(b.RenderText(bitext.Text{{Chars: "a  <\u200f"}, {Kind: bitext.Open, Code: bold},
		{Chars: "b"}, {Kind: bitext.Close, Code: bold}, {Kind: bitext.Lone, Code: note}}, true))
	want := `a <span class="sp" data-mark="SP" title="Espace double"> </span>&lt;` +
		`<span class="sp" data-mark="RLM" title="Marque droite-à-gauche">` + "\u200f" + `</span>` +
		`<b data-pair="1" data-type="bold"><bdi class="code-tag" dir="ltr">⟦1⟧</bdi>b` +
		`<bdi class="code-tag" dir="ltr">⟦/1⟧</bdi></b>` +
		`<bdi class="code-tag" dir="ltr">⟦2/⟧</bdi><sup class="lone" data-chip="2" data-type="note"><bdi>*</bdi></sup>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
