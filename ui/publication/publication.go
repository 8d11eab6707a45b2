package publication

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/format/edition"
)

// listPage is the data of publications.html.
type listPage struct {
	styles
	Publications []workflow.Publication
	Form         *web.Form
}

// BeginsHere reports whether the form is all there is on the page.
func (p *listPage) BeginsHere() bool { return len(p.Publications) == 0 }

// Action is where the form is sent.
func (p *listPage) Action() string { return "/publications" }

// Unfolded reports whether more than the title is shown: where something else is wrong.
func (p *listPage) Unfolded() bool {
	return p.Form.Problem != "" || p.Form.Wrong("target-lang", "scheme")
}

// styles are the choices of a house style.
type styles struct{ web.Base }

// page is the data of publication.html, one publication's house style.
type page struct {
	styles
	Publication workflow.Publication
	Form        *web.Form
	HasLogo     bool
	LogoForm    *web.Form
}

// BeginsHere reports that the form is all there is on the page.
func (p *page) BeginsHere() bool { return true }

// Action is where the form is sent, whatever form the page answers.
func (p *page) Action() string { return "/publications/" + p.Publication.ID }

// Unfolded reports that all is shown of a publication that is there.
func (p *page) Unfolded() bool { return true }

// FrenchStyles are the typographic profiles of French.
func (b styles) FrenchStyles() []word.Option {
	return []word.Option{
		{Value: "fr-FR", Word: b.T("style.fr-fr")}, {Value: "fr-MA", Word: b.T("style.fr-ma")},
		{Value: "fr-CH", Word: b.T("style.fr-ch")}, {Value: "fr-CA", Word: b.T("style.fr-ca")}, {Value: "eu", Word: b.T("style.eu")},
	}
}

// ArabicStyles are the countries whose months and separators Arabic text may have.
func (b styles) ArabicStyles() []word.Option {
	return []word.Option{
		{Value: "ar-MA", Word: b.T("style.ar-ma")}, {Value: "ar-DZ", Word: b.T("style.ar-dz")}, {Value: "ar-TN", Word: b.T("style.ar-tn")},
		{Value: "ar-MR", Word: b.T("style.ar-mr")}, {Value: "ar-EG", Word: b.T("style.ar-eg")}, {Value: "ar-LB", Word: b.T("style.ar-lb")},
		{Value: "ar-SA", Word: b.T("style.ar-sa")}, {Value: "ar-AE", Word: b.T("style.ar-ae")},
	}
}

// HonorificPolicies say what becomes of honorifics such as "que Dieu L’assiste".
func (b styles) HonorificPolicies() []word.Option {
	return []word.Option{
		{Value: "keep", Word: b.T("honorifics.keep")}, {Value: "shorten", Word: b.T("honorifics.shorten")},
		{Value: "drop", Word: b.T("honorifics.drop")},
	}
}

// Typefaces are the families of fonts that editions may be set in.
func (b styles) Typefaces() []word.Option {
	return []word.Option{
		{Value: string(edition.Book), Word: b.T("typeface.book")},
		{Value: string(edition.Press), Word: b.T("typeface.press")},
		{Value: string(edition.Modern), Word: b.T("typeface.modern")},
	}
}

// Credits are the facts that editions may leave out.
func (b styles) Credits() []word.Option {
	var all []word.Option
	for _, key := range workflow.HideableFacts() {
		all = append(all, word.Option{Value: key, Word: b.EditionWord(key)})
	}
	return all
}

// DraftPolicies say what the browsers of those who work on a publication may keep.
func (b styles) DraftPolicies() []word.Option {
	return []word.Option{
		{Value: string(workflow.DraftsUntilSignOut), Word: b.T("drafts.until-sign-out")},
		{Value: string(workflow.DraftsStay), Word: b.T("drafts.on")},
		{Value: string(workflow.DraftsOff), Word: b.T("drafts.off")},
	}
}

// check refuses a value that is none of those offered.
func (b styles) check(p workflow.Publication) error {
	checks := []struct {
		options []word.Option
		value   string
	}{
		{b.TextLanguages(), p.SourceLang}, {b.TextLanguages(), p.TargetLang},
		{b.FrenchStyles(), p.Style.French}, {b.ArabicStyles(), p.Style.Arabic},
		{b.DigitKinds(), p.Style.Digits}, {b.HonorificPolicies(), p.Style.Honorifics},
		{b.DraftPolicies(), string(p.Style.Drafts)}, {b.Typefaces(), p.Style.Typeface},
	}
	for _, c := range checks {
		var known []string
		for _, o := range c.options {
			known = append(known, o.Value)
		}
		if _, err := workflow.ParseOption("option.choice", c.value, known); err != nil {
			return err
		}
	}
	return nil
}

func fields() map[string]string {
	return map[string]string{
		"publication.no-name": "name", "publication.same-language": "target-lang",
		"publication.scheme": "scheme", "publication.colour": "accent", "publication.pale": "accent",
	}
}

// parsePublication reads a publication from its form.
func parsePublication(f *web.Form) workflow.Publication {
	return workflow.Publication{
		Name: f.Value("name"), SourceLang: f.Value("source-lang"), TargetLang: f.Value("target-lang"),
		Archived: f.Has("archived", "yes"),
		Style: workflow.HouseStyle{French: f.Value("french"), Arabic: f.Value("arabic"),
			Digits: f.Value("digits"), Honorifics: f.Value("honorifics"), Scheme: parseScheme(f),
			Drafts:        workflow.DraftPolicy(f.Value("drafts")),
			FrenchAsTyped: !f.Has("typing", "fr"), ArabicAsTyped: !f.Has("typing", "ar"),
			Accent: strings.TrimSpace(f.Value("accent")), Typeface: f.Value("typeface"), Hidden: hiddenFacts(f)},
	}
}

// hiddenFacts are the facts whose boxes are not checked, of a form that has them.
func hiddenFacts(f *web.Form) []string {
	if f.Value("credits") == "" {
		return nil
	}
	return slices.DeleteFunc(workflow.HideableFacts(), func(key string) bool { return f.Has("credit", key) })
}

func formOf(p workflow.Publication) *web.Form {
	archived := ""
	if p.Archived {
		archived = "yes"
	}
	f := web.NewForm("name", p.Name, "source-lang", p.SourceLang, "target-lang", p.TargetLang,
		"french", p.Style.French, "arabic", p.Style.Arabic, "digits", p.Style.Digits,
		"honorifics", p.Style.Honorifics,
		"drafts", string(p.Style.Drafts), "archived", archived,
		"accent", p.Style.Accent, "typeface", p.Style.Typeface)
	for _, key := range workflow.HideableFacts() {
		if !slices.Contains(p.Style.Hidden, key) {
			f.Values.Add("credit", key)
		}
	}
	scheme := p.Style.Scheme.OrUsual()
	for language, off := range map[string]bool{
		"fr": p.Style.FrenchAsTyped, "ar": p.Style.ArabicAsTyped} {
		if !off {
			f.Values.Add("typing", language)
		}
	}
	for _, w := range weights() {
		f.Values.Set(w.name, web.Number(*w.of(&scheme)))
	}
	return f
}

func (r *Room) answerList(c *web.Call, status int, f *web.Form) error {
	all, err := r.Publication.List(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	if f == nil {
		f = formOf(workflow.Publication{SourceLang: "ar", TargetLang: "fr",
			Style: workflow.HouseStyle{French: "fr-FR", Arabic: "ar-MA", Honorifics: "keep"}})
	}
	return c.Page(status, "publications", &listPage{
		styles: styles{c.Base("publications.title")}, Publications: all, Form: f})
}

// showPublications lists the publications.
func (r *Room) showPublications(c *web.Call) error {
	return r.answerList(c, http.StatusOK, nil)
}

// addPublication makes a publication.
func (r *Room) addPublication(c *web.Call) error {
	f, p, err := sentPublication(c)
	if err == nil {
		p, err = r.Publication.Add(c.Ctx(), c.Actor, p)
	}
	if err != nil && f != nil && c.Refused(f, err, fields()) {
		return r.answerList(c, web.FormStatus(err), f)
	}
	if err != nil {
		return err
	}
	return c.Done("/publications", "publications.added", "Name", p.Name)
}

// sentPublication reads and checks the form. The form is nil when it could not be read.
func sentPublication(c *web.Call) (*web.Form, workflow.Publication, error) {
	f, err := c.ReadForm()
	if err != nil {
		return nil, workflow.Publication{}, err
	}
	p := parsePublication(f)
	if err := (styles{c.RowBase()}).check(p); err != nil {
		return f, p, err
	}
	if p.SourceLang == p.TargetLang {
		return f, p, workflow.Fail(workflow.Invalid, "publication.same-language")
	}
	return f, p, nil
}

// find finds one publication by id.
func (r *Room) find(c *web.Call, id string) (workflow.Publication, error) {
	all, err := r.Publication.List(c.Ctx(), c.Actor)
	if err != nil {
		return workflow.Publication{}, err
	}
	for _, p := range all {
		if p.ID == id {
			return p, nil
		}
	}
	return workflow.Publication{}, web.NotFound()
}

// showPublication shows a publication's house style.
func (r *Room) showPublication(c *web.Call) error {
	p, err := r.find(c, c.Param("id"))
	if err != nil {
		return err
	}
	return r.answerPublication(c, http.StatusOK, p, formOf(p), web.NewForm())
}

func (r *Room) answerPublication(c *web.Call, status int, p workflow.Publication, f, logo *web.Form) error {
	_, err := r.Publication.Logo(c.Ctx(), c.Actor, p.ID)
	if err != nil && !errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
		return err
	}
	return c.Page(status, "publication", &page{styles: styles{c.Base("publication.title", "Name", p.Name)},
		Publication: p, Form: f, HasLogo: err == nil, LogoForm: logo})
}

// savePublication changes a publication.
func (r *Room) savePublication(c *web.Call) error {
	old, err := r.find(c, c.Param("id"))
	if err != nil {
		return err
	}
	f, p, err := sentPublication(c)
	if err == nil {
		p.ID = old.ID
		err = r.Publication.Edit(c.Ctx(), c.Actor, p)
	}
	if err != nil && f != nil && c.Refused(f, err, fields()) {
		return r.answerPublication(c, web.FormStatus(err), old, f, web.NewForm())
	}
	if err != nil {
		return err
	}
	return c.Done("/publications", "publications.saved", "Name", p.Name)
}
