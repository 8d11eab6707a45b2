package report

import (
	"time"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// Concept is a concept of the termbase, as programs get and send it.
type Concept struct {
	ID          string                `json:"id,omitempty"`
	Type        term.Type             `json:"type"`
	Domain      string                `json:"domain,omitempty"`
	Note        string                `json:"note,omitempty"`
	Source      string                `json:"source,omitempty"`
	Publication string                `json:"publication,omitempty"` // id
	Terms       []Term                `json:"terms"`
	State       workflow.ConceptState `json:"state,omitempty"`
	At          *time.Time            `json:"at,omitempty"`
	Version     int64                 `json:"version,omitempty"`
	Gone        bool                  `json:"gone,omitempty"`
}

// Term is a term of a concept.
type Term struct {
	Lang   string      `json:"lang"`
	Text   string      `json:"text"`
	Status term.Status `json:"status"`
	Gender term.Gender `json:"gender,omitempty"`
	Number term.Number `json:"number,omitempty"`
	Plural string      `json:"plural,omitempty"`
	Short  string      `json:"short,omitempty"`
	Note   string      `json:"note,omitempty"`
}

// ConceptOf is a concept as programs get it.
func ConceptOf(c workflow.Concept) Concept {
	out := Concept{ID: c.ID, Type: c.Type, Domain: c.Domain, Note: c.Note, Source: c.Source, Publication: c.Publication,
		Terms: []Term{}, State: c.State, At: Stamp(c.At), Version: c.Seq, Gone: c.Gone}
	for _, t := range c.Terms {
		out.Terms = append(out.Terms, Term(t))
	}
	return out
}

// Concept is what a program sent, for the use cases.
func (c Concept) Concept(id string) term.Concept {
	out := term.Concept{ID: id, Type: c.Type, Domain: c.Domain, Note: c.Note, Source: c.Source, Publication: c.Publication}
	for _, t := range c.Terms {
		out.Terms = append(out.Terms, term.Term(t))
	}
	return out
}

// TermFound is a concept whose terms a text has, as programs get it.
type TermFound struct {
	Concept   string      `json:"concept"` // id
	Type      term.Type   `json:"type"`
	Hits      []TermHit   `json:"hits"`
	Offers    []TermOffer `json:"offers"`
	Forbidden []Term      `json:"forbidden"`
}

// TermHit is a place in a text. Offsets count characters (Unicode code points) of the text: start and
// end are of the term, word_start and word_end of the words with their particles.
type TermHit struct {
	Term      string `json:"term"` // as the termbase has it
	Short     bool   `json:"short,omitempty"`
	Text      string `json:"text"` // as it is written there
	Start     int    `json:"start"`
	End       int    `json:"end"`
	WordStart int    `json:"word_start"`
	WordEnd   int    `json:"word_end"`
}

// TermOffer is what may be written.
type TermOffer struct {
	Term
	Written string `json:"written"` // in the form of the first hit where that is certain
	Fits    bool   `json:"fits"`
}

// TermsOf are the concepts found in a text as programs get them.
func TermsOf(text string, found []termbase.Found) []TermFound {
	at := func(b int) int { return utf8.RuneCountInString(text[:b]) }
	all := []TermFound{}
	for _, f := range found {
		one := TermFound{Concept: f.Concept.ID, Type: f.Concept.Type, Hits: []TermHit{}, Offers: []TermOffer{},
			Forbidden: []Term{}}
		for _, h := range f.Hits {
			if h.Term >= len(f.Concept.Terms) {
				continue // the concept was written since
			}
			one.Hits = append(one.Hits, TermHit{Term: f.Concept.Terms[h.Term].Text, Short: h.Short, Text: text[h.Start:h.End],
				Start: at(h.Start), End: at(h.End), WordStart: at(h.WordStart), WordEnd: at(h.WordEnd)})
		}
		for _, o := range f.Offers {
			one.Offers = append(one.Offers, TermOffer{Term(o.Term), o.Written, o.Fits})
		}
		for _, t := range f.Forbidden {
			one.Forbidden = append(one.Forbidden, Term(t))
		}
		all = append(all, one)
	}
	return all
}
