package audit

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"truchement/ui/part"
	"truchement/ui/report"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/audit"
	"truchement/workflow/ledger"
)

// page is the data of audit.html.
type page struct {
	web.Base
	Form   *web.Form
	People []word.Option
	Kinds  []word.Option
	Lines  []lineRow
	Older  string // the address of the lines before; empty: there are none
	Files  string // the address of the file, but for its format
	Check  string // what came of looking at the whole ledger; empty: it was not looked at
	Broken bool
}

// lineRow is a line as the page shows it.
type lineRow struct {
	ledger.Line
	Word, By, About string
	AboutPath       string
	Changes         []change
}

const onPage = 100 // lines

// showLedger lists the lines that the filter chooses, the newest first.
func (r *Room) showLedger(c *web.Call) error {
	f, filter, _ := r.readFilter(c) // said at its field
	filter.Limit = onPage + 1
	filter.Before, _ = strconv.ParseInt(c.QueryParam("before"), 10, 64) // else from the end
	lines, names, err := r.Audit.List(c.Ctx(), c.Actor, filter)
	if err != nil {
		return err
	}
	publications, err := r.Publication.List(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	about := map[string]string{}
	for _, p := range publications {
		about[p.ID] = p.Name
	}
	p := &page{Base: c.Base("audit.title"), Form: f, Files: "/audit/file?" + f.Values.Encode()}
	if err := r.choices(c, p); err != nil {
		return err
	}
	if len(lines) > onPage {
		lines = lines[:onPage]
		q := url.Values{"before": {strconv.FormatInt(lines[onPage-1].Seq, 10)}}
		for name, v := range f.Values {
			q[name] = v
		}
		p.Older = "/audit?" + q.Encode()
	}
	for _, l := range lines {
		p.Lines = append(p.Lines, rowOf(c, l, names, about))
	}
	if c.QueryParam("check") != "" {
		if err := r.check(c, p); err != nil {
			return err
		}
	}
	return c.Page(http.StatusOK, "audit", p)
}

// check looks at the whole ledger.
func (r *Room) check(c *web.Call, p *page) error {
	sound, whole, err := r.Audit.Verify(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	if p.Broken = !whole; p.Broken {
		p.Check = c.T("audit.broken", "Line", int(sound)+1)
		return nil
	}
	p.Check = c.T("audit.whole", "Count", int(sound))
	return nil
}

func (r *Room) choices(c *web.Call, p *page) error {
	people, err := r.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	p.People = append(p.People, word.Option{Value: workflow.Operator().ID, Word: c.T("audit.operator")},
		word.Option{Value: ledger.Program, Word: c.T("audit.program")})
	for _, one := range people {
		p.People = append(p.People, word.Option{Value: one.ID, Word: one.Name})
	}
	for _, k := range ledger.Kinds() {
		p.Kinds = append(p.Kinds, word.Option{Value: string(k), Word: c.T(kindWords[k])})
	}
	return nil
}

// readFilter reads what is asked for. The form has it again, with what is wrong with it.
func (r *Room) readFilter(c *web.Call) (*web.Form, ledger.Filter, error) {
	f := web.NewForm("person", c.QueryParam("person"), "kind", c.QueryParam("kind"), "from", c.QueryParam("from"),
		"to", c.QueryParam("to"))
	filter := ledger.Filter{Person: f.Value("person")}
	var refused, err error
	if filter.Kind, err = audit.ParseKind(f.Value("kind")); err != nil {
		c.Refused(f, err, map[string]string{"option.choice": "kind"})
		refused = err
	}
	if err := part.Days(c, f, "from", "to", &filter.Since, &filter.Until); err != nil {
		refused = err
	}
	if !filter.Until.IsZero() {
		filter.Until = filter.Until.AddDate(0, 0, 1)
	}
	return f, filter, refused
}

// ledgerFile answers the lines that the filter chooses as a file, which is written as it is read.
func (r *Room) ledgerFile(c *web.Call) error {
	_, filter, err := r.readFilter(c)
	if err != nil {
		return err
	}
	format, err := report.ParseLedgerFormat(c.QueryParam("format"))
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", report.LedgerTypes()[format])
	h.Set("Content-Disposition", `attachment; filename="audit-`+r.Now().In(c.Zone).Format(time.DateOnly)+"."+format+`"`)
	return report.WriteLedger(c.Ctx(), c.Response(), r.Audit, c.Actor, filter, format)
}
