package table

import (
	"slices"
	"testing"

	"truchement/workflow/format/terms/entry"
)

// Every heading is read as what it is, alone and, of a term, with a language; none is of two attributes.
func TestHeadingsAreRead(t *testing.T) {
	for _, h := range headings() {
		for _, w := range slices.Concat(h.words[:], h.also) {
			if got := readHeading(" " + w + " : "); got.attribute != h.attribute || got.lang != "" {
				t.Errorf("%q is read as %d %q, want %d", w, got.attribute, got.lang, h.attribute)
			}
			if h.attribute < status || h.attribute > termNote {
				continue
			}
			for heading, tag := range map[string]string{"FR " + w: "fr", w + " (arabe)": "ar", w + " en français": "fr",
				w + " العربية": "ar", w + " ar-MA": "ar-MA"} {
				if got := readHeading(heading); got.attribute != h.attribute || got.lang != tag {
					t.Errorf("%q is read as %d %q, want %d %q", heading, got.attribute, got.lang, h.attribute, tag)
				}
			}
		}
	}
	for name, want := range map[string]column{"": {}, "de": {termText, "de", "de"}, "Catégorie grammaticale": {0, "", "Catégorie grammaticale"},
		"x (fr)": {0, "fr", "x (fr)"}, "en": {termText, "en", "en"}, "Terme en anglais": {termText, "en", "Terme en anglais"}} {
		if got := readHeading(name); got != want {
			t.Errorf("%q is read as %+v, want %+v", name, got, want)
		}
	}
}

// What is written for a value in French and Arabic must be read.
func TestValuesAreReadAsTheyAreWritten(t *testing.T) {
	for _, tag := range []string{"en", "fr", "ar"} {
		o := Options{Lang: tag}
		b := entry.NewBuilder(1)
		for _, s := range []string{"preferred", "admitted", "deprecated"} {
			if got := b.Status(1, o.value(s)); string(got) != s {
				t.Errorf("%s is read as %q", o.value(s), got)
			}
		}
		for _, s := range []string{"person", "institution", "place", "title", "event", "work", "general"} {
			if b.SetType(1, o.value(s)); string(b.Entry.Type) != s {
				t.Errorf("%s is read as %q", o.value(s), b.Entry.Type)
			}
		}
		for _, s := range []string{"singular", "dual", "plural"} {
			if got := b.Number(1, o.value(s)); string(got) != s {
				t.Errorf("%s is read as %q", o.value(s), got)
			}
		}
		for _, s := range []string{"masculine", "feminine"} {
			if got := b.Gender(1, o.value(s)); string(got) != s {
				t.Errorf("%s is read as %q", o.value(s), got)
			}
		}
	}
}
