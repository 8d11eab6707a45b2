package memory

import (
	"net/http"
	"net/url"
	"strconv"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/unit"
)

// groupPage is the data of unitgroups.html: units that should be one.
type groupPage struct {
	web.Base
	frame
	Kind   unit.GroupKind
	Groups []groupCard
	Total  int
	Looked int
	From   int    // number of the first, from 1
	Next   string // address of the page after; empty: there is none
}

// groupCard is a group, each option of which can be kept.
type groupCard struct {
	Options []optionRow
	Units   int
}

// optionRow is an option of a group.
type optionRow struct {
	*row
	Count  int
	Others []string // ids of what is removed when it is kept
}

// Merging reports whether the page is about duplicates, whose first option is the one to keep.
func (p *groupPage) Merging() bool { return p.Kind == unit.Duplicates }

// Self is the address of the page.
func (p *groupPage) Self() string { return "/memory/" + string(p.Kind) }

func (r *Room) showContradictions(c *web.Call) error { return r.showGroups(c, unit.Contradictions) }
func (r *Room) showDuplicates(c *web.Call) error     { return r.showGroups(c, unit.Duplicates) }

func (r *Room) showGroups(c *web.Call, kind unit.GroupKind) error {
	titles := map[unit.GroupKind]string{unit.Contradictions: "memory.contradictions",
		unit.Duplicates: "memory.duplicates"}
	p := &groupPage{Base: c.Base(titles[kind]), Kind: kind}
	var err error
	if p.frame, err = r.newPairFrame(c); err != nil {
		return err
	}
	from, _ := strconv.Atoi(c.QueryParam("from")) // anything else is the beginning
	from = max(from, 0)
	list, err := r.Units.Groups(c.Ctx(), c.Actor, kind, p.frame.Here.SourceLang, p.frame.Here.TargetLang, from)
	if err != nil {
		return err
	}
	p.Total, p.Looked, p.From = list.Total, list.Looked, from+1
	for _, g := range list.Groups {
		card := groupCard{Units: g.Units}
		for i, o := range g.Options {
			row := newRow(p.Base, p.May, o.Unit, list.Shared, unit.UnitQuery{})
			row.Ticked = false
			card.Options = append(card.Options, optionRow{row, len(o.IDs), g.Others(i)})
		}
		p.Groups = append(p.Groups, card)
	}
	if next := from + len(list.Groups); next < list.Total {
		p.Next = p.Self() + "?" + url.Values{"pair": {p.PairValue(p.frame.Here)}, "from": {strconv.Itoa(next)}}.Encode()
	}
	return c.Page(http.StatusOK, "unitgroups", p)
}

// keepUnit keeps one option of a group, and removes the others.
func (r *Room) keepUnit(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	kind := unit.Contradictions
	if f.Value("kind") == string(unit.Duplicates) {
		kind = unit.Duplicates
	}
	batch, n, err := r.Units.Keep(c.Ctx(), c.Actor, kind, f.Value("keep"), f.Values["other"])
	back := groupsPath(kind, f.Value("pair"))
	if err != nil && c.Refused(f, err, nil) && workflow.KindOf(err) == workflow.Conflict {
		return c.Failed(back, f.Problem)
	}
	if err != nil {
		return err
	}
	text, _ := said(c, unit.Outcome{Done: n})
	c.KeepNotice(web.Notice{Text: text, Undo: undoOf(batch)})
	return c.Redirect(http.StatusSeeOther, back)
}

// mergeAll merges all duplicates of a pair.
func (r *Room) mergeAll(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	source, target, _ := part.ReadPair(f.Value("pair"))
	return r.change(c, groupsPath(unit.Duplicates, f.Value("pair")),
		unit.Change{Merge: &workflow.UnitPair{SourceLang: source, TargetLang: target}})
}

func groupsPath(kind unit.GroupKind, pair string) string {
	return "/memory/" + string(kind) + "?" + url.Values{"pair": {pair}}.Encode()
}
