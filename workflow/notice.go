package workflow

import "time"

// NoticeKind is the reason of a notice.
type NoticeKind string

// The kinds of notices.
const (
	NoticeReturned  NoticeKind = "returned"  // segments came back to them, with a reason
	NoticeAssigned  NoticeKind = "assigned"  // a range was given to them
	NoticeMentioned NoticeKind = "mentioned" // a comment names them
	NoticeAnswered  NoticeKind = "answered"  // a comment where they wrote one before
	NoticeCommented NoticeKind = "commented" // a comment on a segment that is theirs
	NoticeDue       NoticeKind = "due"       // an assignment is due soon and not finished
	NoticePublished NoticeKind = "published" // an article they worked on is out
)

// Notice notifies one person of one event. Pages list them; a sender of mail or push reads the same
// rows.
type Notice struct {
	ID      string
	Person  string
	Kind    NoticeKind
	Article string
	Segment string // the first it is about; empty: the article
	Actor   string // who did it; empty: the clock
	// Source is what it is about: a batch, an assignment, a comment. A person has one notice of a
	// kind about a source.
	Source string
	Count  int // segments it is about; 0 when it is not about so many
	Facts  NoticeFacts
	At     time.Time
	Read   time.Time // zero: unread
}

// NoticeFacts are what a notice says, as it was when the thing happened.
type NoticeFacts struct {
	Text       string    `json:"text,omitempty"` // a reason, a note, the beginning of a comment
	Assignment string    `json:"assignment,omitempty"`
	Comment    string    `json:"comment,omitempty"`
	Role       Role      `json:"role,omitempty"` // of the assignment
	From       int       `json:"from,omitempty"` // its positions
	To         int       `json:"to,omitempty"`
	Due        time.Time `json:"due,omitzero"`
}

// NoticeFilter chooses notices of a person.
type NoticeFilter struct {
	Person string
	// Published leaves out what a Reader may not see: all but that an article is out.
	Published bool
	Unread    bool
	Before    string // only older ones than this id
	Limit     int    // at most; 0: 50
}
