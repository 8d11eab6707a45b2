package workflow

import "time"

// VisitGap is how long a person must be away for a return to be another visit. A page loaded
// anew, or a look at another page, leaves what was news as it was.
const VisitGap = 10 * time.Minute

// Visit is what the desk remembers of a person at an article: with it the workbench shows what
// others changed since they left.
type Visit struct {
	Person, Article string
	Since           int64     // what follows this sequence was news when they came
	Seq             int64     // the feed's head when they left
	At              time.Time // when they left
}

// News is the sequence after which changes are news to a person who is there now.
func (v Visit) News(now time.Time) int64 {
	if now.Sub(v.At) > VisitGap {
		return v.Seq
	}
	return v.Since
}
