package quality

import (
	"cmp"
	"context"
	"slices"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/mqm"
)

// Filter chooses what a report is about; zero fields choose all.
type Filter struct {
	Since, Until time.Time
	Publication  string
	Article      string // alone, whatever the period
}

// Report is a report: what the issues of a period add up to.
type Report struct {
	Filter   Filter
	All      Line
	People   []Line        // by translator, by name
	Articles []Line        // the worst first
	Issues   []JudgedIssue // oldest first
}

// Line is a score of one person or article, or of all.
type Line struct {
	ID, Name string
	Lang     string // of an article's name
	Segments int    // judged
	mqm.Tally
	mqm.Score
	Scheme mqm.Scheme // that the score is computed by
}

// JudgedIssue is an issue with what a report says beside it.
type JudgedIssue struct {
	workflow.Issue
	Title      string // of the article
	Source     string // language, as is Target
	Target     string
	Position   int // 0: the segment is gone
	Publisher  string
	Points     float64
	Marker     string // names
	AuthorName string
}

// Report reports on a period: every segment that was approved, returned or marked in it counts
// its words, for its translator and its article, and every open issue of its target counts by the
// scheme of its article's publication.
func (u *UseCases) Report(ctx context.Context, who workflow.Actor, f Filter) (Report, error) {
	if err := who.May(workflow.MarkIssues); err != nil {
		return Report{}, err
	}
	if f.Until.IsZero() {
		f.Until = u.Time().Add(time.Millisecond)
	}
	r := &report{Report: Report{Filter: f}}
	err := u.View(ctx, func(tx *txn) error {
		*r = report{Report: Report{Filter: f}, tx: tx}
		return r.make()
	})
	return r.Report, err
}

// report is a Quality as it is made.
type report struct {
	Report
	tx       *txn
	people   map[string]string
	schemes  map[string]workflow.Publication
	articles map[string]reportArticle
	byPerson map[string]*Line
	byText   map[string]*Line
}

type reportArticle struct {
	workflow.Article
	positions map[string]int
}

func (r *report) make() error {
	if err := r.names(); err != nil {
		return err
	}
	judged, issues, err := r.gather()
	if err != nil {
		return err
	}
	for _, j := range judged {
		if r.Filter.Publication != "" && j.Publication != r.Filter.Publication {
			continue
		}
		if err := r.words(j); err != nil {
			return err
		}
	}
	for _, i := range issues {
		if r.byText[i.Article] == nil {
			continue // of another publication
		}
		if err := r.issue(i); err != nil {
			return err
		}
	}
	r.finish()
	return nil
}

// gather finds what was judged and marked.
func (r *report) gather() ([]workflow.Judged, []workflow.Issue, error) {
	if r.Filter.Article != "" {
		return r.gatherOne()
	}
	judged, err := r.tx.Judged(r.Filter.Since.UnixMilli(), r.Filter.Until.UnixMilli())
	if err != nil {
		return nil, nil, err
	}
	issues, err := r.tx.Issues(workflow.IssueFilter{Since: r.Filter.Since, Until: r.Filter.Until, Open: true})
	return judged, issues, err
}

func (r *report) gatherOne() ([]workflow.Judged, []workflow.Issue, error) {
	a, err := r.article(r.Filter.Article)
	if err != nil {
		return nil, nil, err
	}
	issues, err := r.tx.Issues(workflow.IssueFilter{Article: a.ID, Open: true})
	if err != nil {
		return nil, nil, err
	}
	segments, err := r.tx.Segments(a.ID)
	var judged []workflow.Judged
	for _, s := range judgedSegments(segments, issues) {
		judged = append(judged, workflow.Judged{Segment: s.ID, Article: a.ID, Publication: a.Publication,
			Translator: s.Translator, Authors: s.Authors, Words: s.Words})
	}
	return judged, issues, err
}

// names loads who and what the report names.
func (r *report) names() error {
	r.people, r.schemes = map[string]string{}, map[string]workflow.Publication{}
	r.articles = map[string]reportArticle{}
	r.byPerson, r.byText = map[string]*Line{}, map[string]*Line{}
	people, err := r.tx.People()
	if err != nil {
		return err
	}
	for _, p := range people {
		r.people[p.ID] = p.Name
	}
	publications, err := r.tx.Publications()
	for _, p := range publications {
		r.schemes[p.ID] = p
	}
	if _, there := r.schemes[r.Filter.Publication]; err == nil && r.Filter.Publication != "" && !there {
		err = workflow.Fail(workflow.NotFound, "intake.no-publication")
	}
	return err
}

// article loads an article once.
func (r *report) article(id string) (reportArticle, error) {
	if a, ok := r.articles[id]; ok {
		return a, nil
	}
	a, err := r.tx.Article(id)
	r.articles[id] = reportArticle{Article: a}
	return r.articles[id], err
}

// position is the place of a segment in its article, which is loaded for articles with issues only.
func (r *report) position(i workflow.Issue) (int, error) {
	a := r.articles[i.Article]
	if a.positions == nil {
		all, err := r.tx.Segments(i.Article)
		if err != nil {
			return 0, err
		}
		a.positions = map[string]int{}
		for _, s := range all {
			a.positions[s.ID] = s.Position
		}
		r.articles[i.Article] = a
	}
	return a.positions[i.Segment], nil
}

func (r *report) words(j workflow.Judged) error {
	a, err := r.article(j.Article)
	if err != nil {
		return err
	}
	scheme := r.schemes[j.Publication].Style.Scheme.OrUsual()
	who := workflow.AuthorOf(j.Translator, j.Authors)
	if who == "" {
		who = j.Translator
	}
	for _, l := range []*Line{&r.All, r.line(r.byPerson, who, r.people[who], scheme),
		r.line(r.byText, a.ID, a.Title, scheme)} {
		l.Segments++
		l.Tally.Words += j.Words
	}
	r.byText[a.ID].Lang = a.SourceLang
	return nil
}

// line is the line of a person or an article. A line whose articles differ in their schemes is
// judged by the usual one.
func (r *report) line(all map[string]*Line, id, name string, s mqm.Scheme) *Line {
	l := all[id]
	if l == nil {
		l = &Line{ID: id, Name: name, Scheme: s}
		all[id] = l
	}
	if l.Scheme != s {
		l.Scheme = mqm.Usual()
	}
	return l
}

func (r *report) issue(i workflow.Issue) error {
	a, err := r.article(i.Article)
	if err != nil {
		return err
	}
	at, err := r.position(i)
	if err != nil {
		return err
	}
	publisher := r.schemes[a.Publication]
	out := JudgedIssue{Issue: i, Title: a.Title, Source: a.SourceLang, Target: a.TargetLang,
		Position: at, Publisher: publisher.Name, Marker: r.people[i.By], AuthorName: r.people[i.Author]}
	if i.Side == workflow.TargetSide {
		scheme := publisher.Style.Scheme.OrUsual()
		out.Points = scheme.Penalty(i.Type, i.Severity)
		r.All.Tally.Add(scheme, i.Type, i.Severity)
		r.byText[a.ID].Tally.Add(scheme, i.Type, i.Severity)
		r.line(r.byPerson, i.Author, r.people[i.Author], scheme).Tally.Add(scheme, i.Type, i.Severity)
	}
	r.Issues = append(r.Issues, out)
	return nil
}

// finish computes the scores and orders the lines.
func (r *report) finish() {
	lines := func(all map[string]*Line) []Line {
		var out []Line
		for _, l := range all {
			l.Score = l.Scheme.Score(l.Tally)
			out = append(out, *l)
		}
		return out
	}
	r.People, r.Articles = lines(r.byPerson), lines(r.byText)
	slices.SortFunc(r.People, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(r.Articles, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Quality, b.Quality), cmp.Compare(a.ID, b.ID))
	})
	r.All.Scheme = r.schemes[r.Filter.Publication].Style.Scheme.OrUsual()
	r.All.Score = r.All.Scheme.Score(r.All.Tally)
}

// LineOf is the score of one article as it is now: what was reviewed, returned or marked in it
// counts its words.
func LineOf(v workflow.ArticleView, issues []workflow.Issue) Line {
	l := Line{ID: v.ID, Name: v.Title, Lang: v.SourceLang,
		Scheme: v.Publisher.Style.Scheme.OrUsual()}
	for _, i := range issues {
		if i.Open() && i.Side == workflow.TargetSide {
			l.Tally.Add(l.Scheme, i.Type, i.Severity)
		}
	}
	for _, s := range judgedSegments(v.Segments, issues) {
		l.Segments++
		l.Tally.Words += s.Words
	}
	l.Score = l.Scheme.Score(l.Tally)
	return l
}

// judgedSegments are the segments that were approved, are returned, or have an open issue in their target.
func judgedSegments(segments []workflow.Segment, issues []workflow.Issue) []workflow.Segment {
	marked := map[string]bool{}
	for _, i := range issues {
		marked[i.Segment] = marked[i.Segment] || i.Open() && i.Side == workflow.TargetSide
	}
	var judged []workflow.Segment
	for _, s := range segments {
		if s.State.Rank() >= bitext.Reviewed.Rank() || s.SubState == bitext.Returned || marked[s.ID] {
			judged = append(judged, s)
		}
	}
	return judged
}
