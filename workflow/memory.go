package workflow

import (
	"time"

	"truchement/workflow/bitext"
)

// UnitState says how far people have gone with a unit of the memory.
type UnitState string

// The states of units. What people accepted in an alignment, or took in from a file that does not
// say otherwise, counts as approved.
const (
	UnitTranslated UnitState = "translated"
	UnitApproved   UnitState = "approved"
)

// Unit is a text and its translation in the memory, with where it comes from (TMX 1.4b: tu).
type Unit struct {
	ID                     string
	SourceLang, TargetLang string
	Source, Target         bitext.Text
	UnitOrigin
	State UnitState
	// Before and After are the keys (tm.Key) of the sources next to it in its text; 0: not known.
	Before, After int64
	By            string // person id: who brought it in
	At            time.Time
	Seq           int64 // of the feed, when it was last written
	Gone          bool  // removed; an undo brings it back
}

// UnitOrigin is where a unit comes from.
type UnitOrigin struct {
	Alignment   string // id; empty for a unit that comes from elsewhere
	Article     string // of the desk
	Segment     string // that it follows, and whose id it has; empty: it follows none
	Publication string
	Origin      string // name of the file or the title it came from
	Bead        string // its link in the alignment, 'i,j:k'
	Date        string // when it was published, ISO 8601; empty: not known
	Licence     string
	Translator  string  // name
	Approver    string  // name
	Confidence  float64 // that it is a translation
}

// UnitSource says from what kind of work a unit comes.
type UnitSource string

// The sources of units.
const (
	FromSegment   UnitSource = "segment"
	FromAlignment UnitSource = "alignment"
	FromImport    UnitSource = "import"
)

// Kind says from what kind of work u comes.
func (u *UnitOrigin) Kind() UnitSource {
	switch {
	case u.Segment != "":
		return FromSegment
	case u.Alignment != "":
		return FromAlignment
	}
	return FromImport
}

// IsImported reports whether u counts as approved because it came in a file, and has no known approver.
func (u *Unit) IsImported() bool {
	return u.State == UnitApproved && u.Approver == "" && u.Kind() == FromImport
}

// UnitFilter chooses units of a pair of languages; zero fields choose all.
type UnitFilter struct {
	SourceLang, TargetLang string
	Alignment              string
	Article                string
	Publication            string
	Translator             string // name
	Kind                   UnitSource
	State                  UnitState
	From, Until            time.Time // of At: not before, and before
	After                  UnitPlace // the last unit of the list before
	Limit                  int       // at most; 0: MaxUnits
}

// UnitPlace is the place of a unit in lists that have the newest first.
type UnitPlace struct {
	At time.Time
	ID string
}

// Has reports whether the filter chooses u, wherever it is listed.
func (f *UnitFilter) Has(u *Unit) bool {
	return !u.Gone && f.SourceLang == u.SourceLang && f.TargetLang == u.TargetLang &&
		isOrAny(f.Alignment, u.Alignment) && isOrAny(f.Article, u.Article) &&
		isOrAny(f.Publication, u.Publication) && isOrAny(f.Translator, u.Translator) &&
		isOrAny(f.Kind, u.Kind()) && isOrAny(f.State, u.State) &&
		!u.At.Before(f.From) && (f.Until.IsZero() || u.At.Before(f.Until))
}

func isOrAny[T ~string](wanted, value T) bool { return wanted == "" || wanted == value }

// UnitPair is how many units there are of a pair of languages.
type UnitPair struct {
	SourceLang, TargetLang string
	Units, Approved        int
}

// MaxUnits is the number of units that are listed at most.
const MaxUnits = 100_000

// UnitEditKind says what an edit did to a unit.
type UnitEditKind string

// The kinds of edits.
const (
	UnitEdited   UnitEditKind = "edited"
	UnitRemoved  UnitEditKind = "removed"
	UnitRestored UnitEditKind = "restored"
)

// UnitEdit is what a unit was before an edit, kept for good.
type UnitEdit struct {
	ID             string
	Unit           string
	Batch          string // edits made as one share it, and are undone as one
	Kind           UnitEditKind
	At             time.Time
	By             string // person id
	Source, Target bitext.Text
	Gone           bool
}

// UnitTxn is a transaction that writes units, and tells the nodes: see UnitsChanged.
type UnitTxn struct {
	Txn
	UnitTx
}

// KeepUnits adds units.
func (t *UnitTxn) KeepUnits(units []Unit) error {
	seq, err := t.nextSeq(len(units))
	for i := range units {
		units[i].Seq = seq
	}
	if err != nil {
		return err
	}
	return t.AddUnits(units...)
}

// ChangeUnits writes units that are kept.
func (t *UnitTxn) ChangeUnits(units []Unit) error {
	seq, err := t.nextSeq(len(units))
	for i := 0; err == nil && i < len(units); i++ {
		units[i].Seq = seq
		err = t.UpdateUnit(units[i])
	}
	return err
}

// TakeOutUnits removes up to limit units of an alignment, and answers how many.
func (t *UnitTxn) TakeOutUnits(alignment string, limit int) (int, error) {
	seq, err := t.nextSeq(limit)
	if err != nil {
		return 0, err
	}
	return t.RemoveUnits(alignment, seq, limit)
}

// nextSeq appends that units are written, and returns the sequence that they are written with.
func (t *UnitTxn) nextSeq(units int) (int64, error) {
	if units == 0 {
		return 0, nil
	}
	return t.AppendEntry(UnitsChanged, "", "", map[string]any{"units": units})
}

// UnitsByIDs are units by their ids.
func (t *UnitTxn) UnitsByIDs(ids []string) (map[string]Unit, error) {
	all, err := t.UnitsByID(ids)
	units := make(map[string]Unit, len(all))
	for _, u := range all {
		units[u.ID] = u
	}
	return units, err
}

// NameOf is the name of a person; empty for one who is not known, and for no id.
func NameOf(p PersonTx, id string) (string, error) {
	who, err := p.Person(id)
	if KindOf(err) == NotFound {
		return "", nil
	}
	return who.Name, err
}

// NamesOf are the names of people and publications by their ids.
func NamesOf(p PersonTx, titles PublicationTx) (people, publications map[string]string, err error) {
	people, publications = map[string]string{}, map[string]string{}
	everybody, err := p.People()
	if err != nil {
		return nil, nil, err
	}
	for _, p := range everybody {
		people[p.ID] = p.Name
	}
	all, err := titles.Publications()
	for _, p := range all {
		publications[p.ID] = p.Name
	}
	return people, publications, err
}

// HasUnit reports whether a segment of the article has a unit in the memory: it is translated, and its
// translation holds.
func (a *Article) HasUnit(s Segment) bool {
	return !s.Gone && a.Retracted == "" && s.State.Rank() >= bitext.Translated.Rank() &&
		s.SubState == bitext.None && !s.Source.Empty() && !s.Target.Empty()
}
