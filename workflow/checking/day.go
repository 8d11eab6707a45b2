package checking

import (
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang/value"
)

// frontSegments is how many segments at the start of an article are looked at for its date.
const frontSegments = 6

// days are the days on which the source of an article appeared and on which its edition appears.
type days struct{ source, target time.Time }

// daysOf reads the days of an article: of the source the date beside the author's name, or when it was delivered; of the
// edition when it was published, or is due, or today where that is over or was not said.
func (u *UseCases) daysOf(t *txn, a workflow.Article) (d days, err error) {
	d.source, d.target = a.Created.In(u.zone), a.Published.In(u.zone)
	if a.Published.IsZero() {
		now := u.Time()
		if d.target = now.In(u.zone); a.Due.After(now) {
			d.target = a.Due.In(u.zone)
		}
	}
	front, err := t.SegmentsAfter(workflow.Segment{Article: a.ID}, frontSegments)
	if err != nil {
		return d, err
	}
	for _, s := range front {
		b, err := t.Block(s.Block)
		if err != nil {
			return d, err
		}
		if b.Kind != bitext.Byline {
			continue
		}
		if day := dateIn(s.Source.Flat(), a.SourceLang); !day.IsZero() && !day.After(d.target) {
			d.source = day
			break
		}
	}
	return d, nil
}

// dateIn is the first whole date of a text; zero: it has none.
func dateIn(text, tag string) time.Time {
	for _, v := range value.Find(text, tag) {
		if day := v.Day; v.Kind == value.Date && day.Calendar == value.Gregorian && day.Year > 0 && day.Month > 0 && day.Day > 0 {
			return time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC)
		}
	}
	return time.Time{}
}
