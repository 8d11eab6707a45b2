package pretranslate

import (
	"slices"
	"unicode"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/memory"
	"truchement/workflow/tm"
)

// Band is a class of segments by what there is for them.
type Band string

// The bands, in the order of a report: the best first. Those of fuzzy matches are named by their
// scores in percent, as translators are paid by them.
const (
	Translated Band = "translated" // they have a target
	Context    Band = "context"    // the same text between the same neighbours
	Exact      Band = "exact"
	Repetition Band = "repetition" // of a segment before it that is not translated yet
	Fuzzy95    Band = "95-99"
	Fuzzy85    Band = "85-94"
	Fuzzy75    Band = "75-84"
	Fuzzy50    Band = "50-74"
	Numbers    Band = "numbers"   // no letters
	Fragments  Band = "fragments" // no text that is like it, but stretches of words that others have too
	None       Band = "none"
)

// Bands lists the bands in order.
func Bands() []Band {
	return []Band{Translated, Context, Exact, Repetition, Fuzzy95, Fuzzy85, Fuzzy75, Fuzzy50, Fragments,
		Numbers, None}
}

// Count is how much of an article is in a band.
type Count struct {
	Band     Band `json:"band"`
	Segments int  `json:"segments"`
	Words    int  `json:"words"` // of the sources, as lang.Words counts
}

// Report says what the memory has for an article, or for a choice of its segments.
type Report struct {
	Article  string   `json:"article"` // id
	Title    string   `json:"title"`
	Bands    []Count  `json:"bands"` // every band, in order, but Fragments where too many had to be looked for
	Segments int      `json:"segments"`
	Words    int      `json:"words"`
	Filled   int      `json:"filled"`            // segments that were filled; 0 in a report before
	Skipped  int      `json:"skipped"`           // that changed meanwhile, or belong to another translator
	Batches  []string `json:"batches,omitempty"` // to take the filling back
	// Contradicted is how many of the filled segments have a match of the same score that says otherwise.
	Contradicted int    `json:"contradicted"`
	Lines        []Line `json:"lines,omitempty"` // of a filling: the first of its segments
	Unlisted     int    `json:"unlisted,omitempty"`
}

// IsUndone reports whether all segments that were filled, as far as they are listed, are empty again.
func (r *Report) IsUndone(now []workflow.Segment) bool {
	filled, empty := 0, map[string]bool{}
	for _, s := range now {
		empty[s.ID] = s.Target.Empty()
	}
	for _, l := range r.Lines {
		if l.Outcome != IsFilled {
			continue
		}
		if filled++; !empty[l.Segment] {
			return false
		}
	}
	return filled > 0
}

// Outcome is what became of a segment with a match.
type Outcome string

// The outcomes.
const (
	IsFilled  Outcome = "filled"
	IsChanged Outcome = "changed" // it was not empty any more
	IsGiven   Outcome = "given"   // to another translator
	IsBelow   Outcome = "below"   // the score that was asked for
)

// Line says what became of a segment, and of which match.
type Line struct {
	Segment  string           `json:"segment"` // id
	Position int              `json:"position"`
	Outcome  Outcome          `json:"outcome"`
	Score    int              `json:"score"`
	Kind     memory.MatchKind `json:"kind"`
	Unit     string           `json:"unit"`   // id
	Origin   string           `json:"origin"` // of the unit
	Rivals   int              `json:"rivals"` // see memory.Match
}

// mostLines is how many segments a report lists.
const mostLines = 500

// settle says of each line what became of it, and counts.
func (r *Report) settle(out desk.FillOutcome) {
	r.Filled, r.Skipped = len(out.Filled), len(out.Skipped)
	became := map[string]Outcome{}
	for _, id := range out.Filled {
		became[id] = IsFilled
	}
	for _, id := range out.Skipped {
		became[id] = IsChanged
	}
	for _, id := range out.Given {
		became[id] = IsGiven
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		if became[l.Segment] != "" {
			l.Outcome = became[l.Segment]
		}
		if l.Outcome == IsFilled && l.Rivals > 0 {
			r.Contradicted++
		}
	}
	if r.Unlisted = len(r.Lines) - mostLines; r.Unlisted > 0 {
		r.Lines = r.Lines[:mostLines]
	}
	r.Unlisted = max(r.Unlisted, 0)
}

func newReport(a workflow.Article) Report {
	r := Report{Article: a.ID, Title: a.Title}
	for _, b := range Bands() {
		r.Bands = append(r.Bands, Count{Band: b})
	}
	return r
}

// add counts a segment.
func (r *Report) add(b Band, words int) {
	r.count(b, 1, words)
	r.Segments++
	r.Words += words
}

func (r *Report) count(b Band, segments, words int) {
	for i := range r.Bands {
		if r.Bands[i].Band == b {
			r.Bands[i].Segments += segments
			r.Bands[i].Words += words
		}
	}
}

// mostForFragments is for how many segments fragments are looked for: 6 ms each (p50) in a memory of 300,000 units.
const mostForFragments = 100

// splitNone counts the segments of None that have fragments by themselves.
func (r *Report) splitNone(none []workflow.Segment, hasFragments func(workflow.Segment) bool) {
	if len(none) > mostForFragments {
		r.Bands = slices.DeleteFunc(r.Bands, func(c Count) bool { return c.Band == Fragments })
		return
	}
	for _, s := range none {
		if hasFragments(s) {
			r.count(None, -1, -s.Words)
			r.count(Fragments, 1, s.Words)
		}
	}
}

// bandOf is the band of a segment with its best match; seen has the keys of the segments without a
// match before it.
func bandOf(s workflow.Segment, tag string, best *memory.Match, seen map[uint64]bool) Band {
	switch {
	case !s.Target.Empty():
		return Translated
	case best != nil && best.Kind == memory.ContextMatch:
		return Context
	case best != nil && best.Kind == memory.ExactMatch:
		return Exact
	}
	key := tm.Key(s.Source.String(), tag)
	if seen[key] && key != 0 {
		return Repetition
	}
	seen[key] = true
	switch {
	case !hasLetter(s.Source):
		return Numbers
	case best == nil:
		return None
	case best.Score >= 95:
		return Fuzzy95
	case best.Score >= 85:
		return Fuzzy85
	case best.Score >= 75:
		return Fuzzy75
	}
	return Fuzzy50
}

func hasLetter(t bitext.Text) bool {
	for _, r := range t.String() {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}
