package ui

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// articlePage is the data of article.html.
type articlePage struct {
	base
	Article  workflow.ArticleView
	Card     card
	Form     *form // the facts
	Assign   *form // gives segments to somebody
	Problem  *form // what was wrong with one of the small forms
	Blocks   []articleBlock
	Given    []given
	Gaps     []gapLine
	Blocking bool
	Free     int // segments nobody has
	Mine     bool
	choices
	May       rights
	Signer    string
	Publisher string
	Quality   *qualityCard // nil: the reader may not see it, or nothing was judged
}

// articleBlock is a block of the overview.
type articleBlock struct {
	workflow.Block
	Word string // of its kind
	Rows []articleRow
}

// articleRow is a segment of the overview.
type articleRow struct {
	workflow.Segment
	Mark    mark
	Bench   string // its place on the workbench
	History string
	Who     []face
}

// gapLine is one thing the article lacks, with where.
type gapLine struct {
	Text     string
	Icon     string
	Blocking bool
	Places   []place
	More     int // places not listed
}

// place is a segment as a link names it.
type place struct {
	Word string // its position
	Path string
}

// gapPlaces is how many places of a gap are listed.
const gapPlaces = 24

func articleFields() map[string]string {
	return map[string]string{"article.no-title": "title", "text.override": "title"}
}

func assignFields() map[string]string {
	return map[string]string{"assign.range": "from", "assign.role": "role",
		"assign.not-able": "assignee", "assign.four-eyes": "override"}
}

func articlePath(id string) string { return "/articles/" + id }

// showArticle shows all of one article: its facts, who works on it, what it lacks and its text.
func (s *articleRoom) showArticle(c *call) error {
	return s.articlePage(c, http.StatusOK, articlePage{})
}

// saveArticle changes the facts of an article.
func (s *articleRoom) saveArticle(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	due, ok := c.dueTime(f, "due")
	if !ok {
		return s.articlePage(c, http.StatusUnprocessableEntity, articlePage{Form: f})
	}
	title, note := f.Value("title"), f.Value("note")
	publication, urgency := f.Value("publication"), urgencyOf(f.Value("urgency"))
	err = s.Desk.EditArticle(c.ctx(), c.actor, c.Param("id"), workflow.ArticleEdit{
		Title: &title, Publication: &publication, Due: &due, Urgency: &urgency, Note: &note})
	if err != nil && c.refused(f, err, articleFields()) {
		return s.articlePage(c, statusOfForm(err), articlePage{Form: f})
	}
	if err != nil {
		return err
	}
	return c.done(articlePath(c.Param("id")), "article.saved")
}

// setBlockKind corrects what part of the article a block is.
func (s *articleRoom) setBlockKind(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	kind := bitext.BlockKind(f.Value("kind"))
	if !isBlockKind(kind) {
		return &fault{status: http.StatusUnprocessableEntity, id: "fault.invalid"}
	}
	return s.articleStep(c, "article.kind-saved", func() error {
		return s.Desk.SetBlockKind(c.ctx(), c.actor, c.Param("id"), c.Param("block"), kind)
	})
}

// signArticle notes that an editor stands for the article.
func (s *articleRoom) signArticle(c *call) error {
	return s.articleStep(c, "article.signed", func() error {
		return s.Desk.SignOff(c.ctx(), c.actor, c.Param("id"))
	})
}

// publishArticle makes an article final.
func (s *articleRoom) publishArticle(c *call) error {
	return s.articleStep(c, "article.was-published", func() error {
		return s.Desk.Publish(c.ctx(), c.actor, c.Param("id"))
	})
}

// articleStep carries out one step of an article; what refuses it is told on the article's page.
func (s *articleRoom) articleStep(c *call, message string, step func() error) error {
	err := step()
	f := &form{}
	if err != nil && c.refused(f, err, nil) {
		return s.articlePage(c, statusOfForm(err), articlePage{Problem: f})
	}
	if err != nil {
		return err
	}
	return c.done(articlePath(c.Param("id")), message)
}

// articlePage shows the page with the forms given, or as they are first shown.
func (s *articleRoom) articlePage(c *call, status int, page articlePage) error {
	v, err := s.Desk.Article(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	page.base, page.Article, page.May = c.base("article.title", "Name", v.Title), v, c.rights()
	if page.Form == nil {
		page.Form = c.factsForm(v.Article)
	}
	if page.Assign == nil {
		page.Assign = filled("role", string(workflow.Translator), "urgency",
			strconv.Itoa(int(v.Urgency)))
	}
	page.Urgencies, page.Kinds = page.urgencies(), page.blockKinds()
	if err := page.fill(s.Now()); err != nil {
		return err
	}
	if page.May.Review {
		if page.Quality, err = c.qualityOf(v); err != nil {
			return err
		}
	}
	if page.May.Assign || page.May.Translate {
		if err := s.fillPeople(c, &page); err != nil {
			return err
		}
	}
	c.mayKeep(v.Publisher.Style.Drafts)
	return c.page(status, "article", &page)
}

func (c *call) factsForm(a workflow.Article) *form {
	return filled("title", a.Title, "publication", a.Publication, "due", c.dueField(a.Due),
		"urgency", strconv.Itoa(int(a.Urgency)), "note", a.Note)
}

// fillPeople lists whom segments can go to, with how much each has to do today.
func (s *articleRoom) fillPeople(c *call, page *articlePage) error {
	loads, err := c.loads()
	if err != nil {
		return err
	}
	if page.Translators, page.Editors, err = c.assignees(); err != nil {
		return err
	}
	for _, choices := range [][]option{page.Translators, page.Editors} {
		for i, o := range choices {
			if n := loads[o.Value].DueToday; n > 0 {
				choices[i].Word = lang.Isolate(o.Word) + " · " +
					page.T("assign.today", "Count", n)
			}
		}
	}
	page.Publications, err = c.publicationChoices(page.Article.Publication)
	return err
}

// fill makes what the page shows of its article.
func (p *articlePage) fill(now time.Time) error {
	v, names := p.Article, map[string]string{}
	for id, person := range v.People {
		names[id] = person.Name
	}
	var err error
	if p.Card, err = p.cardOf(v.Summary, names, now); err != nil {
		return err
	}
	p.Signer, p.Publisher = names[v.SignedOffBy], names[v.PublishedBy]
	if err := p.fillBlocks(names); err != nil {
		return err
	}
	if p.May.Read {
		p.fillGiven(names, now)
		p.fillGaps()
	}
	return nil
}

func (p *articlePage) fillBlocks(names map[string]string) error {
	rows := map[string][]articleRow{}
	for _, seg := range p.Article.Segments {
		if seg.Assignment == "" {
			p.Free++
		}
		p.Mine = p.Mine || seg.Translator == p.Person.ID
		m, err := p.Mark(stateName(seg.State, seg.SubState))
		if err != nil {
			return err
		}
		row := articleRow{Segment: seg, Mark: m, History: historyPath(seg),
			Bench: benchLink(p.Article.ID, seg)}
		if seg.Translator != "" {
			row.Who = faces([]string{seg.Translator}, names, p.T("role.translator"))
		}
		rows[seg.Block] = append(rows[seg.Block], row)
	}
	for _, b := range p.Article.Blocks {
		if len(rows[b.ID]) > 0 {
			p.Blocks = append(p.Blocks, articleBlock{Block: b, Word: p.BlockWord(b.Kind),
				Rows: rows[b.ID]})
		}
	}
	return nil
}

func (p *articlePage) fillGaps() {
	for _, g := range workflow.GapsOf(p.Article) {
		p.Blocking = p.Blocking || g.Blocking
		p.Gaps = append(p.Gaps, p.gapLine(p.Article, g))
	}
}

// gapLine says a gap in words, with links to where it is.
func (b base) gapLine(v workflow.ArticleView, g workflow.Gap) gapLine {
	line := gapLine{Blocking: g.Blocking, Icon: b.Icon("info"),
		Text: b.gapWord(g.Kind, len(g.Positions))}
	if g.Blocking {
		line.Icon = b.Icon("warn")
	}
	for i, at := range g.Positions {
		if i == gapPlaces {
			line.More = len(g.Positions) - i
			break
		}
		line.Places = append(line.Places, place{Word: b.Int(at),
			Path: benchLink(v.ID, v.Segments[at-1])})
	}
	return line
}

// Kept is the choice of a block's kind that stands.
func (b articleBlock) Kept(kind string) bool { return string(b.Kind) == kind }

// Signed says whether an editor stands for the article as it is now.
func (p *articlePage) Signed() bool { return !p.Article.SignedOff.IsZero() }

// Final says whether the article is published and nothing was changed since.
func (p *articlePage) Final() bool { return p.Card.Stage == workflow.Published }

// NoteLines are the lines of the article's note.
func (p *articlePage) NoteLines() []string {
	return strings.Split(strings.ReplaceAll(p.Article.Note, "\r\n", "\n"), "\n")
}

// historyPath is the address of a segment's history.
func historyPath(s workflow.Segment) string { return "/segments/" + s.ID + "/history" }

// reviewLink is the address of a segment in the review, with the filter of the list in q.
func reviewLink(article string, q url.Values, g workflow.Segment) string {
	q.Set("s", g.ID)
	return articlePath(article) + "/review?" + q.Encode() + "#s" + strconv.Itoa(g.Position)
}

// benchLink is the address of a segment on the workbench.
func benchLink(article string, s workflow.Segment) string {
	return articlePath(article) + "/bench?s=" + s.ID + "#s" + strconv.Itoa(s.Position)
}
