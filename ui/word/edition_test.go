package word

import (
	"testing"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

func TestEditionWordsAreComplete(t *testing.T) {
	words := editionWords()
	for _, key := range edition.Keys() {
		if words[key] == "" {
			t.Errorf("no message for the edition's %q", key)
		}
	}
}

// TestLabelGivesTimesTheZoneOfTheNewsroom has what was published at half past eleven in the evening
// by Greenwich, when the next day has begun in Rabat.
func TestLabelGivesTimesTheZoneOfTheNewsroom(t *testing.T) {
	rabat, err := time.LoadLocation("Africa/Casablanca")
	if err != nil {
		t.Fatal(err)
	}
	locales, err := NewLocales(rabat)
	if err != nil {
		t.Fatal(err)
	}
	evening := time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)
	d := &bitext.Document{SourceLang: "ar", TargetLang: "fr", Date: evening, Blocks: []bitext.Block{{
		Segments: []bitext.Segment{{Notes: []bitext.Remark{{Time: evening}}}}}}}
	locales.Label(d)
	if got := edition.Day(d, "ar"); got != "الاثنين، 23 نونبر 2026" {
		t.Errorf("published on %q", got)
	}
	if got := d.Blocks[0].Segments[0].Notes[0].Time.Day(); got != 23 {
		t.Errorf("a comment is of day %d, want 23", got)
	}
}
