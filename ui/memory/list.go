package memory

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/memory"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// listPage is the data of memory.html.
type listPage struct {
	web.Base
	frame
	Form         *web.Form
	Publications []word.Option
	Authors      []word.Option
	Rows         []*row
	Seq          int64
	Looked       int
	Next         string    // address of the page after; empty: there is none
	Files        []fileRef // of all that the list has
	Filtered     bool      // the list is a choice
	Changes      []part.ChangeRow
}

// frame is what all pages of the memory have in common.
type frame struct {
	part.UnitPairs
	Tabs  []tab
	Index memory.IndexState
	May   bool // the reader manages the memory
}

// tab is a page of the memory.
type tab struct {
	Path, Word string
	Here       bool
}

// fileRef is a file of what a list has.
type fileRef struct{ Path, Word string }

// newFrame makes the frame of a page that counts no units: of a pair it knows what the address says.
func (r *Room) newFrame(c *web.Call) (f frame) {
	f.May, f.Index = c.Actor.Can(workflow.ManageMemory), r.Memory.IndexState()
	q := ""
	if s, t, ok := part.ReadPair(c.QueryParam("pair")); ok {
		f.Here = workflow.UnitPair{SourceLang: s, TargetLang: t}
		q = "?" + url.Values{"pair": {f.PairValue(f.Here)}}.Encode()
	}
	f.setTabs(c, q)
	return f
}

// newPairFrame reads the pairs of the memory, which takes as long as they have units.
func (r *Room) newPairFrame(c *web.Call) (f frame, err error) {
	f = r.newFrame(c)
	if f.UnitPairs, err = part.ReadUnitPairs(c); err != nil {
		return f, err
	}
	f.setTabs(c, "?"+url.Values{"pair": {f.PairValue(f.Here)}}.Encode())
	return f, nil
}

// setTabs makes the tabs, which lead to the pair of q.
func (f *frame) setTabs(c *web.Call, q string) {
	f.Tabs = []tab{
		{"/memory" + q, c.T("memory.search"), c.Path() == "/memory"},
		{"/memory/contradictions" + q, c.T("memory.contradictions"), c.Path() == "/memory/contradictions"},
		{"/memory/duplicates" + q, c.T("memory.duplicates"), c.Path() == "/memory/duplicates"},
	}
	if f.May {
		f.Tabs = append(f.Tabs, tab{"/memory/import" + q, c.T("memory.import"), c.Path() == "/memory/import"})
	}
}

// Loading reports whether the index still reads the memory.
func (f frame) Loading() bool { return !f.Index.Ready && f.Index.Total > 0 }

// queryOf reads the filter of the list from an address or a form. Days that cannot be are the
// error, and are said at their fields.
func (r *Room) queryOf(c *web.Call, f frame, v url.Values) (form *web.Form, q unit.UnitQuery, err error) {
	form = &web.Form{Values: v}
	q, err = unit.QueryText{SourceLang: f.Here.SourceLang, TargetLang: f.Here.TargetLang, Text: v.Get("q"),
		Side: v.Get("side"), Cursor: v.Get("cursor"), Publication: v.Get("publication"),
		Translator: v.Get("author"), Kind: v.Get("kind"), State: v.Get("state")}.Parse()
	if err != nil {
		return form, q, err
	}
	err = part.Days(c, form, "from", "until", &q.From, &q.Until)
	if !q.Until.IsZero() {
		q.Until = part.EndOfDay(q.Until, c.Zone)
	}
	return form, q, err
}

// facets are the fields of the filter beside the pair.
func facets() []string {
	return []string{"q", "side", "publication", "author", "kind", "state", "from", "until"}
}

// filterOf is the part of an address that says the filter again.
func filterOf(f frame, v url.Values) url.Values {
	q := url.Values{"pair": {f.PairValue(f.Here)}}
	for _, name := range facets() {
		if v.Get(name) != "" {
			q.Set(name, v.Get(name))
		}
	}
	return q
}

// showUnits lists the units that the filter chooses.
func (r *Room) showUnits(c *web.Call) error {
	p := &listPage{Base: c.Base("memory.title")}
	var err error
	if p.frame, err = r.newPairFrame(c); err != nil {
		return err
	}
	var q unit.UnitQuery
	p.Form, q, err = r.queryOf(c, p.frame, c.QueryParams())
	if err != nil && !p.Form.Wrong("from", "until") {
		return err
	}
	list, err := r.Units.List(c.Ctx(), c.Actor, q)
	if err != nil {
		return err
	}
	if p.Publications, err = part.PublicationChoices(c, q.Publication); err != nil {
		return err
	}
	for _, name := range list.People {
		p.Authors = append(p.Authors, word.Option{Value: name, Word: name})
	}
	sortOptions(p.Authors)
	for _, u := range list.Units {
		p.Rows = append(p.Rows, newRow(p.Base, p.May, u, list.Shared, q))
	}
	if p.Changes, err = changes().Rows(c); err != nil {
		return err
	}
	p.Seq, p.Looked = list.Seq, list.Looked
	again := filterOf(p.frame, c.QueryParams())
	p.Filtered = len(again) > 1
	for _, f := range exchange.Formats() {
		again.Set("format", string(f))
		p.Files = append(p.Files, fileRef{"/memory/file?" + again.Encode(), c.T(formatID(f))})
	}
	again.Del("format")
	if list.Next != "" {
		again.Set("cursor", list.Next)
		p.Next = "/memory?" + again.Encode()
	}
	return c.Page(http.StatusOK, "memory", p)
}

// Kinds are the kinds of work that units come from, to choose from.
func (p *listPage) Kinds() []word.Option {
	var all []word.Option
	for _, k := range unit.Kinds() {
		all = append(all, word.Option{Value: string(k), Word: p.T(kindID(k))})
	}
	return all
}

// States are the states of units, to choose from.
func (p *listPage) States() []word.Option {
	return []word.Option{{Value: string(workflow.UnitApproved), Word: p.T("memory.state-approved")},
		{Value: string(workflow.UnitTranslated), Word: p.T("memory.state-translated")}}
}

// Filter are the fields that say the filter again, for the form that removes all that it chooses.
func (p *listPage) Filter() []word.Option {
	var all []word.Option
	for name, v := range filterOf(p.frame, p.Form.Values) {
		all = append(all, word.Option{Value: name, Word: v[0]})
	}
	sortOptions(all)
	return all
}

func sortOptions(all []word.Option) {
	slices.SortFunc(all, func(a, b word.Option) int { return strings.Compare(a.Value, b.Value) })
}

// exportUnits answers all that the filter chooses as a file.
func (r *Room) exportUnits(c *web.Call) error {
	f, err := exchange.ParseFormat(c.QueryParam("format"))
	if err != nil {
		return err
	}
	frame := r.newFrame(c)
	if frame.Here.SourceLang == "" {
		if frame, err = r.newPairFrame(c); err != nil {
			return err
		}
	}
	_, q, err := r.queryOf(c, frame, c.QueryParams())
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", f.MIME())
	h.Set("Content-Disposition", `attachment; filename="memory-`+q.SourceLang+"-"+q.TargetLang+f.Ext()+`"`)
	return r.Units.Write(c.Ctx(), c.Actor, q, f, c.Response())
}

// removeUnits removes the units that were ticked, or all that a filter chooses.
func (r *Room) removeUnits(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	choice := unit.UnitChoice{IDs: f.Values["unit"]}
	choice.Seq, _ = strconv.ParseInt(f.Value("seq"), 10, 64) // 0, which is all, for anything else
	var frame frame
	s, t, ok := part.ReadPair(f.Value("pair"))
	frame.Here = workflow.UnitPair{SourceLang: s, TargetLang: t}
	back := "/memory?" + filterOf(frame, f.Values).Encode()
	switch all := f.Value("all") != ""; {
	case all && !ok:
		return workflow.Fail(workflow.Invalid, "align.languages")
	case all:
		choice.IDs = nil
		if _, choice.Query, err = r.queryOf(c, frame, f.Values); err != nil {
			return err
		}
	case len(choice.IDs) == 0:
		return c.Failed(back, c.T("memory.none-chosen"))
	}
	change := unit.Change{Remove: &choice}
	if f.Value("all") != "" && f.Value("sure") == "" {
		return r.askRemoval(c, f, change, back)
	}
	return r.change(c, back, change)
}

// removalPage is the data of removal.html: it asks whether all units of a search are to be removed.
type removalPage struct {
	web.Base
	Search string // what was looked for
	Count  int
	Fields []word.Option // of the form that removes them
	Back   string
}

// askRemoval asks whether all that a search has found is to be removed, and says how many units that are.
func (r *Room) askRemoval(c *web.Call, f *web.Form, change unit.Change, back string) error {
	o, err := r.Units.Order(c.Ctx(), c.Actor, change)
	if err != nil {
		return err
	}
	p := &removalPage{Base: c.Base("memory.remove-all"), Search: searchWord(c, change.Remove.Query), Count: o.Total,
		Back: back, Fields: []word.Option{{Value: "all", Word: "1"}, {Value: "sure", Word: "1"}}}
	for _, name := range append([]string{"pair", "seq"}, facets()...) {
		if v := f.Value(name); v != "" {
			p.Fields = append(p.Fields, word.Option{Value: name, Word: v})
		}
	}
	return c.Page(http.StatusOK, "removal", p)
}
