package align

import (
	"slices"
	"testing"
)

func TestDictionary(t *testing.T) {
	d := NewDictionary("ar", "fr")
	of, to := d.Look([]string{"وقال", "الوزير", "بفرنسا", "ستيرنليب"}, []string{"ministre", "Sternlieb", "Espagne"})
	want := []Entry{{Listed: true}, {Listed: true, Translated: true}, {Listed: true, Name: true}, {}}
	if !slices.Equal(of, want) {
		t.Errorf("source: %+v, want %+v", of, want)
	}
	want = []Entry{{Listed: true, Translated: true}, {}, {Listed: true, Name: true}}
	if !slices.Equal(to, want) {
		t.Errorf("target: %+v, want %+v", to, want)
	}
}

func TestDictionaryTellsNamesFromWords(t *testing.T) {
	d := NewDictionary("ar", "fr")
	for word, name := range map[string]bool{"سلوفاكيا": true, "طنجه": true, "كتاب": false, "حزب": false} {
		if d.Named(word) != name || d.Common(word) == name {
			t.Errorf("%s: named %v, common %v", word, d.Named(word), d.Common(word))
		}
	}
	if got := d.Of("سلوفاكيا"); !slices.Contains(got, "slovaquie") {
		t.Errorf("of سلوفاكيا: %q", got)
	}
}
