package word

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
)

// The ink of a text: words that changed, marks that overlap, codes and what is said to the ear.
func TestOverlay(t *testing.T) {
	all, err := NewLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := all.In("fr")
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	coded := bitext.Text{{Chars: "Le "}, {Kind: bitext.Open, Code: bold}, {Chars: "roi"},
		{Kind: bitext.Close, Code: bold}, {Kind: bitext.Lone, Code: bitext.Code{ID: "2", Type: bitext.Break}}, {Chars: "part."}}
	mark := func(from, to int, id string) OverlayMark {
		return OverlayMark{Span: Span{from, to}, ID: id, Severity: "major", Word: "[" + id + "]"}
	}
	vh := func(s string) string { return `<span class="vh" lang="fr">` + s + ` </span>` }
	open := func(id string) string { return `<mark class="fault" data-severity="major" data-issue="` + id + `">` }
	tests := []struct {
		name string
		text bitext.Text
		ink  Overlay
		want string
	}{
		{"nothing", coded, Overlay{}, `Le <b>roi</b><span data-flat><br></span>part.`},
		{"a mark across a code and a break", coded, Overlay{Marks: []OverlayMark{mark(1, 7, "a")}},
			vh("[a]") + `L` + open("a") + `e </mark><b>` + open("a") + `roi</mark></b>` + open("a") +
				`<span data-flat><br></span></mark>part.`},
		{"a mark within a word is said before it", bitext.Plain("والوزير & وصل"),
			Overlay{Marks: []OverlayMark{mark(3, 7, "a")}},
			vh("[a]") + `وال` + open("a") + `وزير</mark> &amp; وصل`},
		{"marks that overlap", bitext.Plain("un deux"), Overlay{Marks: []OverlayMark{mark(0, 4, "a"), mark(3, 7, "b")}},
			vh("[a]") + open("a") + `un </mark>` + vh("[b]") + open("a") + open("b") + `d</mark></mark>` + open("b") + `eux</mark>`},
		{"words that changed", bitext.Plain("Le roi part."), OverlayOf(bitext.Plain("Le prince part hier."), bitext.Plain("Le roi part.")),
			`Le <del>` + vh("suppression :") + `prince</del>` + vh("ajout :") + `<ins>roi</ins> part<del>` + vh("suppression :") + ` hier</del>.`},
		{"the end", bitext.Plain("Un"), OverlayOf(bitext.Plain("Un <deux>"), bitext.Plain("Un")),
			`Un<del>` + vh("suppression :") + ` &lt;deux&gt;</del>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(string(b.WithOverlay(tt.text, tt.ink, false)))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
