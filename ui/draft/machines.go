package draft

import (
	"net/http"
	"strconv"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/draft"
	"truchement/workflow/machine"
	"truchement/workflow/remote"
	server "truchement/workflow/remote/draft"
)

// machinesPage is the data of draftmachines.html: the machines of a publication, and the form of one.
type machinesPage struct {
	web.Base
	Form        *web.Form
	Publication workflow.Publication
	Machines    []machineRow
	ID          string // of the machine in the form; empty: it is new
	HasKey      bool   // a key is kept for it
	Protocols   []word.Option
	Trial       draft.Trial
	Said        string // what became of a try, in words; empty: it was not tried
	Failed      bool
}

// machineRow is a machine as the page lists it.
type machineRow struct {
	machine.Machine
	Word string // its protocol
	Path string
}

func machinesPath(publication, id string) string {
	path := "/publications/" + publication + "/machines"
	if id != "" {
		path += "?m=" + id
	}
	return path
}

// protocolID is the message that names a protocol.
func protocolID(p machine.Protocol) string {
	return map[machine.Protocol]string{machine.LibreTranslate: "machine.protocol-libretranslate",
		machine.DeepL: "machine.protocol-deepl", machine.Chat: "machine.protocol-chat"}[p]
}

// showMachines lists the machines of a publication, with the form of the one that the address names.
func (r *Room) showMachines(c *web.Call) error {
	p, err := r.Draft.Machines(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	page := &machinesPage{Form: web.NewForm(), Publication: p, ID: c.QueryParam("m")}
	if page.ID == "" {
		return r.answerMachines(c, http.StatusOK, page)
	}
	m := machine.Find(p.Style.Machines, page.ID)
	if m == nil {
		return workflow.Fail(workflow.NotFound, "machine.gone")
	}
	for name, value := range map[string]string{"name": m.Name, "protocol": string(m.Protocol), "url": m.URL, "model": m.Model,
		"private": flag(m.Private), "own": flag(m.Own), "on": flag(m.On)} {
		page.Form.Values.Set(name, value)
	}
	if m.Daily > 0 {
		page.Form.Values.Set("daily", strconv.Itoa(m.Daily))
	}
	if page.Trial, err = r.Draft.Preview(c.Ctx(), c.Actor, p.ID, draft.Setting{Machine: *m}); err != nil {
		return err
	}
	return r.answerMachines(c, http.StatusOK, page)
}

func flag(on bool) string {
	if on {
		return "1"
	}
	return ""
}

func (r *Room) answerMachines(c *web.Call, status int, page *machinesPage) error {
	page.Base = c.Base("machine.title")
	for _, p := range machine.Protocols() {
		page.Protocols = append(page.Protocols, word.Option{Value: string(p), Word: c.T(protocolID(p))})
	}
	for _, m := range page.Publication.Style.Machines {
		page.HasKey = page.HasKey || m.ID == page.ID && len(m.Key) > 0
		m.Key = nil
		page.Machines = append(page.Machines, machineRow{m, c.T(protocolID(m.Protocol)),
			machinesPath(page.Publication.ID, m.ID)})
	}
	page.Publication.Style.Machines = nil
	return c.Page(status, "draftmachines", page)
}

// fieldOf are the fields that refusals are about.
var fieldOf = map[string]string{"machine.no-name": "name", "machine.problem-address": "url", "machine.no-model": "model",
	"machine.no-secret": "key", "machine.key-lost": "key", "machine.daily": "daily", "option.number": "daily", "option.choice": "protocol"}

// setMachine keeps, tries or removes a machine.
func (r *Room) setMachine(c *web.Call) error {
	p, err := r.Draft.Machines(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	page := &machinesPage{Form: f, Publication: p, ID: f.Value("machine")}
	if f.Value("do") == "remove" {
		if err := r.Draft.Remove(c.Ctx(), c.Actor, p.ID, page.ID); err != nil {
			return err
		}
		return c.Done(machinesPath(p.ID, ""), "machine.removed")
	}
	in, err := readSetting(f)
	if err == nil && f.Value("do") == "try" {
		if page.Trial, err = r.Draft.Try(c.Ctx(), c.Actor, p.ID, in); err == nil {
			page.say(c, in)
			f.Values.Del("key") // it is not shown again, and is typed anew to be kept
			return r.answerMachines(c, http.StatusOK, page)
		}
	}
	var id string
	if err == nil {
		id, err = r.Draft.Set(c.Ctx(), c.Actor, p.ID, in)
	}
	if err != nil && c.Refused(f, err, fieldOf) {
		f.Values.Del("key")
		return r.answerMachines(c, web.FormStatus(err), page)
	}
	if err != nil {
		return err
	}
	return c.Done(machinesPath(p.ID, id), "machine.saved")
}

// readSetting reads the form of a machine.
func readSetting(f *web.Form) (in draft.Setting, err error) {
	in = draft.Setting{NewKey: f.Value("key"), Machine: machine.Machine{ID: f.Value("machine"), Name: f.Value("name"),
		URL: f.Value("url"), Model: f.Value("model"), Private: f.Value("private") != "", Own: f.Value("own") != "",
		On: f.Value("on") != ""}}
	if in.Protocol, err = workflow.ParseOption("option.choice", f.Value("protocol"), machine.Protocols()); err != nil {
		return in, err
	}
	if text := f.Value("daily"); text != "" {
		in.Daily, err = workflow.ParseNumber(text, 0, draft.MostDaily)
	}
	return in, err
}

// say says what became of a try.
func (p *machinesPage) say(c *web.Call, in draft.Setting) {
	switch why := p.Trial.Problem; {
	case why != nil:
		p.Failed = true
		message := problemID(why.Kind)
		if in.Private && message == "grammar.problem-forbidden" {
			message = "grammar.problem-never"
		}
		p.Said = c.T(message, "Status", why.Status)
	case p.Trial.Fault != draft.NoFault:
		p.Failed = true
		p.Said = c.T("machine.try-refused", "Why", c.T(faultID(p.Trial.Fault)))
	default:
		p.Said = c.T("machine.try-good")
	}
}

// problemID is the message that says why a machine has no answer; what any server may do has the words of the grammar server.
func problemID(k server.Kind) string {
	if id := map[server.Kind]string{server.NotProtocol: "machine.problem-answer", server.KeyRefused: "machine.problem-key",
		server.NoModel: "machine.problem-model", server.NoPair: "machine.problem-pair", server.OverQuota: "machine.problem-quota",
		draft.DayIsFull: "machine.problem-day", server.Refused: "grammar.problem-status", server.Busy: "grammar.problem-busy",
		server.Kind(remote.BadAddress): "machine.problem-address"}[k]; id != "" {
		return id
	}
	return map[remote.Kind]string{
		remote.Forbidden: "grammar.problem-forbidden", remote.NoHost: "grammar.problem-host",
		remote.Unreachable: "grammar.problem-unreachable", remote.TooSlow: "grammar.problem-slow",
		remote.BadSecurity: "grammar.problem-security", remote.TooLarge: "grammar.problem-large",
		remote.BadRedirect: "grammar.problem-redirect", remote.Broken: "grammar.problem-broken",
	}[remote.Kind(k)]
}

// faultID is the message that says why a draft is refused.
func faultID(f draft.Fault) string {
	return map[draft.Fault]string{draft.Missing: "draft.fault-missing", draft.Codes: "draft.fault-codes",
		draft.Empty: "draft.fault-missing", draft.Same: "draft.fault-same", draft.Language: "draft.fault-language",
		draft.Talks: "draft.fault-talks", draft.Repeats: "draft.fault-repeats", draft.TooLong: "draft.fault-long",
		draft.TooShort: "draft.fault-short"}[f]
}
