package article

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/machine"
)

// page is the data of article.html.
type page struct {
	web.Base
	Article  workflow.ArticleView
	Card     part.Card
	Form     *web.Form // the facts
	Assign   *web.Form // assigns segments
	Problem  *web.Form // what was wrong with one of the small forms
	Blocks   []block
	Given    []assignmentRow
	Gaps     []part.GapLine
	Blocking bool
	Free     int // segments without a translator
	Next     step
	Shown    string // what is open from the start: the menu people or sheet, or the tools of a block
	part.Choices
	May       part.Rights
	Due       part.DueInput
	AssignDue part.DueInput
	Signer    string
	Publisher string
	Quality   *part.ScoreCard // nil: the reader may not see it, or nothing was judged
}

// Drafted reports whether a machine may be asked for drafts of the article.
func (p *page) Drafted() bool { return len(machine.Usable(p.Article.Publisher.Style.Machines)) > 0 }

// block is a block of the text.
type block struct {
	workflow.Block
	Word string // of its kind
	Rows []row
}

// row is a segment of the text.
type row struct {
	workflow.Segment
	Mark  web.Mark
	Bench string      // its place on the workbench
	Who   []part.Face // the translator, where there are several
	// What parts the two texts from those of the segment that follows.
	SourceGap, TargetGap template.HTML
}

func factFields() map[string]string {
	return map[string]string{"article.no-title": "title", "text.override": "title"}
}

func assignFields() map[string]string {
	return map[string]string{"assign.range": "from", "assign.role": "role",
		"assign.not-able": "assignee", "assign.four-eyes": "override"}
}

// showArticle shows all of one article: its facts, who works on it, what it lacks and its text.
func (r *Room) showArticle(c *web.Call) error {
	if !c.Actor.Can(workflow.ReadDesk) {
		return c.Redirect(http.StatusSeeOther, part.EditionPath(c.Param("id")))
	}
	return r.answerPage(c, http.StatusOK, page{Shown: c.QueryParam("b")})
}

// saveArticle changes the facts of an article.
func (r *Room) saveArticle(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	due, err := part.DueTime(c, f)
	if err != nil {
		return r.answerPage(c, http.StatusUnprocessableEntity, page{Form: f})
	}
	title, note := f.Value("title"), f.Value("note")
	publication := f.Value("publication")
	urgency, err := workflow.ParseUrgency(f.Value("urgency"))
	if err == nil {
		err = r.Article.Edit(c.Ctx(), c.Actor, c.Param("id"), article.Changes{
			Title: &title, Publication: &publication, Due: &due, Urgency: &urgency, Note: &note})
	}
	if err != nil && c.Refused(f, err, factFields()) {
		return r.answerPage(c, web.FormStatus(err), page{Form: f})
	}
	if err != nil {
		return err
	}
	return c.Done(part.ArticlePath(c.Param("id")), "article.saved")
}

// setBlockKind corrects what part of the article a block is.
func (r *Room) setBlockKind(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	kind := bitext.BlockKind(f.Value("kind"))
	return r.carryOut(c, "article.kind-saved", func() error {
		return r.Article.SetBlockKind(c.Ctx(), c.Actor, c.Param("id"), c.Param("block"), kind)
	})
}

// signArticle signs the article off in the name of an editor.
func (r *Room) signArticle(c *web.Call) error {
	return r.carryOut(c, "article.signed", func() error {
		return r.Edition.SignOff(c.Ctx(), c.Actor, c.Param("id"))
	})
}

// publishArticle makes an article final.
func (r *Room) publishArticle(c *web.Call) error {
	return r.carryOut(c, "article.was-published", func() error {
		return r.Edition.Publish(c.Ctx(), c.Actor, c.Param("id"))
	})
}

// carryOut carries out one step of an article; a refusal is shown on the article's page, or on the
// review that the form was sent from.
func (r *Room) carryOut(c *web.Call, message string, step func() error) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	back := part.ArticlePath(c.Param("id"))
	fromReview := f.Value("from") == "review"
	if fromReview {
		back += "/review"
	}
	err = step()
	if err != nil && c.Refused(f, err, nil) {
		if fromReview {
			return c.Failed(back, f.Problem)
		}
		return r.answerPage(c, web.FormStatus(err), page{Problem: f})
	}
	if err != nil {
		return err
	}
	return c.Done(back, message)
}

// answerPage shows the page with the forms given, or as they are first shown.
func (r *Room) answerPage(c *web.Call, status int, page page) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	page.Base, page.Article, page.May = c.Base("article.title", "Name", v.Title), v, part.RightsOf(c)
	if page.Form == nil {
		page.Form = factsForm(c, v.Article)
	} else {
		page.Shown = "sheet"
	}
	if page.Assign != nil {
		page.Shown = "people"
	} else {
		page.Assign = web.NewForm("role", string(workflow.Translator), "urgency",
			strconv.Itoa(int(v.Urgency)))
	}
	page.Due = part.DueInputOf(page.Base, "due", page.Form, r.Now())
	page.AssignDue = part.DueInputOf(page.Base, "assign-due", page.Assign, r.Now())
	page.Urgencies, page.Kinds = page.UrgencyChoices(), page.KindChoices()
	if err := page.fill(r.Now()); err != nil {
		return err
	}
	page.Next = page.nextStep()
	if page.May.Read {
		found, err := part.FoundLineOf(c, &page.Article)
		if err != nil {
			return err
		}
		if found != nil {
			page.Gaps = append(page.Gaps, *found)
		}
	}
	if page.May.Review {
		if page.Quality, err = part.ArticleScore(c, v); err != nil {
			return err
		}
	}
	if page.May.Assign || page.May.Translate {
		if err := r.fillPeople(c, &page); err != nil {
			return err
		}
	}
	c.AllowKeep(v.Publisher.Style.Drafts)
	return c.Page(status, "article", &page)
}

func factsForm(c *web.Call, a workflow.Article) *web.Form {
	return web.NewForm("title", a.Title, "publication", a.Publication, "due", part.DueText(c.RowBase(), a.Due, c.Server.Now()),
		"urgency", strconv.Itoa(int(a.Urgency)), "note", a.Note)
}

// fillPeople lists whom segments can go to, with how much each has to do today.
func (r *Room) fillPeople(c *web.Call, page *page) error {
	loads, err := part.Loads(c)
	if err != nil {
		return err
	}
	if page.Translators, page.Editors, err = part.Assignees(c); err != nil {
		return err
	}
	for _, choices := range [][]word.Option{page.Translators, page.Editors} {
		for i, o := range choices {
			if n := loads[o.Value].DueToday; n > 0 {
				choices[i].Word = lang.Isolate(o.Word) + " · " +
					page.T("assign.today", "Count", n)
			}
		}
	}
	page.Publications, err = part.PublicationChoices(c, page.Article.Publication)
	return err
}

// fill makes what the page shows of its article.
func (p *page) fill(now time.Time) error {
	v, names := p.Article, map[string]string{}
	for id, person := range v.People {
		names[id] = person.Name
	}
	var err error
	if p.Card, err = part.CardOf(p.Base, v.Summary, names, now); err != nil {
		return err
	}
	switch p.Card.Stage { // in the words of an article, not in those of its segments
	case workflow.Published:
		p.Card.Mark.Word = p.T("article.published-word")
	case workflow.Ready:
		p.Card.Mark.Word = p.T("article.signed-word")
	}
	p.Signer, p.Publisher = names[v.SignedOffBy], names[v.PublishedBy]
	if err := p.fillBlocks(names); err != nil {
		return err
	}
	if p.May.Read {
		p.fillAssignments(names, now)
		for _, g := range workflow.GapsOf(p.Article) {
			p.Blocking = p.Blocking || g.Kind.Blocks()
			p.Gaps = append(p.Gaps, part.GapLineOf(p.Base, p.Article, g))
		}
	}
	return nil
}

// fillBlocks makes the text: its blocks, each with its segments.
func (p *page) fillBlocks(names map[string]string) error {
	rows, shared := map[string][]row{}, len(p.Article.Translators) > 1
	for _, seg := range p.Article.Segments {
		if seg.Assignment == "" {
			p.Free++
		}
		m, err := p.Mark(part.StateName(seg.State, seg.SubState))
		if err != nil {
			return err
		}
		one := row{Segment: seg, Mark: m, Bench: part.BenchPath(p.Article.ID, seg),
			SourceGap: p.Text(seg.After), TargetGap: p.Text(seg.After)}
		if one.TargetGap == "" {
			one.TargetGap = " " // sentences that the source's script does not part are parted here
		}
		if seg.Translator != "" && shared {
			one.Who = part.Faces([]string{seg.Translator}, names, p.T("role.translator"))
		}
		rows[seg.Block] = append(rows[seg.Block], one)
	}
	for _, b := range p.Article.Blocks {
		if len(rows[b.ID]) > 0 {
			p.Blocks = append(p.Blocks, block{Block: b, Word: p.BlockWord(b.Kind),
				Rows: rows[b.ID]})
		}
	}
	return nil
}

// Kept reports whether a block has this kind.
func (b block) Kept(kind string) bool { return string(b.Kind) == kind }

// toolsData is the data of the tools of a block, and of one of its segments.
type toolsData struct {
	*page
	Block block
	Row   row
}

// Tools are the tools of a block that is shown with them.
func (p *page) Tools(b block) toolsData { return toolsData{page: p, Block: b} }

// ToolsOf are the tools of a segment of such a block.
func (p *page) ToolsOf(r row) toolsData { return toolsData{page: p, Row: r} }

// NewTools are tools of no block and no segment yet: the script puts their names in.
func (p *page) NewTools() toolsData {
	r := row{Bench: part.ArticlePath(p.Article.ID) + "/bench?s=SEGMENT#sPOSITION"}
	r.ID = "SEGMENT"
	return toolsData{page: p, Row: r, Block: block{Block: workflow.Block{ID: "BLOCK"}}}
}

// crewSize is how many assignments the bar names.
const crewSize = 3

// Crew are the assignments that the bar names.
func (p *page) Crew() []assignmentRow { return p.Given[:min(len(p.Given), crewSize)] }

// Others counts the assignments that the bar does not name.
func (p *page) Others() int { return len(p.Given) - len(p.Crew()) }

// Signed reports whether the article is signed off as it is now.
func (p *page) Signed() bool { return !p.Article.SignedOff.IsZero() }

// Final reports whether the article is published and nothing was changed since.
func (p *page) Final() bool { return p.Card.Stage == workflow.Published }

// NoteLines are the lines of the article's note.
func (p *page) NoteLines() []string {
	return strings.Split(strings.ReplaceAll(p.Article.Note, "\r\n", "\n"), "\n")
}
