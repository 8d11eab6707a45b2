package publication

import (
	"net/http"
	"strconv"
	"strings"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/publication"
	"truchement/workflow/remote"
	"truchement/workflow/remote/grammar"
)

// checksPage is the data of publicationchecks.html: what a publication makes of the checks.
type checksPage struct {
	web.Base
	Form        *web.Form
	Publication workflow.Publication
	Checks      []checkRow
	Trial       string // what became of a try of the grammar server, in words; empty: it was not tried
	TrialFailed bool
}

// checkRow is a check with its usual severity.
type checkRow struct {
	ID    check.ID
	Word  string
	Usual string // what it does where the publication says nothing
}

// Modes are what can be made of a check.
func (p *checksPage) Modes(id check.ID) []word.Option {
	var all []word.Option
	for _, m := range check.ByID(id).Modes() {
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
	if p.Style.Grammar != "" {
		f.Values.Set("grammar", p.Style.Grammar)
	}
	if p.Style.GrammarPrivate {
		f.Values.Set("grammar-private", "1")
	}
	return r.answerChecks(c, http.StatusOK, &checksPage{Form: f, Publication: p})
}

func (r *Room) answerChecks(c *web.Call, status int, page *checksPage) error {
	page.Base = c.Base("publication.checks")
	for _, k := range check.Checks() {
		page.Checks = append(page.Checks, checkRow{k.ID, c.T("check-name." + string(k.ID)), c.T(modeID(k.Usual()))})
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
	page := &checksPage{Form: f, Publication: p}
	in.Grammar = grammar.Server{URL: strings.TrimSpace(f.Value("grammar")), Private: f.Value("grammar-private") != ""}
	for name, to := range map[string]*int{"headline": &in.Headline, "caption": &in.Caption} {
		text := f.Value(name)
		if text == "" {
			continue
		}
		if *to, err = workflow.ParseNumber(text, 0, publication.MaxLength); err != nil {
			c.Refused(f, err, map[string]string{"option.number": name})
			return r.answerChecks(c, web.FormStatus(err), page)
		}
	}
	if f.Value("do") == "try" {
		return r.tryGrammar(c, page, in.Grammar)
	}
	err = r.Publication.SetChecks(c.Ctx(), c.Actor, p.ID, in)
	if err != nil && c.Refused(f, err, map[string]string{"grammar.problem-address": "grammar"}) {
		return r.answerChecks(c, web.FormStatus(err), page)
	}
	if err != nil {
		return err
	}
	return c.Done("/publications/"+p.ID+"/checks", "publication.checks-saved")
}

// tryGrammar asks the grammar server as it was typed, and shows what became of it.
func (r *Room) tryGrammar(c *web.Call, page *checksPage, server grammar.Server) error {
	trial, err := r.Checking.TryGrammar(c.Ctx(), c.Actor, server)
	if err != nil {
		if !c.Refused(page.Form, err, nil) {
			return err
		}
		return r.answerChecks(c, web.FormStatus(err), page)
	}
	if trial.Problem != nil {
		page.TrialFailed = true
		message := problemID(trial.Problem.Kind)
		if server.Private && message == "grammar.problem-forbidden" {
			message = "grammar.problem-never"
		}
		page.Trial = c.T(message, "Status", trial.Problem.Status, "Language", c.LanguageWord(trial.In))
		return r.answerChecks(c, http.StatusOK, page)
	}
	page.Trial = c.T("grammar.answers", "French", trial.Found["fr"], "Arabic", trial.Found["ar"])
	return r.answerChecks(c, http.StatusOK, page)
}

// problemID is the message that says why a grammar server has no answer.
func problemID(k grammar.Kind) string {
	return map[grammar.Kind]string{
		grammar.NotGrammar: "grammar.problem-answer", grammar.Refused: "grammar.problem-status",
		grammar.NoLanguage: "grammar.problem-language", grammar.Busy: "grammar.problem-busy",
		grammar.Kind(remote.BadAddress): "grammar.problem-address", grammar.Kind(remote.Forbidden): "grammar.problem-forbidden",
		grammar.Kind(remote.NoHost): "grammar.problem-host", grammar.Kind(remote.Unreachable): "grammar.problem-unreachable",
		grammar.Kind(remote.TooSlow): "grammar.problem-slow", grammar.Kind(remote.BadSecurity): "grammar.problem-security",
		grammar.Kind(remote.TooLarge): "grammar.problem-large", grammar.Kind(remote.BadRedirect): "grammar.problem-redirect",
		grammar.Kind(remote.Broken): "grammar.problem-broken",
	}[k]
}
