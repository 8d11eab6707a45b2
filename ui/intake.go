package ui

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// intakeLimit is how much the intake form may send, in bytes: an upload, and the text of an
// article as the form carries it from the preview on.
const intakeLimit = 24 << 20

// intakePage is the data of intake.html.
type intakePage struct {
	base
	Form    *form
	Preview *preview // nil until there is a text
	choices
	May    rights
	Accept string // of the file field
	Reads  string // the same for people
}

// intakeFields maps the refusals of intake to the fields they are about.
func intakeFields() map[string]string {
	return map[string]string{
		"intake.empty": "text", "intake.too-large": "text", "intake.language": "source-lang",
		"intake.same-language": "target-lang", "assign.not-able": "translator",
		"assign.four-eyes": "reviewer", "intake.both": "file", "intake.type": "file",
		"intake.torn": "text", "intake.reviewer": "reviewer",
	}
}

// intakeCookie keeps what a desk chooses anew for each article and seldom changes.
const intakeCookie = "truchement-intake"

// intakeKept are the fields that keep what was chosen last time.
func intakeKept() []string { return []string{"publication", "translator", "reviewer"} }

// showIntake shows the form for a new article, with the publication and the people of last time.
func (s *intakeRoom) showIntake(c *call) error {
	f := filled("urgency", "0")
	if cookie, err := c.Cookie(intakeCookie); err == nil {
		last, err := url.ParseQuery(cookie.Value)
		for _, field := range intakeKept() {
			if err == nil && last.Get("of") == c.actorID() {
				f.values.Set(field, last.Get(field))
			}
		}
	}
	return s.intakePage(c, http.StatusOK, f, nil)
}

// keepIntake remembers what the next article will most likely have too.
func (c *call) keepIntake(f *form) {
	last := url.Values{"of": {c.actorID()}}
	for _, field := range intakeKept() {
		last.Set(field, f.Value(field))
	}
	c.setCookie(intakeCookie, last.Encode(), 90*24*time.Hour)
}

// addArticle previews an article or makes it: nothing is made before its preview was seen.
func (s *intakeRoom) addArticle(c *call) error {
	f, err := c.sentWithFile()
	if err != nil {
		return err
	}
	if f.Value("do") == "drop" {
		f.values.Del("doc")
		return s.intakePage(c, http.StatusOK, f, nil)
	}
	in, err := c.newArticle(f)
	if err != nil {
		return s.intakeAgain(c, f, err, nil)
	}
	seen := s.previewed(c, f, &in)
	d, err := s.Desk.Draft(c.ctx(), c.actor, in)
	if err != nil {
		return s.intakeAgain(c, f, err, nil)
	}
	view := s.previewOf(c, f, in, d)
	do := f.Value("do")
	if do != "create" && do != "translate" {
		return s.intakePage(c, http.StatusOK, f, view)
	}
	if !seen {
		return s.intakeAgain(c, f, workflow.Fail(workflow.Invalid, "intake.changed"), view)
	}
	return s.createArticle(c, f, in, view)
}

// createArticle makes the article, gives it to whom the form names, and goes on to it.
func (s *intakeRoom) createArticle(
	c *call, f *form, in workflow.NewArticle, view *preview,
) error {
	if f.Value("reviewer") != "" && f.Value("reviewer") == f.Value("translator") {
		return s.intakeAgain(c, f, workflow.Fail(workflow.Invalid, "intake.reviewer"), view)
	}
	a, err := s.Desk.AddArticle(c.ctx(), c.actor, in)
	if err != nil {
		return s.intakeAgain(c, f, err, view)
	}
	c.keepIntake(f)
	path := articlePath(a.ID)
	if err := s.assignNew(c, f, a); err != nil {
		// The article is there; only its people are missing, and its page can add them.
		var w *workflow.Error
		if !errors.As(err, &w) {
			return err
		}
		return c.done(path, "intake.made-unassigned", "Title", a.Title, "Why",
			c.T(w.ID, argsOf(w.Args)...))
	}
	if f.Value("do") == "translate" {
		path += "/bench"
	}
	return c.done(path, "intake.made", "Title", a.Title)
}

// assignNew gives a new article to its translator and its reviewer.
func (s *intakeRoom) assignNew(c *call, f *form, a workflow.Article) error {
	translator, reviewer := f.Value("translator"), f.Value("reviewer")
	if translator == "" && f.Value("do") == "translate" {
		translator = c.actorID()
	}
	give := func(person string, role workflow.Role) error {
		_, err := s.Desk.Assign(c.ctx(), c.actor, workflow.NewAssignment{
			Article: a.ID, Person: person, Role: role})
		return err
	}
	var err error
	switch {
	case translator == c.actorID():
		_, err = s.Desk.Claim(c.ctx(), c.actor, a.ID, 0, 0)
	case translator != "":
		err = give(translator, workflow.Translator)
	}
	if err == nil && reviewer != "" {
		err = give(reviewer, workflow.Editor)
	}
	return err
}

// intakeAgain shows the form again with what was wrong beside the field, everything kept.
func (s *intakeRoom) intakeAgain(c *call, f *form, err error, view *preview) error {
	if !c.refusedText(f, err, intakeFields()) {
		return err
	}
	status := http.StatusUnprocessableEntity
	var w *workflow.Error
	if errors.As(err, &w) {
		status = statusOfForm(err)
	}
	return s.intakePage(c, status, f, view)
}

func (s *intakeRoom) intakePage(c *call, status int, f *form, view *preview) error {
	page := &intakePage{base: c.base("intake.title"), Form: f, Preview: view, May: c.rights(),
		Accept: readable(), Reads: readableWords()}
	page.Kinds, page.Urgencies = page.blockKinds(), page.urgencies()
	var err error
	if page.Publications, err = c.publicationChoices(f.Value("publication")); err != nil {
		return err
	}
	page.Translators, page.Editors, err = c.assignees()
	if err != nil {
		return err
	}
	return c.page(status, "intake", page)
}

// newArticle reads the form into what the desk makes an article of.
func (c *call) newArticle(f *form) (workflow.NewArticle, error) {
	in := workflow.NewArticle{Title: f.Value("title"), SourceLang: f.Value("source-lang"),
		TargetLang: f.Value("target-lang"), Publication: f.Value("publication"),
		Urgency: urgencyOf(f.Value("urgency")), Note: strings.TrimSpace(f.Value("note"))}
	var err error
	if in.Document, err = c.intakeDocument(f); err != nil {
		return in, err
	}
	due, ok := c.dueTime(f, "due")
	if !ok {
		return in, workflow.Fail(workflow.Invalid, "due.wrong")
	}
	in.Due = due
	return in, nil
}

// previewed takes over the kinds chosen in the preview when the text is still the one that was
// shown there, and says whether it is.
func (s *intakeRoom) previewed(c *call, f *form, in *workflow.NewArticle) bool {
	if f.Value("seen") == "" || f.Value("seen") != textMark(in.Document) {
		return false
	}
	for i := range in.Document.Blocks {
		kind := bitext.BlockKind(f.Value(kindField(i)))
		if kind != "" && !isBlockKind(kind) {
			kind = ""
		}
		in.Kinds = append(in.Kinds, kind)
	}
	return true
}

// urgencyOf reads an urgency; what is none is normal.
func urgencyOf(value string) workflow.Urgency {
	switch value {
	case "1":
		return workflow.Urgent
	case "2":
		return workflow.Flash
	}
	return workflow.Normal
}

func (s *speech) urgencies() []option {
	return []option{{"0", s.T("urgency.normal")}, {"1", s.T("urgency.urgent")},
		{"2", s.T("urgency.flash")}}
}

// choices are what the forms of an article choose from.
type choices struct {
	Publications, Translators, Editors, Kinds, Urgencies []option
}

// assignees lists who can be given segments to translate, and to review.
func (c *call) assignees() (translators, editors []option, err error) {
	people, err := c.server.Desk.People(c.ctx(), c.actor)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range people {
		as := workflow.Actor{Person: p, Scope: workflow.FullScope}
		if as.Can(workflow.Translate) {
			translators = append(translators, option{p.ID, p.Name})
		}
		if as.Can(workflow.ReviewSegments) {
			editors = append(editors, option{p.ID, p.Name})
		}
	}
	return translators, editors, nil
}
