package align

import (
	"errors"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/keymap"
	"truchement/workflow/memory"
)

// maxBeads is how many beads a page shows at most.
const maxBeads = 200

// beadsPage is the data of beads.html: an alignment at work.
type beadsPage struct {
	web.Base
	Alignment workflow.Alignment
	Form      *web.Form
	All       bool // not only the doubtful ones
	Rows      []beadRow
	From      int // place of the first bead shown
	Next      int // where the next page begins; 0: nowhere
	Steps     []threshold
	Accepted  int
	Undo      bool
	Moved     string // what part of the text is in another place
}

// beadRow is a bead on the page.
type beadRow struct {
	workflow.AlignedBead
	Index          int
	Source, Target string
}

// threshold is a confidence from which open beads may be accepted in one go.
type threshold struct {
	From   float64
	Count  int // beads that would be
	Chosen bool
}

// Value is the confidence as the form sends it.
func (a threshold) Value() string { return web.Number(a.From) }

// thresholdValues are the confidences to choose from, the surest first. The least is above that
// of a bead that a person has changed, which must be accepted one by one.
func thresholdValues() []float64 {
	return []float64{0.99, workflow.SureBead, 0.9, 0.85, 0.8, 0.7, 0.6}
}

// countThresholds counts what would be accepted from each confidence.
func countThresholds(a workflow.Alignment, chosen float64) []threshold {
	var out []threshold
	for _, from := range thresholdValues() {
		out = append(out, threshold{from, memory.OpenFrom(a, from), from == chosen})
	}
	return out
}

// Above is the step that is chosen, as links carry it.
func (p *beadsPage) Above() string {
	for _, s := range p.Steps {
		if s.Chosen {
			return s.Value()
		}
	}
	return ""
}

// Open says that there is something to accept at all.
func (p *beadsPage) Open() bool { return p.Steps[len(p.Steps)-1].Count > 0 }

// keyWord is a key and what it does.
type keyWord struct{ Keys, Word string }

// Keyed are the keys of the rows, as the reader chose them, and that of undoing.
func (p *beadsPage) Keyed() []keyWord {
	var out []keyWord
	for _, a := range keymap.Actions() {
		if keys := p.Key(a.Name); a.Context == keymap.Beads && keys != "" {
			out = append(out, keyWord{keys, p.T(a.Word)})
		}
	}
	return append(out, keyWord{p.ChordWords("ctrl+z"), p.T("align.undo")})
}

// Number is the place of the bead as people count.
func (r beadRow) Number() int { return r.Index + 1 }

// First names the bead by where it begins on both sides, whatever its place.
func (r beadRow) First() string {
	return strconv.Itoa(r.AlignedBead.Source[0]) + ":" + strconv.Itoa(r.AlignedBead.Target[0])
}

// State names what has become of the bead: "accepted", "dropped", "doubtful" or "sure".
func (r beadRow) State() string {
	switch {
	case r.Accepted:
		return "accepted"
	case r.Dropped:
		return "dropped"
	case r.Doubtful():
		return "doubtful"
	}
	return "sure"
}

// Shape is how many sentences of each side the bead has.
func (r beadRow) Shape() string {
	return strconv.Itoa(r.AlignedBead.Source[1]-r.AlignedBead.Source[0]) + ":" +
		strconv.Itoa(r.AlignedBead.Target[1]-r.AlignedBead.Target[0])
}

// showAlignment shows the doubtful beads, or with ?show=all every one.
func (r *Room) showAlignment(c *web.Call) error {
	a, err := r.Memory.Alignment(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	v := beadsView{All: c.QueryParam("show") == "all"}
	v.From, _ = strconv.Atoi(c.QueryParam("from")) // anything else is the beginning
	if v.Above, err = parseThreshold(c.QueryParam("above")); err != nil {
		return err
	}
	return r.answerBeads(c, http.StatusOK, a, v)
}

// beadsView is what of the beads is shown, and what is wrong with the last edit.
type beadsView struct {
	All   bool
	From  int
	Above float64
	Form  *web.Form
}

// parseThreshold reads a confidence to accept from; none is the one of sure beads.
func parseThreshold(value string) (float64, error) {
	if value == "" {
		return workflow.SureBead, nil
	}
	from, err := strconv.ParseFloat(value, 64)
	if err != nil || !slices.Contains(thresholdValues(), from) {
		return 0, &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
	}
	return from, nil
}

func (r *Room) answerBeads(c *web.Call, status int, a workflow.Alignment, v beadsView) error {
	p := &beadsPage{Base: c.Base("align.of", "Name", a.Name), Alignment: a, All: v.All,
		From: v.From, Form: v.Form, Undo: a.Undo > 0, Steps: countThresholds(a, v.Above)}
	if p.Form == nil {
		p.Form = web.NewForm()
	}
	if m, moved := r.Memory.FindMoved(a); moved {
		p.Moved = p.T("align.moved", "From", m.Source[0]+1, "To", m.Source[1],
			"TargetFrom", m.Target[0]+1, "TargetTo", m.Target[1])
	}
	for i, b := range a.Beads {
		if b.Accepted && !b.Null() {
			p.Accepted++
		}
		switch {
		case i < v.From || !v.All && !b.Doubtful():
		case len(p.Rows) < maxBeads:
			p.Rows = append(p.Rows, beadRow{b, i, a.Text(b, 0), a.Text(b, 1)})
		case p.Next == 0:
			p.Next = i
		}
	}
	return c.Page(status, "beads", p)
}

// editAlignment carries out one edit; do is its name and, for most, the place of the bead.
func (r *Room) editAlignment(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	id := c.Param("id")
	version, err := strconv.ParseInt(f.Value("version"), 10, 64)
	if err != nil {
		return &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
	}
	view := beadsView{All: f.Value("show") == "all", Form: f}
	view.From, _ = strconv.Atoi(f.Value("from")) // ours; anything else is the beginning
	if view.Above, err = parseThreshold(f.Value("above")); err != nil {
		return err
	}
	verb, place, _ := strings.Cut(f.Value("do"), " ")
	bead := 0
	if place != "" {
		if bead, err = workflow.ParseNumber(place, 0, math.MaxInt32); err != nil {
			return r.answerRefusedEdit(c, id, view, err)
		}
	}
	if verb == "keep" {
		return r.keepBeads(c, id, version, view)
	}
	a, err := r.Memory.EditBeads(c.Ctx(), c.Actor, id, memory.BeadChange{Version: version,
		Edit: memory.BeadEdit(verb), Bead: bead, Above: view.Above})
	if err != nil {
		return r.answerRefusedEdit(c, id, view, err)
	}
	if c.WantsPart("beads") {
		view.Form = nil
		return r.answerBeads(c, http.StatusOK, a, view)
	}
	return c.Done(view.path(id)+"#bead-"+strconv.Itoa(min(bead, max(len(a.Beads)-1, 0))), "")
}

func (v beadsView) path(id string) string {
	path := "/align/" + id + "?from=" + strconv.Itoa(v.From)
	if v.All {
		path += "&show=all"
	}
	if v.Above != workflow.SureBead {
		path += "&above=" + web.Number(v.Above)
	}
	return path
}

func (r *Room) keepBeads(c *web.Call, id string, version int64, view beadsView) error {
	a, err := r.Memory.KeepBeads(c.Ctx(), c.Actor, id, version)
	if err != nil {
		return r.answerRefusedEdit(c, id, view, err)
	}
	return c.Done(view.path(id), "align.kept", "Count", a.Kept)
}

// answerRefusedEdit shows the current alignment, and why the edit was not carried out.
func (r *Room) answerRefusedEdit(c *web.Call, id string, view beadsView, err error) error {
	var w *workflow.Error
	status := web.FormStatus(err)
	if !errors.As(err, &w) || !c.Refused(view.Form, err, nil) {
		return err
	}
	a, err := r.Memory.Alignment(c.Ctx(), c.Actor, id)
	if err != nil {
		return err
	}
	return r.answerBeads(c, status, a, view)
}
