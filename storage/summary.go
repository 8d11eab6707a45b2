package storage

import (
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// chosen are the articles a filter chooses; every query of a list begins with
// it, so that a list of any length takes five queries. "Not final" is asked in two
// halves, each of which reads one entry of the index and not all of an article.
const chosenArticles = `WITH chosen AS (SELECT c.id, c.created FROM article c WHERE c.created > 0
	AND ($1 = '' OR EXISTS (SELECT 1 FROM assignment s
		WHERE s.article = c.id AND s.person = $1 AND s.ended = 0))
	AND ($2 = '' OR c.publication = $2)
	AND ($3 = '' OR c.source_lang = $3 OR c.target_lang = $3)
	AND ($4 = '' OR c.title_fold LIKE $4 ESCAPE '!')
	AND (NOT $5 OR c.published > 0 AND c.retracted = '')
	AND ($6 = '' OR c.fingerprint = $6)
	AND ($9 = '' OR ($9 = 'something') = (c.retracted = '' AND (c.published = 0
		OR EXISTS (SELECT 1 FROM segment o WHERE o.article = c.id AND o.gone = FALSE AND o.state < 'final')
		OR EXISTS (SELECT 1 FROM segment o WHERE o.article = c.id AND o.gone = FALSE AND o.state > 'final'))))
	AND ($7 = '' OR (c.created, c.id) < (SELECT b.created, b.id FROM article b WHERE b.id = $7))
	ORDER BY c.created DESC, c.id DESC LIMIT $8)
	`

// filterValues are the parameters of chosenArticles. A search for white space alone is none.
func filterValues(f workflow.ArticleFilter) []any {
	if f.Limit <= 0 {
		f.Limit = 200
	}
	search := ""
	if f.Search = strings.TrimSpace(f.Search); f.Search != "" {
		key := lang.Fold(f.Search, f.Language)
		search = likeInside(key)
	}
	return []any{f.Person, f.Publication, f.Language, search, f.Published, f.Fingerprint,
		f.Before, int64(f.Limit), string(f.Left)}
}

// summaries is a list of articles while the queries fill it in.
type summaries struct {
	all []workflow.Summary
	at  map[string]int // index in all, by article id
}

// Articles lists articles as lists show them, newest first.
func (t *tx) Articles(f workflow.ArticleFilter) ([]workflow.Summary, error) {
	values := filterValues(f)
	articles, err := queryList(t, scanArticle, chosenArticles+`SELECT `+articleColumns+`
		FROM chosen JOIN article a ON a.id = chosen.id
		ORDER BY a.created DESC, a.id DESC`, values...)
	if err != nil || len(articles) == 0 {
		return []workflow.Summary{}, err
	}
	s := &summaries{at: map[string]int{}}
	for i, a := range articles {
		s.all = append(s.all, workflow.Summary{Article: a})
		s.at[a.ID] = i
	}
	for _, fill := range []func(*tx, []any) error{s.count, s.conflicts, s.comments, s.people} {
		if err := fill(t, values); err != nil {
			return nil, err
		}
	}
	return s.all, nil
}

// count fills in the segments and words by state.
func (s *summaries) count(t *tx, values []any) error {
	_, err := queryList(t, s.scanCount, chosenArticles+`SELECT g.article, g.state, g.sub_state, count(*),
		CAST(sum(g.words) AS BIGINT), count(*) - count(g.assignment)
		FROM segment g JOIN chosen ON chosen.id = g.article WHERE g.gone = FALSE
		GROUP BY g.article, g.state, g.sub_state`, values...)
	return err
}

func (s *summaries) scanCount(row scanner) (struct{}, error) {
	var article, state, sub string
	var segments, words, unassigned int
	err := row.Scan(&article, &state, &sub, &segments, &words, &unassigned)
	if err != nil {
		return struct{}{}, err
	}
	sum := &s.all[s.at[article]]
	sum.Segments.Add(bitext.State(state), bitext.SubState(sub), segments)
	sum.Words.Add(bitext.State(state), bitext.SubState(sub), words)
	sum.Unassigned += unassigned
	if sub == string(bitext.Stale) {
		sum.Stale += segments
	}
	return struct{}{}, nil
}

// Counted reads an article with its segments and words by state, from the index alone, with its
// open comments and who works on it.
func (t *tx) Counted(article string) (workflow.Summary, error) {
	a, err := t.Article(article)
	if err != nil {
		return workflow.Summary{}, err
	}
	s := &summaries{all: []workflow.Summary{{Article: a}}, at: map[string]int{article: 0}}
	queries := []struct {
		scan func(scanner) (struct{}, error)
		text string
	}{
		{s.scanCount, `SELECT article, state, sub_state, count(*), CAST(sum(words) AS BIGINT),
			count(*) - count(assignment) FROM segment WHERE article = $1 AND gone = FALSE
			GROUP BY article, state, sub_state`},
		{s.scanNumber(func(sum *workflow.Summary, n int) { sum.Comments = n }),
			`SELECT article, count(*) FROM comment WHERE article = $1 AND resolved = 0
			GROUP BY article`},
		{s.scanPerson, `SELECT article, role, person FROM assignment
			WHERE article = $1 AND ended = 0
			GROUP BY article, role, person ORDER BY min(created), min(id)`},
	}
	for _, q := range queries {
		if _, err := queryList(t, q.scan, q.text, article); err != nil {
			return workflow.Summary{}, err
		}
	}
	return s.all[0], nil
}

// conflicts fills in how many segments have a refused text and no save since.
func (s *summaries) conflicts(t *tx, values []any) error {
	fill := func(sum *workflow.Summary, n int) { sum.Conflicts = n }
	_, err := queryList(t, s.scanNumber(fill), chosenArticles+`SELECT r.article, count(DISTINCT r.segment)
		FROM change r JOIN chosen ON chosen.id = r.article
		JOIN segment g ON g.id = r.segment AND g.gone = FALSE AND g.updated <= r.at
		WHERE r.kind = 'refused' GROUP BY r.article`, values...)
	return err
}

// scanNumber reads an article and a number for it.
func (s *summaries) scanNumber(
	fill func(*workflow.Summary, int),
) func(row scanner) (struct{}, error) {
	return func(row scanner) (struct{}, error) {
		var article string
		var n int
		err := row.Scan(&article, &n)
		if err == nil {
			fill(&s.all[s.at[article]], n)
		}
		return struct{}{}, err
	}
}

// comments fills in the number of open comments.
func (s *summaries) comments(t *tx, values []any) error {
	fill := func(sum *workflow.Summary, n int) { sum.Comments = n }
	_, err := queryList(t, s.scanNumber(fill), chosenArticles+`SELECT m.article, count(*) FROM comment m
		JOIN chosen ON chosen.id = m.article WHERE m.resolved = 0 GROUP BY m.article`, values...)
	return err
}

// people fills in who translates and who reviews.
func (s *summaries) people(t *tx, values []any) error {
	_, err := queryList(t, s.scanPerson, chosenArticles+`SELECT s.article, s.role, s.person FROM assignment s
		JOIN chosen ON chosen.id = s.article WHERE s.ended = 0
		GROUP BY s.article, s.role, s.person ORDER BY min(s.created), min(s.id)`, values...)
	return err
}

// scanPerson reads who has an assignment in an article, and in which role.
func (s *summaries) scanPerson(row scanner) (struct{}, error) {
	var article, role, person string
	if err := row.Scan(&article, &role, &person); err != nil {
		return struct{}{}, err
	}
	sum := &s.all[s.at[article]]
	if role == string(workflow.Editor) {
		sum.Editors = append(sum.Editors, person)
	} else {
		sum.Translators = append(sum.Translators, person)
	}
	return struct{}{}, nil
}
