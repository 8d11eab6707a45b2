package edition

import (
	"slices"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Fact is one line of an edition's credits.
type Fact struct {
	Key      string   // a label key
	Label    string   // its word
	Names    []string // of people, titles and places, in any direction: isolate each
	Segments []int    // the segments it speaks of, counted from 1; often none
	Place    string   // the word before their numbers; empty where Label says what they are
	Text     string   // what a person wrote, such as the reason of an override
}

// Facts lists the credits and the provenance of d in the language of tag: the
// credits of d, the translators and approvers of segments when d does not name
// them itself, the address it came from (a file's name is for the desk alone), the days of publication
// and of the last correction, what began as a machine's or the memory's, segments that are not approved,
// every segment that its own translator approved, with the reason, and every correction since the
// publication. What the edition hides is left out; corrections cannot be hidden.
func Facts(d *bitext.Document, tag string) []Fact {
	var facts []Fact
	for _, c := range People(d) {
		facts = append(facts, Fact{Key: c.Role, Names: c.Names})
	}
	if _, isAddress := SafeLink(d.Origin); isAddress {
		facts = append(facts, Fact{Key: Origin, Names: []string{d.Origin}})
	}
	if !d.Date.IsZero() {
		facts = append(facts, Fact{Key: Date, Names: []string{Day(d, tag)}})
	}
	if !d.Updated.IsZero() {
		facts = append(facts, Fact{Key: Updated, Names: []string{d.Locale(tag).FormatDate(d.Updated, lang.Full)}})
	}
	facts = append(facts, began(d, Memory, bitext.FromMemory)...)
	facts = append(facts, began(d, Machine, bitext.FromMachine)...)
	facts = append(facts, unreviewed(d)...)
	facts = append(facts, overrides(d)...)
	facts = slices.DeleteFunc(facts, func(f Fact) bool { return slices.Contains(d.HiddenFacts, f.Key) })
	facts = append(facts, corrections(d, tag)...)
	for i, f := range facts {
		facts[i].Label = Word(d, tag, f.Key)
		if f.Key != Unreviewed {
			facts[i].Place = placeWord(d, tag, len(f.Segments))
		}
	}
	return facts
}

// placeWord is the word before the numbers of so many segments.
func placeWord(d *bitext.Document, tag string, count int) string {
	switch count {
	case 0:
		return ""
	case 1:
		return strings.ToLower(Word(d, tag, Sentence))
	case 2:
		return Word(d, tag, SentencePair)
	}
	return Word(d, tag, Sentences)
}

// Day writes the date of d as its house does in the language of tag: "lundi 14 avril 2025".
func Day(d *bitext.Document, tag string) string {
	return d.Locale(tag).FormatDate(d.Date, lang.Full)
}

// People lists the credits of d; when they do not say who translated or who
// approved, those who did so for the segments that have a target.
func People(d *bitext.Document) []bitext.Credit {
	var credits []bitext.Credit
	for _, c := range d.Credits {
		if len(c.Names) > 0 {
			credits = append(credits, c)
		}
	}
	for _, role := range []string{Translator, Editor} {
		has := slices.ContainsFunc(credits, func(c bitext.Credit) bool { return c.Role == role })
		if names := contributors(d, role); !has && names != nil {
			credits = append(credits, bitext.Credit{Role: role, Names: names})
		}
	}
	return credits
}

// contributors names each translator or reviewer of a segment once.
func contributors(d *bitext.Document, role string) []string {
	var names []string
	for _, s := range d.Segments() {
		name := s.Translator
		if role == Editor {
			name = s.Reviewer
		}
		if name != "" && !s.Target.Empty() && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func unreviewed(d *bitext.Document) []Fact {
	var at []int
	for i, s := range d.Segments() {
		if !s.Target.Empty() && s.State.Rank() < bitext.Reviewed.Rank() {
			at = append(at, i+1)
		}
	}
	if at == nil {
		return nil
	}
	return []Fact{{Key: Unreviewed, Segments: at}}
}

// began is the fact of the segments whose target was first that of a memory or of a machine.
func began(d *bitext.Document, key string, as bitext.SubState) []Fact {
	var at []int
	for i, s := range d.Segments() {
		if !s.Target.Empty() && (s.Began == as || s.SubState == as) {
			at = append(at, i+1)
		}
	}
	if at == nil {
		return nil
	}
	return []Fact{{Key: key, Segments: at}}
}

// corrections has one fact for all that was corrected on a day, as gravely and for one reason, by day.
func corrections(d *bitext.Document, tag string) []Fact {
	type made struct {
		at      time.Time
		segment int
		bitext.Correction
	}
	var all []made
	for i, s := range d.Segments() {
		for _, c := range s.Corrections {
			all = append(all, made{c.Time, i + 1, c})
		}
	}
	slices.SortStableFunc(all, func(a, b made) int { return a.at.Compare(b.at) })
	var facts []Fact
	for _, c := range all {
		f := Fact{Key: Correction, Text: c.Reason, Names: []string{
			d.Locale(tag).FormatDate(c.Time, lang.Full), Word(d, tag, c.Grade)}}
		same := func(o Fact) bool { return o.Text == f.Text && slices.Equal(o.Names, f.Names) }
		at := slices.IndexFunc(facts, same)
		if at < 0 {
			at = len(facts)
			facts = append(facts, f)
		}
		if !slices.Contains(facts[at].Segments, c.segment) {
			facts[at].Segments = append(facts[at].Segments, c.segment)
			slices.Sort(facts[at].Segments)
		}
	}
	return facts
}

// overrides has one fact for each person and reason.
func overrides(d *bitext.Document) []Fact {
	var facts []Fact
	for i, s := range d.Segments() {
		if s.Override == "" || s.Target.Empty() {
			continue
		}
		same := func(f Fact) bool { return f.Text == s.Override && f.Names[0] == s.Reviewer }
		at := slices.IndexFunc(facts, same)
		if at < 0 {
			at = len(facts)
			f := Fact{Key: Override, Names: []string{s.Reviewer}, Text: s.Override}
			facts = append(facts, f)
		}
		facts[at].Segments = append(facts[at].Segments, i+1)
	}
	return facts
}

// Range is a run of segments that follow each other, both ends counted.
type Range struct{ First, Last int }

// In writes "4" or "4–7", with an en dash, in the digits of a locale.
func (r Range) In(l *lang.Locale) string {
	if r.First == r.Last {
		return l.FormatNumeral(r.First)
	}
	return l.FormatNumeral(r.First) + "\u2013" + l.FormatNumeral(r.Last)
}

// Ranges draws the numbers of segments, in order, together to runs.
func (f Fact) Ranges() []Range {
	var out []Range
	for _, n := range f.Segments {
		if k := len(out); k > 0 && out[k-1].Last == n-1 {
			out[k-1].Last = n
			continue
		}
		out = append(out, Range{n, n})
	}
	return out
}

// Numbers writes the Ranges as "1–4, 9", in the digits of a locale.
func (f Fact) Numbers(l *lang.Locale) string {
	var parts []string
	for _, r := range f.Ranges() {
		parts = append(parts, r.In(l))
	}
	return strings.Join(parts, ", ")
}

// Title is the name of the edition in the language of tag: the headline of its
// side, the article's name on the desk, or the word for a bilingual edition.
func Title(d *bitext.Document, tag string, target bool) string {
	for _, b := range d.Blocks {
		if b.Kind != bitext.Headline {
			continue
		}
		text := b.Source()
		if target {
			text = b.Target()
		}
		if !text.Empty() {
			return strings.Join(strings.Fields(text.String()), " ")
		}
	}
	if d.Title != "" {
		return d.Title
	}
	return Word(d, tag, Bilingual)
}
