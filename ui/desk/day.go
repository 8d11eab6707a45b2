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
	Late     []dayItem
	Hours    []dayHour
	Later    []dayItem // after today, or without a deadline
	Returned []dayReturn
	More     int // that came back and are not shown
	Capacity capacity
}

// dayReturn is a segment that came back to its translator.
type dayReturn struct {
	workflow.Spot
	Path                        string
	Title, SourceLang, TitleDir string
}

// dayHour is what is due within an hour of the day.
type dayHour struct {
	Hour  time.Time
	Time  string
	Words int
	Items []dayItem
}

// dayItem is what is left of one assignment.
type dayItem struct {
	workflow.Task
	Path     string // where one goes on
	Onward   string // the word of the way there; empty: nothing can be done yet
	Role     string
	Range    string // "Segments 8–14"
	Progress string // "3 sur 7"
	Left     string // words
	Needs    string // how long they take
	Due      part.Due
	Urgency  string
	TitleDir string
	First    bool // of the day
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

// dayOf sorts a person's tasks into their day.
func dayOf(b web.Base, tasks []workflow.Task, now time.Time) workday {
	tasks = slices.Clone(tasks)
	slices.SortStableFunc(tasks, func(x, y workflow.Task) int { return compareDue(x.Work, y.Work) })
	d, end := workday{Items: len(tasks)}, part.EndOfDay(now, b.Zone)
	first := slices.IndexFunc(tasks, func(t workflow.Task) bool { return t.Next.Segment != "" })
	for i, t := range tasks {
		one := dayItemOf(b, t, now)
		one.First = i == first
		d.addReturned(one)
		if t.Due.IsZero() || !t.Due.Before(end) {
			d.Later = append(d.Later, one)
			continue
		}
		d.Words += t.Words
		if t.Due.Before(now) {
			d.Late = append(d.Late, one)
			continue
		}
		d.add(b, one)
	}
	d.Capacity = capacityOf(b, tasks, now, end)
	return d
}

// compareDue orders work by its deadline; of the same one the more urgent comes first.
func compareDue(x, y workflow.Work) int {
	return cmp.Or(cmp.Compare(dueOrder(x), dueOrder(y)), cmp.Compare(y.Urgency, x.Urgency))
}

// addReturned lists what came back of an item.
func (d *workday) addReturned(i dayItem) {
	for _, spot := range i.Returned {
		if len(d.Returned) == mostReturned {
			d.More++
			continue
		}
		d.Returned = append(d.Returned, dayReturn{Spot: spot, Title: i.Title, SourceLang: i.SourceLang,
			TitleDir: i.TitleDir, Path: part.BenchPath(i.Article,
				workflow.Segment{ID: spot.Segment, Position: spot.Position})})
	}
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
	hour := hourOf(one.Task.Due, b.Zone)
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

func dayItemOf(b web.Base, t workflow.Task, now time.Time) dayItem {
	one := dayItem{Task: t, Due: part.DueOf(b, t.Due, now, false), Urgency: b.UrgencyWord(t.Urgency),
		Path: part.TaskPath(t), Role: b.T("assign.to-translate"), TitleDir: b.DirOf(t.SourceLang),
		Range:    b.T("assign.segments", "Count", len(t.Positions), "Range", part.Ranges(t.Positions)),
		Progress: b.T("day.done-of", "Done", t.Done, "All", len(t.Positions)),
		Left:     b.T("article.words", "Count", t.Words), Needs: needWords(b, timeNeeded(t.Work))}
	message := "day.continue-at"
	switch {
	case t.Role == workflow.Editor:
		one.Role, message = b.T("assign.to-review"), "day.review-at"
	case t.Done == 0:
		message = "day.begin-at"
	}
	if t.Next.Segment == "" {
		one.Path = part.ArticlePath(t.Article)
		return one
	}
	one.Onward = b.T(message, "Position", t.Next.Position)
	return one
}

// needWords says how long work takes: "environ 40 minutes".
func needWords(b web.Base, d time.Duration) string {
	if d < 2*time.Hour {
		return b.T("day.need-minutes", "Count", roundToTens(d))
	}
	return b.T("day.need-hours", "Count", int(d.Round(time.Hour)/time.Hour))
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
func capacityOf(b web.Base, work []workflow.Task, now, end time.Time) capacity {
	var sum, short time.Duration
	var before time.Time
	tightest := 0.0
	for _, w := range work {
		if w.Due.IsZero() || !w.Due.Before(end) {
			break
		}
		sum += timeNeeded(w.Work)
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

// Pace and ReviewPace are the words an hour that the page plans with.
func (p *loadPage) Pace() int { return translatePace }

// ReviewPace is that of a reviser.
func (p *loadPage) ReviewPace() int { return reviewPace }
