package tm

import (
	"slices"
	"strings"
	"testing"
)

// smallIndex is an index of real sentences, a part of them live.
func smallIndex(t testing.TB, tag string) (*Index, []Unit) {
	c := newCorpus(testLines(t, tag), 5)
	var units []Unit
	for i := range 1500 {
		units = append(units, Unit{ID: testID(i), Source: c.source(i), Target: c.source(i + 1)})
	}
	x := buildIndex(tag, tag, slices.Values(units[:1000]))
	for _, u := range units[1000:] {
		x.Insert(u)
	}
	for _, i := range []int{3, 500, 1200} {
		x.Delete(units[i].ID)
		units[i].Source, units[i].Target = "", ""
	}
	return x, units
}

// bruteConcordance is the definition of a concordance.
func bruteConcordance(units []Unit, texts [2][][]uint64, query string, side Side, tag string, limit int) []Hit {
	var hits []Hit
	phrase := classesOf(query, tag)
	for i, u := range units {
		classes := texts[side][i]
		all := len(phrase) > 0
		for _, c := range phrase {
			all = all && slices.Contains(classes, c)
		}
		if !all {
			continue
		}
		h := Hit{ID: u.ID}
		for i := range classes {
			h.Phrase = h.Phrase || side == Source && len(classes)-i >= len(phrase) &&
				slices.Equal(classes[i:i+len(phrase)], phrase)
		}
		hits = append(hits, h)
	}
	slices.SortFunc(hits, compareHits)
	return hits[:min(limit, len(hits))]
}

func TestConcordanceEqualsBruteForce(t *testing.T) {
	for _, tag := range []string{"ar", "fr"} {
		x, units := smallIndex(t, tag)
		var texts [2][][]uint64
		for _, u := range units {
			texts[Source] = append(texts[Source], classesOf(u.Source, tag))
			texts[Target] = append(texts[Target], classesOf(u.Target, tag))
		}
		c := newCorpus(testLines(t, tag), 6)
		found := 0
		for i := range 300 {
			words := c.fields()
			at := c.random.IntN(len(words))
			query := strings.Join(words[at:min(len(words), at+1+i%4)], " ")
			side := Side(i % 2)
			limit := []int{1, 10, len(units)}[i/2%3]
			got := x.Concordance(query, side, limit)
			want := bruteConcordance(units, texts, query, side, tag, limit)
			if !slices.Equal(got, want) {
				t.Fatalf("Concordance(%q, %d) = %v, want %v", query, side, got, want)
			}
			found += len(got)
		}
		if found < 300 {
			t.Errorf("%s: only %d hits", tag, found)
		}
	}
}

func TestSpans(t *testing.T) {
	for _, c := range []struct{ tag, text, query, want string }{
		{"ar", "قال الوزير إن وزير الخارجية", "الوزير", "الوزير|وزير"},
		{"ar", "غادر وزير الخارجية ووزيرُ الخارجية", "وزير الخارجية", "وزير الخارجية|ووزيرُ الخارجية"},
		{"fr", "La loi et les lois du pays", "loi", "loi|lois"},
		{"fr", "Le pays a une loi", "loi pays", "pays|loi"},
		{"fr", "a a a", "a a", "a a"},
		{"fr", "Le pays", "!", ""},
	} {
		var got []string
		for _, s := range Spans(c.text, c.tag, c.query) {
			got = append(got, c.text[s.From:s.To])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("Spans(%q, %q) = %q, want %q", c.text, c.query, got, c.want)
		}
	}
}

// bruteFragments is the definition of Fragments for an index so small that all words are rare.
func bruteFragments(units []Unit, text, tag string, least, limit int) []Fragment {
	query := classesOf(text, tag)
	f := &fragments{lookup: &lookup{}, best: make([]Fragment, len(query))}
	f.lookup.words = words(text)
	for _, u := range units {
		source := classesOf(u.Source, tag)
		for i := range query {
			for j := range source {
				n := 0
				for i+n < len(query) && j+n < len(source) && query[i+n] == source[j+n] {
					n++
				}
				if n >= least {
					f.note(Fragment{ID: u.ID, QueryFrom: i, QueryTo: i + n, SourceFrom: j, SourceTo: j + n})
				}
			}
		}
	}
	return f.longest(limit)
}

func TestFragmentsEqualBruteForce(t *testing.T) {
	for _, tag := range []string{"ar", "fr"} {
		c := newCorpus(testLines(t, tag), 8)
		var units []Unit
		for i := range 60 {
			units = append(units, Unit{ID: testID(i), Source: c.source(i + 100)})
		}
		x := buildIndex(tag, tag, slices.Values(units[:30]))
		for _, u := range units[30:] {
			x.Insert(u)
		}
		found := 0
		for range 200 {
			a, b := units[c.random.IntN(60)].Source, units[c.random.IntN(60)].Source
			text := c.edit(a+" "+b, 0.3)
			got, want := x.Fragments(text, 4, 5), bruteFragments(units, text, tag, 4, 5)
			if !slices.Equal(got, want) {
				t.Fatalf("Fragments(%q):\ngot  %v\nwant %v", text, got, want)
			}
			found += len(got)
		}
		if found < 300 {
			t.Errorf("%s: only %d fragments", tag, found)
		}
	}
}
