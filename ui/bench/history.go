package bench

import (
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/desk"
)

var historyTab = tab{name: "history", word: "history.title", load: loadHistory, count: versions}

// historyData is the data of the part "panel-history".
type historyData struct {
	*panelBase
	Items []historyItem
	All   bool // every single save is listed
	Can   bool // the reader may restore
}

// Count is how many versions the segment has had.
func (d *historyData) Count() int { return versions(d.panelBase) }

func versions(at *panelBase) int { return int(at.Segment.Version) }

func loadHistory(r *Room, c *web.Call, at *panelBase) (tabData, error) {
	changes, err := r.Desk.History(c.Ctx(), c.Actor, at.Segment.ID)
	if err != nil {
		return nil, err
	}
	d := &historyData{panelBase: at, All: c.QueryParam("all") != "",
		Can: at.Article.Retracted == "" && c.Actor.Can(workflow.Translate)}
	d.Items = historyItems(c, at.Article, at.Segment, changes, d.All)
	return d, nil
}

// historyItem is one change, or a run of saves by one person, as the history shows it.
type historyItem struct {
	workflow.Change
	Name   string
	Word   string
	Origin string // where the text came from; empty: typed
	Saves  int    // more than 1: a run of saves
	Text   template.HTML
	Diff   bool // Text shows a difference
	Source template.HTML
	State  web.Mark
	Back   bool // its text can be brought back
}

// historyItems are the changes, newest first. Saves that one person made within ten minutes of
// each other are one item unless all is asked for: autosave makes many.
func historyItems(c *web.Call, v *workflow.ArticleView, g workflow.Segment,
	changes []workflow.Change, all bool,
) []historyItem {
	b := part.NewRowMaker(c, v).Base
	before := map[string]workflow.Snapshot{} // by segment: merged ones have their own past
	var items []historyItem
	var from workflow.Snapshot
	for _, ch := range changes {
		last := len(items) - 1
		if !all && last >= 0 && sameRun(items[last].Change, ch) {
			items[last] = historyItem{Change: ch, Saves: items[last].Saves + 1}
		} else {
			from = before[ch.Segment]
			items = append(items, historyItem{Change: ch, Saves: 1})
			last++
		}
		if ch.Kind != workflow.ChangeRefused {
			before[ch.Segment] = ch.To
		}
		it := &items[last]
		it.Name = v.People[ch.By].Name
		describe(b, it, from, g)
		it.Origin = originWord(b.Speech, ch, v.Article.Origin)
	}
	slices.Reverse(items)
	return items
}

func sameRun(a, b workflow.Change) bool {
	return a.Kind == workflow.ChangeSaved && b.Kind == workflow.ChangeSaved && a.By == b.By &&
		a.Segment == b.Segment && a.Origin == b.Origin && b.At.Sub(a.At) < 10*time.Minute
}

// describe says what a change did to the version before it.
func describe(b web.Base, it *historyItem, from workflow.Snapshot, g workflow.Segment) {
	to := it.To
	it.Word = changeWord(b.Speech, it.Kind)
	if it.Kind == workflow.ChangeCorrected {
		it.Reason = correctionWords(b.Speech, it.Change)
	}
	it.State = b.MarkOf(part.StateName(to.State, to.SubState))
	switch {
	case to.Target.Equal(from.Target):
	case from.Target.Empty():
		it.Text = b.Text(to.Target)
	default:
		it.Text, it.Diff = b.Diff(from.Target, to.Target), true
	}
	if !from.Source.Empty() && !to.Source.Equal(from.Source) && it.Kind != workflow.ChangeRefused {
		it.Source = b.Diff(from.Source, to.Source)
	}
	it.Back = !to.Target.Empty() && !to.Target.Equal(g.Target) && it.Text != ""
}

func changeWord(s *word.Speech, kind workflow.ChangeKind) string {
	words := map[workflow.ChangeKind]string{
		workflow.ChangeCreated: "change.created", workflow.ChangeSaved: "change.saved",
		workflow.ChangeConfirmed: "change.confirmed", workflow.ChangeCleared: "change.cleared",
		workflow.ChangeApproved: "change.approved", workflow.ChangeReturned: "change.returned",
		workflow.ChangeTouched: "change.touched", workflow.ChangeSplit: "change.split",
		workflow.ChangeMerged: "change.merged", workflow.ChangeUndone: "change.undone",
		workflow.ChangeRestored: "change.restored", workflow.ChangeImported: "change.imported",
		workflow.ChangeCorrected: "change.corrected", workflow.ChangePublished: "change.published",
		workflow.ChangeRefused: "change.refused",
	}
	if id := words[kind]; id != "" {
		return s.T(id)
	}
	return string(kind)
}

// correctionWords are the grade of a correction, in words, and its reason.
func correctionWords(s *word.Speech, c workflow.Change) string {
	grade, reason := c.CorrectionReason()
	words := map[workflow.Grade]string{workflow.Typo: "correct.typo",
		workflow.Wording: "correct.wording", workflow.Fact: "correct.fact"}
	if id := words[grade]; id != "" {
		return strings.TrimSpace(s.T(id) + " " + reason)
	}
	return reason
}

// originWord says where the text of a change came from; empty: it was typed. An article is made of
// the file that its origin names, or of a text that was pasted or sent by a program.
func originWord(s *word.Speech, ch workflow.Change, file string) string {
	words := map[workflow.Origin]string{
		workflow.FromUnit: "origin.memory", workflow.ByMachine: "origin.machine",
		workflow.Propagated: "origin.propagated", workflow.FromFile: "origin.file",
	}
	id := words[ch.Origin]
	switch {
	case ch.Origin == workflow.Typed:
		return ""
	case ch.Kind == workflow.ChangeCreated && file != "":
		return s.T("origin.file-named", "Name", file)
	case ch.Kind == workflow.ChangeCreated:
		return s.T("origin.imported")
	case id == "":
		return string(ch.Origin)
	}
	return s.T(id)
}

// restoreChange brings an older target or a refused text back.
func (r *Room) restoreChange(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	at := desk.SegmentVersion{Segment: c.Param("id"), Version: int64(f.Int("version"))}
	g, err := r.Desk.Restore(c.Ctx(), c.Actor, at, f.Value("change"))
	if workflow.KindOf(err) == workflow.Conflict && err != nil {
		return r.answerPanel(c, http.StatusConflict, "history", &web.Form{Problem: c.T("history.changed")})
	}
	if err != nil && c.Refused(f, err, nil) {
		return r.answerPanel(c, web.FormStatus(err), "history", f)
	}
	if err != nil {
		return err
	}
	return c.Done(segmentPath(g.Article, filter{}, g), "history.restored", "Position", g.Position)
}

// undoBatch takes back one batch of changes: a review of many segments.
func (r *Room) undoBatch(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	back := web.LocalPath(f.Value("back"))
	_, err = r.Desk.Undo(c.Ctx(), c.Actor, c.Param("id"))
	if t := web.FailureOf(err); err != nil && t.Status < http.StatusInternalServerError {
		return c.Failed(back, t.Say(c)+" "+c.T("review.not-undone"))
	}
	if err != nil {
		return err
	}
	if strings.Contains(back, "/review") {
		return c.Done(back, "review.undone")
	}
	return c.Done(back, "bench.undone")
}
