package term

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// TestIndexEqualsOneBuiltAnew puts, replaces and removes concepts in random order, and compares what
// is found with what an index finds that was given the rest at once.
func TestIndexEqualsOneBuiltAnew(t *testing.T) {
	concepts := randomConcepts(t, 3000)
	others := slices.Clone(concepts)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(others), func(i, j int) {
		others[i].Terms, others[j].Terms = others[j].Terms, others[i].Terms
	})
	random := rand.New(rand.NewPCG(5, 6))
	changed := New()
	left := map[string]Concept{}
	for range 10_000 {
		i := random.IntN(len(concepts))
		switch random.IntN(3) {
		case 0:
			changed.Put(concepts[i])
			left[concepts[i].ID] = concepts[i]
		case 1:
			changed.Put(others[i])
			left[others[i].ID] = others[i]
		case 2:
			changed.Remove(concepts[i].ID)
			delete(left, concepts[i].ID)
		}
	}
	anew := New()
	for _, c := range left {
		anew.Put(c)
	}
	if changed.Len() != anew.Len() {
		t.Fatalf("%d concepts, anew %d", changed.Len(), anew.Len())
	}
	all := 0
	for _, tag := range []string{"ar", "fr"} {
		lines, _ := newsLines(t, "pud."+tag+".txt")
		for _, line := range lines {
			got, want := changed.Find(line, tag, ""), anew.Find(line, tag, "")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s: %s", line, diff)
			}
			all += len(got)
		}
	}
	if all < 1000 {
		t.Errorf("only %d hits: the test compares nothing", all)
	}
	for id := range left {
		changed.Remove(id)
	}
	for tag, book := range changed.books {
		if len(book) > 0 {
			t.Errorf("%s: %d words are left of no concept", tag, len(book))
		}
	}
}

func TestFindKeepsToThePublication(t *testing.T) {
	x := New()
	for _, publication := range []string{"", "paper", "other"} {
		x.Put(Concept{ID: "of " + publication, Publication: publication, Type: General,
			Terms: []Term{{Lang: "fr", Text: "loi"}}})
	}
	for publication, want := range map[string]string{
		"": "of ", "paper": "of  of paper", "other": "of  of other", "third": "of ",
	} {
		var got []string
		for _, h := range x.Find("la loi", "fr-MA", publication) {
			got = append(got, h.Concept)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: found %q, want %q", publication, got, want)
		}
	}
}

func TestFindTakesTheTermThatIsSpelledSo(t *testing.T) {
	x := New()
	x.Put(Concept{ID: "c", Type: Place, Terms: []Term{
		{Lang: "ar", Text: "إسبانيا", Status: Preferred},
		{Lang: "ar", Text: "أسبانيا", Status: Deprecated},
		{Lang: "fr", Text: "Kénitra", Status: Preferred},
		{Lang: "fr", Text: "Kenitra", Status: Deprecated},
	}})
	for _, c := range []struct {
		text, tag string
		want      int
	}{
		{"في إسبانيا", "ar", 0}, {"في أسبانيا", "ar", 1}, {"à Kénitra", "fr", 2}, {"à Kenitra", "fr", 3},
	} {
		hits := x.Find(c.text, c.tag, "")
		if len(hits) != 1 || hits[0].Term != c.want {
			t.Errorf("%s: %+v, want the term %d alone", c.text, hits, c.want)
		}
	}
}

func TestFindTakesALongerTermForNoNewspaper(t *testing.T) {
	x := New()
	x.Put(Concept{ID: "cup", Type: Event, Terms: []Term{{Lang: "fr", Text: "coupe du monde"}}},
		Concept{ID: "paper", Type: Work, Terms: []Term{{Lang: "fr", Text: "Le Monde"}}})
	for text, want := range map[string]string{
		"la coupe du Monde": "cup", "journaliste du Monde": "paper", "une coupe de Le Monde": "paper",
	} {
		got := ""
		for _, h := range x.Find(text, "fr", "") {
			got += h.Concept
		}
		if got != want {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
}

func TestFindTakesAFeminineTermForItself(t *testing.T) {
	x := New()
	for _, text := range []string{"ملك", "ملكة", "roi", "reine"} {
		tag := "ar"
		if text[0] < 0x80 {
			tag = "fr"
		}
		x.Put(Concept{ID: text, Type: Title, Terms: []Term{{Lang: tag, Text: text}}})
	}
	for text, want := range map[string]string{"الملكة": "ملكة", "الملك": "ملك", "la reine": "reine"} {
		tag := "ar"
		if text[0] < 0x80 {
			tag = "fr"
		}
		got := ""
		for _, h := range x.Find(text, tag, "") {
			got += h.Concept
		}
		if got != want {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
	x.Remove("reine")
	if hits := x.Find("la reine", "fr", ""); len(hits) != 1 || hits[0].Concept != "roi" {
		t.Errorf("without its own term, reine is %+v, want roi", hits)
	}
}

func TestFindOrdersTheLongestFirst(t *testing.T) {
	x := New()
	for i, text := range []string{"ministre", "ministre de l'Intérieur", "Intérieur"} {
		x.Put(Concept{ID: fmt.Sprint(i), Type: Title, Terms: []Term{{Lang: "fr", Text: text}}})
	}
	got := ""
	for _, h := range x.Find("le ministre de l’Intérieur", "fr", "") {
		got += h.Concept
	}
	if got != "102" {
		t.Errorf("found %s, want 102", got)
	}
}

// TestFindWhileTheIndexChanges is for the race detector, and holds Find to seeing each concept whole.
func TestFindWhileTheIndexChanges(t *testing.T) {
	concepts := randomConcepts(t, 500)
	x := New()
	x.Put(Concept{ID: "law", Type: General, Terms: []Term{{Lang: "fr", Text: "loi"}}})
	var group sync.WaitGroup
	for worker := range 2 {
		group.Go(func() {
			for i := worker; i < len(concepts); i += 2 {
				x.Put(concepts[i])
				x.Remove(concepts[i/2].ID)
			}
		})
		group.Go(func() {
			for range 200 {
				hits := x.Find("la loi", "fr", "")
				if !slices.ContainsFunc(hits, func(h Hit) bool { return h.Concept == "law" }) {
					t.Error("the law is not found")
					return
				}
			}
		})
	}
	group.Wait()
}

func FuzzFind(f *testing.F) {
	for _, tag := range []string{"ar", "fr"} {
		lines, _ := newsLines(f, "pud."+tag+".txt")
		for i, line := range lines[:20] {
			f.Add(line, lines[i+20][:10], tag == "ar")
		}
	}
	f.Add("l’\u00A0É\u0301tat ﻻ \xFF وَّ", "État", false)
	f.Add("ﷲ عبدالله للـلجنة", "عبد الله", true)
	x := New()
	x.Put(newsroom(f)...)
	f.Fuzz(func(t *testing.T, text, term string, arabic bool) {
		tag := "fr"
		if arabic {
			tag = "ar"
		}
		x.Put(Concept{ID: "fuzz", Type: General, Terms: []Term{{Lang: tag, Text: term, Plural: term + "s"}}})
		hits := x.Find(text, tag, "")
		if diff := cmp.Diff(hits, x.Find(text, tag, "")); diff != "" {
			t.Fatalf("another time it is %s", diff)
		}
		for _, h := range hits {
			inside := 0 <= h.WordStart && h.WordStart <= h.Start && h.Start < h.End &&
				h.End <= h.WordEnd && h.WordEnd <= len(text)
			if !inside {
				t.Fatalf("%+v is not inside %q", h, text)
			}
			for _, at := range []int{h.Start, h.End, h.WordStart, h.WordEnd} {
				if at < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[at]) {
					t.Fatalf("%+v cuts a character of %q", h, text)
				}
			}
		}
	})
}
