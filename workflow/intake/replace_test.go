package intake

import (
	"slices"
	"testing"

	"truchement/workflow/bitext"
)

func TestReplacedTextKeepsItsCodesAndPlaces(t *testing.T) {
	codes := []bitext.Code{{ID: "1", Type: bitext.Bold}, {ID: "2", Type: bitext.NoteMark, Equiv: "*"},
		{ID: "3", Type: bitext.Link, Data: "https://a.test/"}}
	tests := []struct {
		name, old, to, want string
		places, moved       []int
	}{
		{"the same", "un ⟦1⟧deux⟦/1⟧ trois", "un deux trois", "un ⟦1⟧deux⟦/1⟧ trois",
			[]int{3, 8}, []int{3, 8}},
		{"a word before", "un ⟦1⟧deux⟦/1⟧", "mille deux", "mille ⟦1⟧deux⟦/1⟧", []int{3}, []int{6}},
		{"a word within a code", "un ⟦1⟧deux mots⟦/1⟧", "un deux gros mots",
			"un ⟦1⟧deux gros mots⟦/1⟧", nil, nil},
		{"a word after a code", "un ⟦1⟧deux⟦/1⟧", "un deux trois", "un ⟦1⟧deux⟦/1⟧ trois", nil, nil},
		{"a word in place of another in a code", "un ⟦1⟧deux⟦/1⟧ mots", "un trois mots",
			"un ⟦1⟧trois⟦/1⟧ mots", nil, nil},
		{"nested codes", "un ⟦3⟧⟦1⟧deux⟦/1⟧⟦/3⟧ mots", "un deux autres mots",
			"un ⟦3⟧⟦1⟧deux⟦/1⟧⟦/3⟧ autres mots", nil, nil},
		{"the words of a code", "un ⟦1⟧deux⟦/1⟧ mots", "un mots",
			"un ⟦1⟧⟦/1⟧mots", nil, nil}, // Pieces drops a pair around nothing
		{"a standalone code", "un⟦2/⟧ deux", "un trois", "un⟦2/⟧ trois", nil, nil},
		{"codes of the new text", "un deux", "un\ufffc trois\nquatre", "un trois quatre", nil, nil},
		{"a place whose words are gone", "un deux trois quatre", "un cinq quatre",
			"un cinq quatre", []int{8}, nil},
		{"a place at the end of what stays", "un deux trois", "un deux six", "un deux six",
			[]int{3, 8}, []int{3, 8}},
		{"all is new", "un deux", "trois", "trois", []int{3}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, err := bitext.Parse(tt.old, codes)
			if err != nil {
				t.Fatal(err)
			}
			got, moved := replaceText(old, tt.to, tt.places)
			if got.Markup() != tt.want || !slices.Equal(moved, tt.moved) {
				t.Errorf("%q with places %v, want %q with %v", got.Markup(), moved, tt.want, tt.moved)
			}
			if again, _ := bitext.Parse(tt.old, codes); !old.Equal(again) {
				t.Errorf("the old text became %q", old.Markup())
			}
		})
	}
}
