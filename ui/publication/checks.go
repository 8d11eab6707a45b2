package publication

import (
	"net/http"
	"strconv"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/publication"
)

// checksPage is the data of publicationchecks.html: what a publication makes of the checks.
type checksPage struct {
	web.Base
	Form        *web.Form
	Publication workflow.Publication
	Checks      []checkRow
}

// checkRow is a check with its usual severity.
type checkRow struct {
	ID    check.ID
	Word  string
	Usual string // what it does where the publication says nothing
}

// Modes are what can be made of a check.
func (p *checksPage) Modes() []word.Option {
	var all []word.Option
	for _, m := range publication.Modes() {
		all = append(all, word.Option{Value: string(m), Word: p.T(modeID(m))})
	}
	return all
}

// modeID is the message that says what is made of a check.
func modeID(m check.Mode) string {
	return map[check.Mode]string{check.Off: "check-mode.off", check.Warn: "check-mode.warn", check.Block: "check-mode.block"}[m]
}

func (r *Room) showChecks(c *web.Call) error {
	p, err := r.find(c, c.Param("id"))
	if err != nil {
		return err
	}
	f := web.NewForm()
	for id, mode := range p.Style.Checks {
		f.Values.Set("mode-"+id, mode)
	}
	for name, n := range map[string]int{"headline": p.Style.Headline, "caption": p.Style.Caption} {
		if n > 0 {
			f.Values.Set(name, strconv.Itoa(n))
		}
	}
	return r.answerChecks(c, http.StatusOK, p, f)
}

func (r *Room) answerChecks(c *web.Call, status int, p workflow.Publication, f *web.Form) error {
	page := &checksPage{Base: c.Base("publication.checks"), Form: f, Publication: p}
	for _, k := range check.Checks() {
		usual := check.Warn
		if k.Severity == check.Error {
			usual = check.Block
		}
		page.Checks = append(page.Checks, checkRow{k.ID, c.T("check-name." + string(k.ID)), c.T(modeID(usual))})
	}
	return c.Page(status, "publicationchecks", page)
}

// setChecks keeps what the publication makes of the checks.
func (r *Room) setChecks(c *web.Call) error {
	p, err := r.find(c, c.Param("id"))
	if err != nil {
		return err
	}
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	in := publication.CheckRules{Modes: map[string]string{}}
	for _, k := range check.Checks() {
		if mode := f.Value("mode-" + string(k.ID)); mode != "" {
			in.Modes[string(k.ID)] = mode
		}
	}
	for name, to := range map[string]*int{"headline": &in.Headline, "caption": &in.Caption} {
		text := f.Value(name)
		if text == "" {
			continue
		}
		if *to, err = workflow.ParseNumber(text, 0, publication.MaxLength); err != nil {
			c.Refused(f, err, map[string]string{"option.number": name})
			return r.answerChecks(c, web.FormStatus(err), p, f)
		}
	}
	err = r.Publication.SetChecks(c.Ctx(), c.Actor, p.ID, in)
	if err != nil && c.Refused(f, err, nil) {
		return r.answerChecks(c, web.FormStatus(err), p, f)
	}
	if err != nil {
		return err
	}
	return c.Done("/publications/"+p.ID+"/checks", "publication.checks-saved")
}
