package bench

import (
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/memory"
)

var memoryTab = tab{name: "memory", word: "match.title", load: loadMemory}

// memoryData is the data of the part "panel-memory".
type memoryData struct {
	*panelBase
	Found     []matchView
	Fragments []fragmentView // of a segment that nothing is like
	State     memory.IndexState
	Words     string // that the reader looks up
	Sought    bool
	Hits      []hitView
	Looked    int    // how many units were looked at for the words; 0: all, or as many as were needed
	Problem   string // of the words
}

// Count is how many matches and fragments there are.
func (d *memoryData) Count() int { return len(d.Found) + len(d.Fragments) }

// matchView is a match as the panel shows it. Action and ActionHere are the actions that insert it.
type matchView struct {
	memory.Match
	N                  int // its place, which is the digit of its keys
	Word               string
	Band               string // of its score: full, high, middle or low
	Source, Text       template.HTML
	Facts              unitFacts
	Action, ActionHere string
}

// unitFacts is the data of the part "match-facts": who made a unit, when, and where it is from.
type unitFacts struct {
	web.Base
	workflow.Unit
	Publication string
}

// Penalties says why points were taken off the score, one reason after another.
func (v *matchView) Penalties(b web.Base) string {
	words := map[memory.Penalty]string{memory.NotApproved: "match.minus-not-approved",
		memory.Imported: "match.minus-imported", memory.OtherCodes: "match.minus-codes"}
	var all []string
	for _, p := range v.Match.Penalties {
		all = append(all, b.T(words[p], "Points", p.Points()))
	}
	return strings.Join(all, " · ")
}

// takenMatch is what the page's script takes of a match.
type takenMatch struct {
	Unit     string `json:"unit"`
	Target   string `json:"target"` // markup
	Score    int    `json:"score"`
	Fragment bool   `json:"fragment,omitempty"` // it is inserted at the caret
}

// loadMemory reads the matches of a segment. A memory that is empty is not asked.
func loadMemory(r *Room, c *web.Call, at *panelBase) (tabData, error) {
	d := &memoryData{panelBase: at, State: r.Memory.IndexState()}
	at.Loading = !d.State.Ready && d.State.Total > 0
	if d.State.Read == 0 {
		return d, nil
	}
	at.Filled = true
	if err := d.lookUp(r, c); err != nil {
		return nil, err
	}
	found, err := r.Memory.MatchesOf(c.Ctx(), c.Actor, at.Segment.ID)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return d, d.addFragments(r, c)
	}
	publications, err := r.publicationsOf(c, found)
	if err != nil {
		return nil, err
	}
	taken := make([]takenMatch, len(found))
	for i, m := range found {
		d.Found = append(d.Found, viewMatch(at.Speech, at.Segment.Source.String(), m, i+1))
		d.Found[i].Facts = unitFacts{at.Base, m.Unit, publications[m.Unit.Publication]}
		taken[i] = takenMatch{Unit: m.Unit.ID, Target: m.Target.Markup(), Score: m.Score}
	}
	text, err := json.Marshal(taken)
	at.Matches = string(text)
	return d, err
}

// fragmentView is a fragment as the panel shows it: the stretch of the source, and what translates it.
type fragmentView struct {
	memory.Fragment
	N      int
	Action string
	Of     template.HTML // the stretch
	Text   template.HTML // the piece, with what was repaired
	Facts  unitFacts
}

// addFragments shows what units share with a segment that none is like.
func (d *memoryData) addFragments(r *Room, c *web.Call) error {
	found, err := r.Memory.FragmentsOf(c.Ctx(), c.Actor, d.Segment.ID)
	if err != nil || len(found) == 0 {
		return err
	}
	taken := make([]takenMatch, len(found))
	for i, f := range found {
		v := fragmentView{Fragment: f, N: i + 1, Action: "match-" + strconv.Itoa(i+1),
			Of:    d.Signed(f.Unit.Source.String()[f.Source.From:f.Source.To]),
			Text:  d.Edits(lang.Diff(f.Unit.Target.String()[f.Target.From:f.Target.To], f.Piece)),
			Facts: unitFacts{Base: d.Base, Unit: f.Unit}}
		d.Fragments = append(d.Fragments, v)
		taken[i] = takenMatch{Unit: f.Unit.ID, Target: bitext.Plain(f.Piece).Markup(), Fragment: true}
	}
	text, err := json.Marshal(taken)
	d.Matches = string(text)
	return err
}

// maxHits is how many units with the reader's words the panel lists; the page of the memory has all.
const maxHits = 20

// hitView is a unit that has the words, lit.
type hitView struct {
	memory.Found
	Source, Target template.HTML
	Facts          unitFacts
	Taken          string // the target, as markup
	Piece          string // of the target; empty: it is not known
}

// lookUp lists the units that have the words that the reader looks up.
func (d *memoryData) lookUp(r *Room, c *web.Call) error {
	d.Words = strings.TrimSpace(c.QueryParam("words"))
	if d.Sought = d.Words != ""; !d.Sought {
		return nil
	}
	found, err := r.Memory.Concordance(c.Ctx(), c.Actor, memory.ConcordanceQuery{Text: d.Words,
		Filter: workflow.UnitFilter{SourceLang: d.Article.SourceLang, TargetLang: d.Article.TargetLang, Limit: maxHits}})
	f := &web.Form{}
	if err != nil && c.Refused(f, err, nil) {
		d.Problem, d.Sought = f.Problem, false
		return nil
	}
	d.Looked = found.Looked
	for _, h := range found.Found {
		d.Hits = append(d.Hits, d.viewHit(h))
	}
	return err
}

// viewHit lights the words in a unit, and in the other text what translates them.
func (d *memoryData) viewHit(h memory.Found) hitView {
	v := hitView{Found: h, Facts: unitFacts{Base: d.Base, Unit: h.Unit}, Taken: h.Unit.Target.Markup()}
	source := word.Overlay{Signs: true, Hits: part.WordsIn(h.Unit.Source, h.Unit.SourceLang, d.Words)}
	target := word.Overlay{Signs: true, Hits: part.WordsIn(h.Unit.Target, h.Unit.TargetLang, d.Words)}
	switch {
	case h.Piece.From == h.Piece.To:
	case h.InTarget:
		source.Hits = part.SpansIn(h.Unit.Source, h.Piece)
	default:
		target.Hits = part.SpansIn(h.Unit.Target, h.Piece)
		v.Piece = bitext.Plain(h.Unit.Target.String()[h.Piece.From:h.Piece.To]).Markup()
	}
	v.Source, v.Target = d.WithOverlay(h.Unit.Source, source, false), d.WithOverlay(h.Unit.Target, target, false)
	return v
}

// publicationsOf are the names of the publications that matches come from, by id.
func (r *Room) publicationsOf(c *web.Call, found []memory.Match) (map[string]string, error) {
	named := func(m memory.Match) bool { return m.Unit.Publication != "" }
	if !slices.ContainsFunc(found, named) {
		return nil, nil
	}
	all, err := r.Publication.List(c.Ctx(), c.Actor)
	names := make(map[string]string, len(all))
	for _, p := range all {
		names[p.ID] = p.Name
	}
	return names, err
}

// viewMatch shows a match of a text.
func viewMatch(s *word.Speech, text string, m memory.Match, n int) matchView {
	shown := word.Overlay{Signs: true}
	v := matchView{Match: m, N: n, Band: band(m.Score), Source: s.WithOverlay(m.Unit.Source, shown, false),
		Text: s.WithOverlay(m.Target, shown, false), Action: "match-" + strconv.Itoa(n)}
	v.ActionHere = "match-here-" + strconv.Itoa(n)
	if m.Steps != nil {
		v.Source = s.Steps(m.Unit.Source.String(), text, m.Steps)
	}
	if m.Repairs != nil {
		v.Text = s.Edits(lang.Diff(m.Unit.Target.String(), m.Target.String()))
	}
	words := map[memory.MatchKind]string{memory.ContextMatch: "match.context",
		memory.ExactMatch: "match.exact", memory.FuzzyMatch: "match.fuzzy"}
	v.Word = s.T(words[m.Kind])
	return v
}

// band is how much of a match is usually left to do, as the colour of its score says: nothing, a
// word, some words, most of it.
func band(score int) string {
	switch {
	case score >= 100:
		return "full"
	case score >= 85:
		return "high"
	case score >= 70:
		return "middle"
	}
	return "low"
}

// Ratio is the score as a share of one.
func (v *matchView) Ratio() float64 { return float64(v.Score) / 100 }

// maxPanels is how many panels one request may ask for.
const maxPanels = 50

// panels is the data of the part "panels".
type panels struct {
	web.Base
	Panels []*panel
}

// showPanels answers the panels of segments that the reader may open next, for a page that has
// no server to ask when they do: the network is slow, or gone. ?of= has the ids of the segments.
func (r *Room) showPanels(c *web.Call) error {
	ids := strings.FieldsFunc(c.QueryParam("of"), func(r rune) bool { return r == ',' })
	ids = ids[:min(len(ids), maxPanels)]
	v, err := r.Article.ReadSegments(c.Ctx(), c.Actor, c.Param("id"), ids...)
	if err != nil {
		return err
	}
	p := &panels{Base: c.RowBase()}
	for _, id := range ids {
		i := part.IndexOfSegment(v.Segments, id)
		if i < 0 {
			continue // it was merged meanwhile
		}
		one, err := r.loadPanel(c, &panelBase{Segment: v.Segments[i], Article: &v}, "")
		if err != nil {
			return err
		}
		p.Panels = append(p.Panels, one)
	}
	c.AllowKeep(v.Publisher.Style.Drafts)
	return c.Part(http.StatusOK, "panels", p)
}

// takenFrom notes in a save that its text is that of a unit of the memory, as the form says.
func takenFrom(f *web.Form) (origin workflow.Origin, unit string) {
	if unit = f.Value("unit"); unit != "" {
		origin = workflow.FromUnit
	}
	return origin, unit
}
