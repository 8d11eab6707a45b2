package ui

import (
	"net/http"
	"slices"

	"truchement/workflow"
)

// publicationsPage is the data of publications.html.
type publicationsPage struct {
	styles
	Publications []workflow.Publication
	Form         *form
}

// styles are the choices of a house style.
type styles struct{ base }

// publicationPage is the data of publication.html, one publication's house style.
type publicationPage struct {
	styles
	Publication workflow.Publication
	Form        *form
}

// option is one choice of a select; its word is in the page's language.
type option struct{ Value, Word string }

// Pairs are the languages a publication may have on either side.
func (s *speech) TextLanguages() []option {
	return []option{{"ar", s.T("language.ar")}, {"fr", s.T("language.fr")}}
}

// FrenchStyles are the typographic profiles of French.
func (b styles) FrenchStyles() []option {
	return []option{
		{"fr-FR", b.T("style.fr-fr")}, {"fr-MA", b.T("style.fr-ma")},
		{"fr-CH", b.T("style.fr-ch")}, {"fr-CA", b.T("style.fr-ca")}, {"eu", b.T("style.eu")},
	}
}

// ArabicStyles are the countries whose months and separators Arabic text may have.
func (b styles) ArabicStyles() []option {
	return []option{
		{"ar-MA", b.T("style.ar-ma")}, {"ar-DZ", b.T("style.ar-dz")}, {"ar-TN", b.T("style.ar-tn")},
		{"ar-MR", b.T("style.ar-mr")}, {"ar-EG", b.T("style.ar-eg")}, {"ar-LB", b.T("style.ar-lb")},
		{"ar-SA", b.T("style.ar-sa")}, {"ar-AE", b.T("style.ar-ae")},
	}
}

// DigitKinds are the digits of Arabic text.
func (s *speech) DigitKinds() []option {
	return []option{
		{"", s.T("account.digits-auto")}, {"latn", s.T("account.digits-latn")},
		{"arab", s.T("account.digits-arab")},
	}
}

// HonorificPolicies say what becomes of honorifics such as "que Dieu L’assiste".
func (b styles) HonorificPolicies() []option {
	return []option{
		{"keep", b.T("honorifics.keep")}, {"shorten", b.T("honorifics.shorten")},
		{"drop", b.T("honorifics.drop")},
	}
}

// DraftPolicies say what the browsers of those who work on a publication may keep.
func (b styles) DraftPolicies() []option {
	return []option{
		{string(workflow.DraftsUntilSignOut), b.T("drafts.until-sign-out")},
		{string(workflow.DraftsStay), b.T("drafts.on")},
		{string(workflow.DraftsOff), b.T("drafts.off")},
	}
}

// known says whether every value sent is one of those offered.
func (b styles) known(p workflow.Publication) bool {
	checks := []struct {
		options []option
		value   string
	}{
		{b.TextLanguages(), p.SourceLang}, {b.TextLanguages(), p.TargetLang},
		{b.FrenchStyles(), p.Style.French}, {b.ArabicStyles(), p.Style.Arabic},
		{b.DigitKinds(), p.Style.Digits}, {b.HonorificPolicies(), p.Style.Honorifics},
		{b.DraftPolicies(), string(p.Style.Drafts)},
	}
	for _, c := range checks {
		if !slices.ContainsFunc(c.options, func(o option) bool { return o.Value == c.value }) {
			return false
		}
	}
	return true
}

func publicationFields() map[string]string {
	return map[string]string{
		"publication.no-name": "name", "publication.same-language": "target-lang",
		"publication.scheme": "scheme",
	}
}

// publicationOf reads a publication from its form.
func publicationOf(f *form) workflow.Publication {
	return workflow.Publication{
		Name: f.Value("name"), SourceLang: f.Value("source-lang"), TargetLang: f.Value("target-lang"),
		Archived: f.Has("archived", "yes"),
		Style: workflow.HouseStyle{French: f.Value("french"), Arabic: f.Value("arabic"),
			Digits: f.Value("digits"), Honorifics: f.Value("honorifics"), Scheme: schemeOf(f),
			Drafts:        workflow.DraftPolicy(f.Value("drafts")),
			FrenchAsTyped: !f.Has("typing", "fr"), ArabicAsTyped: !f.Has("typing", "ar")},
	}
}

func publicationForm(p workflow.Publication) *form {
	archived := ""
	if p.Archived {
		archived = "yes"
	}
	f := filled("name", p.Name, "source-lang", p.SourceLang, "target-lang", p.TargetLang,
		"french", p.Style.French, "arabic", p.Style.Arabic, "digits", p.Style.Digits,
		"honorifics", p.Style.Honorifics,
		"drafts", string(p.Style.Drafts), "archived", archived)
	scheme := p.Style.Scheme.OrUsual()
	for language, off := range map[string]bool{
		"fr": p.Style.FrenchAsTyped, "ar": p.Style.ArabicAsTyped} {
		if !off {
			f.values.Add("typing", language)
		}
	}
	for _, w := range weights() {
		f.values.Set(w.name, number(*w.of(&scheme)))
	}
	return f
}

func (s *publicationRoom) publicationsPage(c *call, status int, f *form) error {
	all, err := s.Desk.Publications(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	if f == nil {
		f = publicationForm(workflow.Publication{SourceLang: "ar", TargetLang: "fr",
			Style: workflow.HouseStyle{French: "fr-FR", Arabic: "ar-MA", Honorifics: "keep"}})
	}
	return c.page(status, "publications", &publicationsPage{
		styles: styles{c.base("publications.title")}, Publications: all, Form: f})
}

// showPublications lists the publications.
func (s *publicationRoom) showPublications(c *call) error {
	return s.publicationsPage(c, http.StatusOK, nil)
}

// addPublication makes a publication.
func (s *publicationRoom) addPublication(c *call) error {
	f, p, err := c.sentPublication()
	if err == nil {
		p, err = s.Desk.AddPublication(c.ctx(), c.actor, p)
	}
	if err != nil && f != nil && c.refused(f, err, publicationFields()) {
		return s.publicationsPage(c, statusOfForm(err), f)
	}
	if err != nil {
		return err
	}
	return c.done("/publications", "publications.added", "Name", p.Name)
}

// sentPublication reads and checks the form. The form is nil when it could not be read.
func (c *call) sentPublication() (*form, workflow.Publication, error) {
	f, err := c.sent()
	if err != nil {
		return nil, workflow.Publication{}, err
	}
	p := publicationOf(f)
	if !(styles{c.bare()}).known(p) {
		return f, p, &fault{status: http.StatusUnprocessableEntity, id: "fault.invalid"}
	}
	if p.SourceLang == p.TargetLang {
		return f, p, workflow.Fail(workflow.Invalid, "publication.same-language")
	}
	return f, p, nil
}

// publication finds one publication by id.
func (s *publicationRoom) publication(c *call, id string) (workflow.Publication, error) {
	all, err := s.Desk.Publications(c.ctx(), c.actor)
	if err != nil {
		return workflow.Publication{}, err
	}
	for _, p := range all {
		if p.ID == id {
			return p, nil
		}
	}
	return workflow.Publication{}, errNotFound()
}

// showPublication shows a publication's house style.
func (s *publicationRoom) showPublication(c *call) error {
	p, err := s.publication(c, c.Param("id"))
	if err != nil {
		return err
	}
	return c.publicationPage(http.StatusOK, p, publicationForm(p))
}

func (c *call) publicationPage(status int, p workflow.Publication, f *form) error {
	return c.page(status, "publication", &publicationPage{
		styles: styles{c.base("publication.title", "Name", p.Name)}, Publication: p, Form: f})
}

// savePublication changes a publication.
func (s *publicationRoom) savePublication(c *call) error {
	old, err := s.publication(c, c.Param("id"))
	if err != nil {
		return err
	}
	f, p, err := c.sentPublication()
	if err == nil {
		p.ID = old.ID
		err = s.Desk.EditPublication(c.ctx(), c.actor, p)
	}
	if err != nil && f != nil && c.refused(f, err, publicationFields()) {
		return c.publicationPage(statusOfForm(err), old, f)
	}
	if err != nil {
		return err
	}
	return c.done("/publications", "publications.saved", "Name", p.Name)
}
