package ui

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
)

// The ink of a text: words that changed, marks that overlap, codes and what is said to the ear.
func TestInked(t *testing.T) {
	all, err := newLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := all.in("fr")
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	coded := bitext.Text{{Chars: "Le "}, {Kind: bitext.Open, Code: bold}, {Chars: "roi"},
		{Kind: bitext.Close, Code: bold}, {Kind: bitext.Lone, Code: bitext.Code{ID: "2", Type: bitext.Break}}, {Chars: "part."}}
	mark := func(from, to int, id string) inkMark {
		return inkMark{stretch: stretch{from, to}, id: id, severity: "major", word: "[" + id + "]"}
	}
	vh := func(s string) string { return `<span class="vh" lang="fr">` + s + ` </span>` }
	open := func(id string) string { return `<mark class="fault" data-severity="major" data-issue="` + id + `">` }
	tests := []struct {
		name string
		text bitext.Text
		ink  ink
		want string
	}{
		{"nothing", coded, ink{}, `Le <b>roi</b><span data-flat><br></span>part.`},
		{"a mark across a code and a break", coded, ink{marks: []inkMark{mark(1, 7, "a")}},
			vh("[a]") + `L` + open("a") + `e </mark><b>` + open("a") + `roi</mark></b>` + open("a") +
				`<span data-flat><br></span></mark>part.`},
		{"a mark within a word is said before it", bitext.Plain("والوزير & وصل"),
			ink{marks: []inkMark{mark(3, 7, "a")}},
			vh("[a]") + `وال` + open("a") + `وزير</mark> &amp; وصل`},
		{"marks that overlap", bitext.Plain("un deux"), ink{marks: []inkMark{mark(0, 4, "a"), mark(3, 7, "b")}},
			vh("[a]") + open("a") + `un </mark>` + vh("[b]") + open("a") + open("b") + `d</mark></mark>` + open("b") + `eux</mark>`},
		{"words that changed", bitext.Plain("Le roi part."), inkOf(bitext.Plain("Le prince part hier."), bitext.Plain("Le roi part.")),
			`Le <del>` + vh("suppression :") + `prince</del>` + vh("ajout :") + `<ins>roi</ins> part<del>` + vh("suppression :") + ` hier</del>.`},
		{"the end", bitext.Plain("Un"), inkOf(bitext.Plain("Un <deux>"), bitext.Plain("Un")),
			`Un<del>` + vh("suppression :") + ` &lt;deux&gt;</del>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(string(b.Inked(tt.text, tt.ink, false)))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
