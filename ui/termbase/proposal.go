package termbase

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/keymap"
	"truchement/workflow/termbase"
)

// queuePage is the data of proposals.html: what an editor has to settle, and what became of what the reader
// has proposed.
type queuePage struct {
	web.Base
	frame
	Waiting []queueRow
	More    bool // there are more than are listed
	Own     []ownRow
}

// queueRow is a proposal that waits.
type queueRow struct {
	*card
	May bool // the reader settles it
	Own bool // the reader made it
}

// ownRow is a proposal of the reader.
type ownRow struct {
	*card
	State  string // in words
	Mark   web.Mark
	Reason string    // why it was declined
	By     string    // who declined it
	Then   time.Time // when
}

// keyWord is a key and what it does.
type keyWord struct{ Keys, Word string }

// keysOf are the keys of the rows, as the reader chose them; not those of actions that the page has not.
func keysOf(b web.Base, without string) (out []keyWord) {
	for _, a := range keymap.Actions() {
		if keys := b.Key(a.Name); a.Context == keymap.Terms && keys != "" && a.Name != without {
			out = append(out, keyWord{keys, b.T(a.Word)})
		}
	}
	return out
}

// Keyed are the keys of the queue.
func (p *queuePage) Keyed() []keyWord { return keysOf(p.Base, "") }

func (r *Room) showProposals(c *web.Call) error {
	p := &queuePage{Base: c.Base("termbase.proposals")}
	q := termbase.Query{ConceptFilter: workflow.ConceptFilter{State: workflow.ConceptProposed}}
	list, err := r.Termbase.List(c.Ctx(), c.Actor, q)
	if err != nil {
		return err
	}
	p.frame, p.More = newFrame(c, list.Proposed), list.Next != ""
	slices.SortStableFunc(list.Concepts, func(a, b workflow.Concept) int { return a.At.Compare(b.At) })
	for _, one := range list.Concepts {
		p.Waiting = append(p.Waiting, queueRow{newCard(c.RowBase(), one, list.Shared), p.May, one.By == c.Actor.ID})
	}
	if p.Propose && !p.May {
		if p.Own, err = r.ownRows(c); err != nil {
			return err
		}
	}
	return c.Page(http.StatusOK, "proposals", p)
}

// ownRows are what became of what the reader has proposed.
func (r *Room) ownRows(c *web.Call) (rows []ownRow, err error) {
	own, names, err := r.Termbase.Own(c.Ctx(), c.Actor)
	for _, one := range own {
		k := newCard(c.RowBase(), one.Concept, names)
		row := ownRow{card: k, State: c.T(stateID(one.State)), Mark: k.MarkOf("review")}
		switch {
		case one.Declined != nil:
			row.State, row.Mark = c.T("termbase.edit-declined"), k.MarkOf("returned")
			row.Reason, row.By, row.Then = one.Declined.Reason, names.People[one.Declined.By], one.Declined.At
		case one.Concept.State == workflow.ConceptSettled:
			row.State, row.Mark = c.T("termbase.edit-accepted"), k.MarkOf("reviewed")
		}
		row.Mark.Word = row.State
		rows = append(rows, row)
	}
	return rows, err
}

// acceptProposal settles a proposal as it is.
func (r *Room) acceptProposal(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	seq, _ := strconv.ParseInt(f.Value("seq"), 10, 64) // 0, which is whatever it is now, for a form without it
	v, err := r.Termbase.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	_, batch, err := r.Termbase.Accept(c.Ctx(), c.Actor, v.Concept.Concept, seq)
	return r.answerSettled(c, f, err, doneNotice(c, batch, "termbase.accepted"))
}

// declineProposal settles a proposal by saying why it will not be, or withdraws it.
func (r *Room) declineProposal(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	seq, _ := strconv.ParseInt(f.Value("seq"), 10, 64) // as above
	batch, err := r.Termbase.Decline(c.Ctx(), c.Actor, c.Param("id"), f.Value("reason"), seq)
	id := "termbase.withdrawn"
	if c.Actor.Can(workflow.ManageTerms) {
		id = "termbase.declined"
	}
	return r.answerSettled(c, f, err, doneNotice(c, batch, id))
}

// answerSettled goes back to the queue, which says what was done or why it was not.
func (r *Room) answerSettled(c *web.Call, f *web.Form, err error, done web.Notice) error {
	const back = "/termbase/proposals"
	if err != nil && c.Refused(f, err, nil) {
		return c.Failed(back, f.Problem)
	}
	if err != nil {
		return err
	}
	c.KeepNotice(done)
	return c.Redirect(http.StatusSeeOther, back)
}
