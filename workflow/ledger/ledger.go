// Package ledger has the book of who did what to the desk's accounts, rules and links, when and from where. It is only
// added to. Each line has a hash of all that it says and of the line before, and the head has that of the last: a line
// that was changed, removed or put in between is seen, and so is a last one that was removed.
package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// Kind says what was done.
type Kind string

// What is written down.
const (
	SignedIn           Kind = "session.opened"
	SignInRefused      Kind = "session.refused" // also of an account that does not exist: then of no person
	SignedOut          Kind = "session.closed"
	PersonAdded        Kind = "person.added"
	PersonRole         Kind = "person.role"
	PersonName         Kind = "person.name"
	PersonEmail        Kind = "person.email"
	PersonErased       Kind = "person.erased" // made: the pseudonym
	PersonDisabled     Kind = "person.disabled"
	PersonEnabled      Kind = "person.enabled"
	PasswordSet        Kind = "person.password"
	LinkMade           Kind = "person.link"
	TokenMade          Kind = "token.made"
	GrantEnded         Kind = "grant.ended" // a session or a token, by hand
	PublicationAdded   Kind = "publication.added"
	PublicationChanged Kind = "publication.changed"
	ArticlePublished   Kind = "article.published"
	ArticleRetracted   Kind = "article.retracted"
	ShareMade          Kind = "share.made"
	ShareEnded         Kind = "share.ended"
	BackupMade         Kind = "backup.made"
	BackupFailed       Kind = "backup.failed"
	DeskRestored       Kind = "desk.restored"
)

// Kinds are all kinds.
func Kinds() []Kind {
	return []Kind{SignedIn, SignInRefused, SignedOut, PersonAdded, PersonRole, PersonName, PersonEmail, PersonErased,
		PersonDisabled, PersonEnabled, PasswordSet, LinkMade, TokenMade, GrantEnded, PublicationAdded, PublicationChanged, ArticlePublished,
		ArticleRetracted, ShareMade, ShareEnded, BackupMade, BackupFailed, DeskRestored}
}

// Program is the actor of what the program does by the clock. It is the id of no person.
const Program = "program"

// Line is one thing that was done.
type Line struct {
	Seq     int64 // from 1, without gaps
	At      time.Time
	Actor   string // person id; operator: the command line; program: the program itself; empty: not known
	Address string // of the actor; empty: not known, or this machine
	Kind    Kind
	Object  string // id of what it was done to: a person, a publication, an article, a link
	Was     string // what it was before, where that says something
	Made    string // what it was made
	Hash    []byte
}

// Sum is the hash of a line that follows one with the hash before.
func (l Line) Sum(before []byte) []byte {
	h := sha256.New()
	add := func(b []byte) {
		_ = binary.Write(h, binary.BigEndian, int64(len(b))) // a hash takes everything
		h.Write(b)
	}
	add(before)
	_ = binary.Write(h, binary.BigEndian, []int64{l.Seq, l.At.UnixMilli()})
	for _, text := range []string{l.Actor, l.Address, string(l.Kind), l.Object, l.Was, l.Made} {
		add([]byte(text))
	}
	return h.Sum(nil)
}

// Filter chooses lines; zero fields choose all.
type Filter struct {
	Person       string // who did it or whom it was done to
	Kind         Kind
	Since, Until time.Time // until is not part of it
	After        int64     // lines that follow a sequence
	Before       int64     // lines before one; 0: to the end
	Forward      bool      // the oldest first, else the newest
	Limit        int       // at most; 0: 100
}

// Book keeps the lines.
type Book interface {
	AddLine(Line) error // gives it its sequence and its hash
	Lines(Filter) ([]Line, error)
	Head() (seq int64, hash []byte, err error) // of the last line; 0: none
}

// Writer adds lines of one actor in one transaction.
type Writer struct {
	Book
	Actor, Address string
	Now            time.Time
}

// Note writes down what the actor does.
func (w Writer) Note(kind Kind, object, was, made string) error {
	return w.AddLine(Line{At: w.Now, Actor: w.Actor, Address: w.Address, Kind: kind, Object: object, Was: was, Made: made})
}
