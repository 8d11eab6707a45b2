package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/intake"
)

// page is the data of intake.html.
type page struct {
	web.Base
	Form    *web.Form
	Preview *preview // nil until there is a text
	part.Choices
	Due    part.DueInput
	May    part.Rights
	Accept string // of the file field
	Reads  string // the same for people
}

// fields maps the refusals of intake to the fields they are about.
func fields() map[string]string {
	return map[string]string{
		"intake.empty": "text", "intake.too-large": "text", "intake.too-many": "text", "intake.language": "source-lang",
		"intake.same-language": "target-lang", "assign.not-able": "translator",
		"assign.four-eyes": "reviewer", "intake.both": "file", "intake.type": "file",
		"intake.torn": "text", "intake.reviewer": "reviewer",
		"intake.no-translator": "translator", "intake.no-editor": "reviewer",
		"due.wrong": "due", "due.no-hour": "due", "due.no-such": "due",
	}
}

// choicesCookie keeps what a desk chooses anew for each article and seldom changes.
const choicesCookie = "truchement-intake"

// keptFields are the fields that keep what was chosen last time.
func keptFields() []string { return []string{"publication", "translator", "reviewer"} }

// showIntake shows the form for a new article, with the publication and the people of last time.
func (r *Room) showIntake(c *web.Call) error {
	f := web.NewForm("urgency", "0")
	if cookie, err := c.Cookie(choicesCookie); err == nil {
		last, err := url.ParseQuery(cookie.Value)
		for _, field := range keptFields() {
			if err == nil && last.Get("of") == c.ActorID() {
				f.Values.Set(field, last.Get(field))
			}
		}
	}
	return r.answerPage(c, http.StatusOK, f, nil)
}

// keepChoices remembers what the next article will most likely have too.
func keepChoices(c *web.Call, f *web.Form) {
	last := url.Values{"of": {c.ActorID()}}
	for _, field := range keptFields() {
		last.Set(field, f.Value(field))
	}
	c.KeepCookie(choicesCookie, last.Encode(), 90*24*time.Hour)
}

// addArticle previews an article or makes it: nothing is made before its preview was seen.
func (r *Room) addArticle(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	if f.Value("do") == "drop" {
		f.Values.Del("doc")
		return r.answerPage(c, http.StatusOK, f, nil)
	}
	in, err := parseArticle(c, f)
	if err != nil {
		return r.answerRefused(c, f, err, nil)
	}
	seen, do := r.takeChosen(f, &in), f.Value("do")
	switch making := do == "create" || do == "translate"; {
	case making && seen:
		return r.createArticle(c, f, in)
	case making:
		return r.answerPreview(c, f, in, workflow.Fail(workflow.Invalid, "intake.changed"))
	}
	return r.answerPreview(c, f, in, nil)
}

// answerPreview shows what would be made, and why it was not when that was refused.
func (r *Room) answerPreview(c *web.Call, f *web.Form, in intake.NewArticle, refused error) error {
	d, err := r.Intake.Draft(c.Ctx(), c.Actor, in)
	if err != nil {
		return r.answerRefused(c, f, err, nil)
	}
	if in.Ends != nil && cutByHand(f, &in, d, f.Value("do")) {
		if d, err = r.Intake.Draft(c.Ctx(), c.Actor, in); err != nil {
			return r.answerRefused(c, f, err, nil)
		}
	}
	view := r.makePreview(c, f, in, d)
	if refused != nil {
		return r.answerRefused(c, f, refused, view)
	}
	return r.answerPage(c, http.StatusOK, f, view)
}

// createArticle makes the article, assigns it as the form says, and redirects to it. What it would
// be was seen: it is cut once more to be made, and shown again only when it is refused.
func (r *Room) createArticle(c *web.Call, f *web.Form, in intake.NewArticle) error {
	if f.Value("reviewer") != "" && f.Value("reviewer") == f.Value("translator") {
		return r.answerPreview(c, f, in, workflow.Fail(workflow.Invalid, "intake.reviewer"))
	}
	in.Translator, in.Editor = f.Value("translator"), f.Value("reviewer")
	if in.Translator == "" && f.Value("do") == "translate" {
		in.Translator = c.ActorID()
	}
	a, err := r.Intake.AddArticle(c.Ctx(), c.Actor, in)
	if err != nil {
		return r.answerPreview(c, f, in, err)
	}
	keepChoices(c, f)
	path := part.ArticlePath(a.ID)
	if f.Value("do") == "translate" {
		path += "/bench"
	}
	return c.Done(path, "intake.made", "Title", a.Title)
}

// answerRefused shows the form again with what was wrong beside the field, everything kept.
func (r *Room) answerRefused(c *web.Call, f *web.Form, err error, view *preview) error {
	if !part.RefusedDocument(c, f, err, fields()) {
		return err
	}
	status := http.StatusUnprocessableEntity
	var w *workflow.Error
	if errors.As(err, &w) {
		status = web.FormStatus(err)
	}
	return r.answerPage(c, status, f, view)
}

func (r *Room) answerPage(c *web.Call, status int, f *web.Form, view *preview) error {
	page := &page{Base: c.Base("intake.title"), Form: f, Preview: view, May: part.RightsOf(c),
		Accept: part.AcceptedFiles(), Reads: part.AcceptedWords()}
	page.Due = part.DueInputOf(page.Base, "due", f, r.Now())
	page.Kinds, page.Urgencies = page.KindChoices(), page.UrgencyChoices()
	var err error
	if page.Publications, err = part.PublicationChoices(c, f.Value("publication")); err != nil {
		return err
	}
	page.Translators, page.Editors, err = part.Assignees(c)
	if err != nil {
		return err
	}
	return c.Page(status, "intake", page)
}

// parseArticle reads the form into what the desk makes an article of.
func parseArticle(c *web.Call, f *web.Form) (intake.NewArticle, error) {
	in := intake.NewArticle{Title: f.Value("title"), SourceLang: f.Value("source-lang"),
		TargetLang: f.Value("target-lang"), Publication: f.Value("publication"),
		Note: strings.TrimSpace(f.Value("note"))}
	var err error
	if in.Urgency, err = workflow.ParseUrgency(f.Value("urgency")); err != nil {
		return in, err
	}
	if in.Document, err = part.FormDocument(c, f); err != nil {
		return in, err
	}
	for i := range in.Document.Blocks {
		in.Document.Blocks[i].Taken = f.Value(takeField(i)) != ""
	}
	in.Due, err = part.DueTime(c, f)
	return in, err
}

// takeChosen takes over the kinds and the cuts chosen in the preview when the text is still the one
// that was shown there, and says whether it is.
func (r *Room) takeChosen(f *web.Form, in *intake.NewArticle) bool {
	if f.Value("seen") == "" || f.Value("seen") != hashText(in.Document) {
		for name := range f.Values {
			if strings.HasPrefix(name, endsField) {
				f.Values.Del(name)
			}
		}
		f.Values.Del("open")
		return false
	}
	in.Ends = map[int][]int{}
	for i := range in.Document.Blocks {
		in.Kinds = append(in.Kinds, bitext.BlockKind(f.Value(kindField(i))))
		if ends := f.Value(endsField + strconv.Itoa(i)); ends != "" {
			in.Ends[i] = parseEnds(ends)
		}
	}
	return true
}

// hashText is the same for the same text, so that the kinds chosen in a preview are never put on
// the blocks of another text.
func hashText(d *bitext.Document) string {
	h := sha256.New()
	for _, b := range d.Blocks {
		if b.IsLeft() {
			continue
		}
		_, _ = io.WriteString(h, b.Source().Markup()+"\n"+b.Target().Markup()+"\n")
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
