package term

import (
	"slices"

	"truchement/workflow/lang"
)

// Concept is one thing with its names in each language, an entry of the termbase (ISO 30042, TBX:
// concept entry).
type Concept struct {
	ID          string
	Type        Type
	Domain      string // subject field, in the words of who wrote it; empty: none
	Note        string // plain text; empty: none
	Source      string // where it is from: an address, a book, a decision
	Publication string // id of the publication that it holds for; empty: all
	Terms       []Term // in the order they were written
}

// Type says what a concept is a name of.
type Type string

// The types.
const (
	General     Type = "general"
	Person      Type = "person"
	Institution Type = "institution"
	Place       Type = "place"
	Title       Type = "title" // of a person: minister, His Majesty
	Event       Type = "event"
	Work        Type = "work" // a book, film, newspaper
)

// Types lists the types in the order that people choose from.
var Types = []Type{General, Person, Institution, Place, Title, Event, Work}

// Term is one of the names of a concept in one language.
type Term struct {
	Lang   string // BCP 47
	Text   string // in its form of a dictionary: singular, masculine, without article where both exist
	Status Status
	Gender Gender
	Number Number
	Plural string // the plural, where rules may not find it; several are joined by " ; "
	Short  string // what follows at the second mention: Laftit after Abdelouafi Laftit; empty: the same
	Note   string // why it is preferred, or forbidden; plain text
}

// Status says whether a term may be written (TBX: administrativeStatus).
type Status string

// The statuses.
const (
	Preferred  Status = "preferred"
	Admitted   Status = "admitted"
	Deprecated Status = "deprecated" // forbidden
)

// Statuses lists the statuses in the order that people choose from.
var Statuses = []Status{Preferred, Admitted, Deprecated}

// Gender is the grammatical gender of a term (TBX: grammaticalGender).
type Gender string

// The genders; empty: not said.
const (
	Masculine Gender = "masculine"
	Feminine  Gender = "feminine"
)

// Number is the grammatical number of a form (TBX: grammaticalNumber).
type Number string

// The numbers; empty: not said, a term is then taken for singular.
const (
	Singular Number = "singular"
	Dual     Number = "dual"
	Plural   Number = "plural"
)

// Preferred is the preferred term of a concept in a language, whatever its region; nil: there is none.
func (c *Concept) Preferred(tag string) *Term {
	for i := range c.Terms {
		if t := &c.Terms[i]; t.Status == Preferred && lang.Base(t.Lang) == lang.Base(tag) {
			return t
		}
	}
	return nil
}

// Has reports whether a concept has the text of t as a term of its language.
func (c *Concept) Has(t Term) bool {
	return slices.ContainsFunc(c.Terms, func(o Term) bool {
		return o.Text == t.Text && lang.Base(o.Lang) == lang.Base(t.Lang)
	})
}
