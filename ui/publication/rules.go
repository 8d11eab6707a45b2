package publication

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"html/template"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/publication"
	"truchement/workflow/segment"
)

// rulesLimit is how much the form of the rules may send, in bytes: the file as a whole, the
// rules of one set, and what becomes of both on the wire.
const rulesLimit = 8 << 20

// maxRuleFile is the largest file of rules taken, in bytes. The program's own has 60,000.
const maxRuleFile = 1 << 20

// rulesPage is the data of rules.html: the rules of a publication as they would be.
type rulesPage struct {
	web.Base
	Sheet   publication.RuleSheet
	Form    *web.Form
	SRX     string // the file as it would be
	BasedOn string // the edit it is made on
	AsText  bool
	Set     string // the set shown
	Sets    []ruleSet
	Rows    []ruleRow
	Edited  bool // SRX is not what holds
	Tried   string
	Trial   *ruleTrial
	Sample  *ruleSample
	History []ruleHistory
}

// ruleHistory is an edit in the history of a publication's rules.
type ruleHistory struct {
	ID, By, Note string
	At           time.Time
	Now          bool
}

// showRules shows the rules of a publication. ?edit= names an older edit to begin with, or
// "program" for the rules that come with the program.
func (r *Room) showRules(c *web.Call) error {
	p, err := r.loadRules(c, web.NewForm())
	if err != nil {
		return err
	}
	p.SRX = p.Sheet.File()
	if id := c.QueryParam("edit"); id != "" {
		if p.SRX, err = r.olderRules(c, id); err != nil {
			return err
		}
		p.Form.Values.Set("do", "try")
	}
	p.Form.Values.Set("sample-lang", p.Sheet.Publication.SourceLang)
	if p.Sheet.Now.Proposals {
		p.Form.Values.Set("proposals", "yes")
	}
	p.Form.Values.Set("set", c.QueryParam("set"))
	return r.answerRules(c, p)
}

func (r *Room) olderRules(c *web.Call, id string) (string, error) {
	if id == "program" {
		return segment.DefaultFile(), nil
	}
	e, err := r.Publication.RuleEdit(c.Ctx(), c.Actor, c.Param("id"), id)
	if e.SRX == "" {
		return segment.DefaultFile(), err
	}
	return e.SRX, err
}

// loadRules begins the page of a publication's rules.
func (r *Room) loadRules(c *web.Call, f *web.Form) (*rulesPage, error) {
	sheet, err := r.Publication.RuleSheet(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return nil, err
	}
	return &rulesPage{Base: c.Base("rules.title", "Name", sheet.Publication.Name),
		Sheet: sheet, Form: f, BasedOn: sheet.Now.ID}, nil
}

// changeRules takes the form of the rules: it carries all that would be, and do says what next.
func (r *Room) changeRules(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	p, err := r.loadRules(c, f)
	if err != nil {
		return err
	}
	p.BasedOn, p.AsText = f.Value("base"), f.Value("view") == "text"
	if err := p.read(c); err != nil {
		return r.answerRefusedRules(c, p, err)
	}
	switch f.Value("do") {
	case "keep":
		return r.keepRules(c, p)
	case "test":
		if c.WantsPart("sample") {
			err := r.sampleRules(c, p)
			p.refusedSample(c, err)
			return c.Part(http.StatusOK, "rules-sample", p)
		}
	}
	return r.answerRules(c, p)
}

// read finds the rules as they would be in what was sent.
func (p *rulesPage) read(c *web.Call) error {
	p.SRX = strings.ReplaceAll(p.Form.Value("srx"), "\r\n", "\n")
	if file := c.Uploaded("file"); file != nil {
		in, err := file.Open()
		if err != nil {
			return err
		}
		defer in.Close()
		text, err := io.ReadAll(io.LimitReader(in, maxRuleFile+1))
		if err != nil {
			return err
		}
		p.SRX, p.BasedOn = string(text), p.Sheet.Now.ID
		p.Form.Values.Set("do", "try")
		if p.Sheet.Now.Proposals {
			p.Form.Values.Set("proposals", "yes")
		}
	} else if !p.AsText && p.Form.Value("rows") != "" {
		if err := p.edit(); err != nil {
			return err
		}
	}
	if len(p.SRX) > maxRuleFile {
		return workflow.Fail(workflow.TooLarge, "rules.large", "Limit", maxRuleFile>>20)
	}
	if strings.TrimSpace(p.SRX) == "" {
		p.SRX = p.Sheet.File()
	}
	switch p.Form.Value("do") {
	case "view-text":
		p.AsText = true
	case "view-list":
		p.AsText = false
	}
	return nil
}

// file is the edit as it is kept: nothing for the program's own rules, so that they stay the
// program's when it brings better ones.
func (p *rulesPage) file() string {
	if p.SRX == segment.DefaultFile() {
		return ""
	}
	return p.SRX
}

// mark names what was tried, so that nothing else is kept.
func (p *rulesPage) mark() string {
	sum := sha256.Sum256([]byte(p.SRX))
	return hex.EncodeToString(sum[:8])
}

// keepRules keeps what was tried.
func (r *Room) keepRules(c *web.Call, p *rulesPage) error {
	if p.Form.Value("tried") != p.mark() {
		p.Form.Values.Set("do", "try")
		return r.answerRules(c, p)
	}
	_, err := r.Publication.KeepRules(c.Ctx(), c.Actor, publication.NewRules{
		Publication: p.Sheet.Publication.ID, Base: p.BasedOn, SRX: p.file(),
		Proposals: p.Form.Has("proposals", "yes"), Note: p.Form.Value("note")})
	if err != nil {
		if errors.Is(err, &workflow.Error{ID: "rules.changed"}) {
			p.BasedOn = p.Sheet.Now.ID // pressing it again keeps this edit on top of the other
		}
		return r.answerRefusedRules(c, p, err)
	}
	return c.Done("/publications/"+p.Sheet.Publication.ID+"/rules", "rules.kept",
		"Name", p.Sheet.Publication.Name)
}

// answerRefusedRules shows the page again with what is wrong, at the rule it is about.
func (r *Room) answerRefusedRules(c *web.Call, p *rulesPage, err error) error {
	status := web.FormStatus(err)
	if !p.refused(c, err) {
		return err
	}
	p.Form.Values.Set("do", "")
	p.fill(c)
	return c.Page(status, "rules", p)
}

// refused puts err into the page when it is the reader's to mend.
func (p *rulesPage) refused(c *web.Call, err error) bool {
	var wrong *segment.RuleError
	if errors.As(err, &wrong) {
		p.Set = wrong.Set
		p.Form.Problem = c.T("rules.wrong", "Set", wrong.Set, "Rule", wrong.Rule) + " " +
			c.T(ruleReasons()[wrong.Reason])
		if wrong.Part != "" {
			p.Form.Problem += " " + c.T("rules.part", "Part", wrong.Part)
		}
		p.Form.SetProblem(ruleField(string(wrong.Side), wrong.Rule-1), c.T(ruleReasons()[wrong.Reason]))
		return true
	}
	return c.Refused(p.Form, err, nil)
}

// ruleReasons are the messages that say why a rule cannot be followed.
func ruleReasons() map[segment.Reason]string {
	return map[segment.Reason]string{
		segment.Lookaround: "rules.lookaround", segment.BackReference: "rules.back-reference",
		segment.Possessive: "rules.possessive", segment.SetInSet: "rules.set-in-set",
		segment.Intersection: "rules.intersection", segment.NegatedInSet: "rules.negated-in-set",
		segment.OpenSet: "rules.open-set", segment.OpenGroup: "rules.open-group",
		segment.BadEscape: "rules.bad-escape", segment.BadSet: "rules.bad-set",
		segment.BadRepeat: "rules.bad-repeat", segment.Unprintable: "rules.unprintable",
		segment.TooLarge: "rules.too-big", segment.Malformed: "rules.malformed",
	}
}

// answerRules answers the whole page; with do "try" it shows what the edit would do.
func (r *Room) answerRules(c *web.Call, p *rulesPage) error {
	if do := p.Form.Value("do"); do == "try" || do == "keep" {
		trial, err := r.Publication.TryRules(c.Ctx(), c.Actor, p.Sheet.Publication.ID, p.file())
		if err != nil {
			return r.answerRefusedRules(c, p, err)
		}
		p.Trial, p.Tried = p.trialOf(trial), p.mark()
	}
	if err := r.sampleRules(c, p); err != nil {
		return r.answerRefusedRules(c, p, err)
	}
	p.fill(c)
	return c.Page(http.StatusOK, "rules", p)
}

// fill makes the rest of the page of the file as it would be.
func (p *rulesPage) fill(c *web.Call) {
	p.Edited = p.SRX != p.Sheet.File()
	p.fillRows()
	for _, e := range p.Sheet.Edits {
		p.History = append(p.History, ruleHistory{ID: e.ID, Note: e.Note, At: e.At,
			By: p.Sheet.People[e.By].Name, Now: e.ID == p.Sheet.Now.ID})
	}
	if p.Set == "" && len(p.Sets) > 0 {
		p.Set = p.Sets[0].Name
	}
}

// exportRules answers the rules that hold, or those of an older edit, as an SRX file.
func (r *Room) exportRules(c *web.Call) error {
	sheet, err := r.Publication.RuleSheet(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	text := sheet.File()
	if id := c.QueryParam("edit"); id != "" {
		if text, err = r.olderRules(c, id); err != nil {
			return err
		}
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="rules.srx"`)
	return c.Blob(http.StatusOK, "application/xml; charset=utf-8", []byte(text))
}

// ruleSample is what the test box shows: a text cut by the rules that hold and by the new ones.
type ruleSample struct {
	Lang          string
	Before, After []samplePiece
	Problem       string
}

// samplePiece is one segment; Changed when the other rules have none like it.
type samplePiece struct {
	Text    string
	Changed bool
}

// sampleRules cuts the text of the test box both ways.
func (r *Room) sampleRules(c *web.Call, p *rulesPage) error {
	text := workflow.SampleText{Lang: p.Form.Value("sample-lang"), Text: p.Form.Value("sample-text")}
	if strings.TrimSpace(text.Text) == "" {
		return nil
	}
	if !slices.ContainsFunc(p.TextLanguages(), func(o word.Option) bool { return o.Value == text.Lang }) {
		text.Lang = p.Sheet.Publication.SourceLang
	}
	before, after, err := r.Publication.Sample(c.Ctx(), c.Actor, p.Sheet.Publication.ID, p.file(), text)
	if err != nil {
		return err
	}
	p.Sample = &ruleSample{Lang: text.Lang, Before: markChanges(before, after), After: markChanges(after, before)}
	return nil
}

func (p *rulesPage) refusedSample(c *web.Call, err error) {
	if err != nil && p.refused(c, err) {
		p.Sample = &ruleSample{Problem: p.Form.Problem}
	}
}

func markChanges(these, others []string) []samplePiece {
	out := make([]samplePiece, 0, len(these))
	for _, text := range these {
		out = append(out, samplePiece{text, !slices.Contains(others, text)})
	}
	return out
}

// Attr is the attribute of an item that the other rules cut otherwise.
func (p samplePiece) Attr() template.HTMLAttr {
	if p.Changed {
		return "data-changed"
	}
	return ""
}
