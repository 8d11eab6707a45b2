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

func TestDictionaryLinks(t *testing.T) {
	d := NewDictionary("ar", "fr")
	got := d.Links([]string{"وقال", "الوزير", "ستيرنليب", "للوزير"}, []string{"Hier", "ministre", "Sternlieb"})
	want := [][]int{nil, {1}, nil, {1}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestDictionaryVisitsWordsByScript(t *testing.T) {
	d := NewDictionary("ar", "fr")
	arabic, latin := map[string]bool{}, map[string]bool{}
	d.Arabic(func(word string, name bool) { arabic[word] = name })
	d.Latin(func(word string, name bool) { latin[word] = name })
	for _, w := range []struct {
		in   map[string]bool
		word string
		name bool
	}{{arabic, "سلوفاكيا", true}, {arabic, "كتاب", false}, {latin, "slovaquie", true}, {latin, "livre", false}} {
		if name, ok := w.in[w.word]; !ok || name != w.name {
			t.Errorf("%s: visited %v, a name %v", w.word, ok, name)
		}
	}
	if _, ok := arabic["livre"]; ok {
		t.Error("livre is among the Arabic words")
	}
}
