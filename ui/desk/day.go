package desk

import (
	"cmp"
	"slices"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
)

// How many words of source a person does in an hour, which desks plan with: a translator of news
// some 300, a reviser some 1,000. They turn words into time; they do not measure people.
const (
	translatePace = 300
	reviewPace    = 1000
)

// workday is what one person has to do, by when.
type workday struct {
	Name     string
	Mine     bool
	Words    int // due before the end of the day, late ones included
	Items    int
	Next     *dayItem
	Late     []dayItem
	Hours    []dayHour
	Later    []dayItem // after today, or without a deadline
	Capacity capacity
}

// dayHour is what is due within an hour of the day.
type dayHour struct {
	Hour  time.Time
	Time  string
	Words int
	Width string // of its bar, in percent of the fullest
	Items []dayItem
}

// dayItem is what is left of one assignment.
type dayItem struct {
	workflow.Work
	Path    string
	Role    string
	Due     part.Due
	Urgency string
}

// Pair is the data of the part "pair".
func (i dayItem) Pair() part.Pair { return part.Pair{Source: i.SourceLang, Target: i.TargetLang} }

// capacity compares today's work with the time that is left for it.
type capacity struct {
	Level string // calm, full or over
	Width string // of the bar, in percent
	Says  string // "Environ 3 heures de travail aujourd’hui"
	Short string // how much time is missing, and before when; empty when there is enough
}

// dayOf sorts a person's work into their day.
func dayOf(b web.Base, work []workflow.Work, now time.Time) workday {
	work = slices.Clone(work)
	slices.SortStableFunc(work, func(x, y workflow.Work) int {
		return cmp.Or(cmp.Compare(dueOrder(x), dueOrder(y)), cmp.Compare(y.Urgency, x.Urgency))
	})
	d, end := workday{Items: len(work)}, part.EndOfDay(now, b.Zone)
	for _, w := range work {
		one := dayItemOf(b, w, now)
		if d.Next == nil {
			d.Next = &one
		}
		if w.Due.IsZero() || !w.Due.Before(end) {
			d.Later = append(d.Later, one)
			continue
		}
		d.Words += w.Words
		if w.Due.Before(now) {
			d.Late = append(d.Late, one)
			continue
		}
		d.add(b, one)
	}
	most := 1
	for _, h := range d.Hours {
		most = max(most, h.Words)
	}
	for i, h := range d.Hours {
		d.Hours[i].Width = percentOf(h.Words, most)
	}
	d.Capacity = capacityOf(b, work, now, end)
	return d
}

// dueOrder puts what has no deadline last.
func dueOrder(w workflow.Work) int64 {
	if w.Due.IsZero() {
		return 1 << 62
	}
	return w.Due.UnixMilli()
}

// add adds an item to its hour; items come in the order of their deadlines.
func (d *workday) add(b web.Base, one dayItem) {
	hour := hourOf(one.Work.Due, b.Zone)
	if n := len(d.Hours); n == 0 || !d.Hours[n-1].Hour.Equal(hour) {
		d.Hours = append(d.Hours, dayHour{Hour: hour, Time: b.Time(hour)})
	}
	h := &d.Hours[len(d.Hours)-1]
	h.Words += one.Words
	h.Items = append(h.Items, one)
}

// hourOf is the beginning of the hour t is in, where the newsroom is: zones are not all whole
// hours apart.
func hourOf(t time.Time, zone *time.Location) time.Time {
	l := t.In(zone)
	return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), 0, 0, 0, zone)
}

func dayItemOf(b web.Base, w workflow.Work, now time.Time) dayItem {
	one := dayItem{Work: w, Due: part.DueOf(b, w.Due, now, false), Urgency: b.UrgencyWord(w.Urgency),
		Path: part.ArticlePath(w.Article) + "/bench", Role: b.T("assign.to-translate")}
	if w.Role == workflow.Editor {
		one.Path, one.Role = part.ArticlePath(w.Article)+"/review", b.T("assign.to-review")
	}
	return one
}

// timeNeeded is how long work takes at the desk's pace.
func timeNeeded(w workflow.Work) time.Duration {
	pace := translatePace
	if w.Role == workflow.Editor {
		pace = reviewPace
	}
	return time.Duration(w.Words) * time.Hour / time.Duration(pace)
}

// capacityOf looks at every deadline of today: what is due by then must be done in the time until
// then. The tightest one is shown. work is in the order of its deadlines.
func capacityOf(b web.Base, work []workflow.Work, now, end time.Time) capacity {
	var sum, short time.Duration
	var before time.Time
	tightest := 0.0
	for _, w := range work {
		if w.Due.IsZero() || !w.Due.Before(end) {
			break
		}
		sum += timeNeeded(w)
		left := w.Due.Sub(now)
		if left <= 0 {
			continue
		}
		tightest = max(tightest, float64(sum)/float64(left))
		if sum-left > short {
			short, before = sum-left, w.Due
		}
	}
	if sum == 0 {
		return capacity{}
	}
	c := capacity{Level: "calm", Width: part.SVGLength(min(100*tightest, 100)), Says: aboutWords(b, sum)}
	switch {
	case short > 0:
		c.Level, c.Short = "over", missingWords(b, short, b.Time(before))
	case tightest == 0, tightest > 0.8:
		c.Level = "full"
	}
	if tightest == 0 { // all of it is late
		c.Width = part.SVGLength(100)
	}
	return c
}

// aboutWords says how long work takes.
func aboutWords(b web.Base, d time.Duration) string {
	if d < 2*time.Hour {
		return b.T("day.about-minutes", "Count", roundToTens(d))
	}
	return b.T("day.about-hours", "Count", int(d.Round(time.Hour)/time.Hour))
}

// missingWords says how much time is missing before a deadline.
func missingWords(b web.Base, d time.Duration, before string) string {
	if d < 2*time.Hour {
		return b.T("day.short-minutes", "Count", roundToTens(d), "Time", before)
	}
	return b.T("day.short-hours", "Count", int(d.Round(time.Hour)/time.Hour), "Time", before)
}

// roundToTens are the minutes of d in steps of ten, at least ten: more would look measured.
func roundToTens(d time.Duration) int {
	return max(10, int((d+5*time.Minute)/(10*time.Minute))*10)
}

// dayRow is the data of the part "day-item".
type dayRow struct {
	dayItem
	TitleDir string
	Count    string // of words, in words
}

// Row is what an item's part needs.
func (p *loadPage) Row(i any) dayRow {
	one, ok := i.(dayItem)
	if next, isNext := i.(*dayItem); isNext {
		one, ok = *next, true
	}
	if !ok {
		return dayRow{}
	}
	return dayRow{one, p.DirOf(one.SourceLang), p.T("article.words", "Count", one.Words)}
}

// Pace and ReviewPace are the words an hour that the page plans with.
func (p *loadPage) Pace() int { return translatePace }

// ReviewPace is that of a reviser.
func (p *loadPage) ReviewPace() int { return reviewPace }
