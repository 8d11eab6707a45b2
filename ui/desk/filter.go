package desk

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
)

// filterCookie keeps how a person last looked at the desk, for the address that says nothing.
const filterCookie = "truchement-desk"

// boardPath is the address of the board.
const boardPath = "/board"

// filter is what the address of the desk says. All of it is in the address, so that a view
// of the desk can be kept and sent. An address that says nothing means the view last chosen in
// this browser, and before any was chosen each role's own.
type filter struct {
	View        string // board or list
	Show        string // "mine", "review" or "all"
	Person      string
	Publication string
	Pair        string // "ar-fr"
	Stage       string
	Deadline    string // late, today, week or none
	Search      string
	Sort        string
	Before      string
	Left        string // what is older: with something left to do, or nothing
}

func parseFilter(q url.Values, role workflow.Role) filter {
	f := filter{View: q.Get("view"), Show: q.Get("show"), Person: q.Get("person"),
		Publication: q.Get("publication"), Pair: q.Get("pair"), Stage: q.Get("stage"),
		Deadline: q.Get("deadline"), Search: q.Get("q"), Sort: q.Get("sort"),
		Before: q.Get("before"), Left: q.Get("left")}
	if f.View != "list" {
		f.View = "board"
	}
	switch known := slices.Contains([]string{"mine", "review", "all"}, f.Show); {
	case !known && !f.narrowed():
		f.Show = defaultShow(role)
	case !known, f.Show == "mine" && f.Person != "":
		f.Show = "all" // a filter by person asks for that person's articles
	}
	return f
}

// defaultShow is what each role sees first.
func defaultShow(role workflow.Role) string {
	switch role {
	case workflow.Translator:
		return "mine"
	case workflow.Editor:
		return "review"
	}
	return "all"
}

// requestFilter is the filter of the request. It is kept for the next visit, but for what was
// searched: a desk that hides articles for a word long forgotten is a desk that loses them.
func requestFilter(c *web.Call) (filter, error) {
	q := c.QueryParams()
	asked := asksFilter(c)
	if !asked {
		if cookie, err := c.Cookie(filterCookie); err == nil {
			if kept, err := base64.RawURLEncoding.DecodeString(cookie.Value); err == nil {
				q = web.ParseQuery(string(kept))
			}
		}
	}
	f := parseFilter(q, c.Actor.Role)
	if asked {
		if err := f.check(); err != nil {
			return f, err
		}
		lasting := f
		lasting.Search, lasting.Before, lasting.Left = "", "", ""
		c.KeepCookie(filterCookie, base64.RawURLEncoding.EncodeToString([]byte(lasting.values().Encode())),
			90*24*time.Hour)
	}
	return f, nil
}

// asksFilter reports whether the address says which articles it means.
func asksFilter(c *web.Call) bool { return slices.ContainsFunc(filterKeys(), c.QueryParams().Has) }

// check refuses a stage and a deadline that there are not: no article would have them.
func (f filter) check() error {
	if f.Stage != "" {
		if _, err := workflow.ParseStage(f.Stage); err != nil {
			return err
		}
	}
	_, err := workflow.ParseOption("option.choice", f.Deadline,
		[]string{"", "late", "today", "week", "none"})
	return err
}

func filterKeys() []string {
	return []string{"view", "show", "person", "publication", "pair", "stage", "deadline", "q",
		"sort", "before", "left"}
}

// narrowed reports whether the address chooses among articles at all.
func (f filter) narrowed() bool {
	return f.Chosen() || f.Search != ""
}

// Chosen reports whether a menu of the filter has a choice.
func (f filter) Chosen() bool {
	return f.Person != "" || f.Publication != "" || f.Pair != "" || f.Stage != "" || f.Deadline != ""
}

// Narrowed is narrowed, for the template.
func (f filter) Narrowed() bool { return f.narrowed() || f.Show != "all" }

func (f filter) values() url.Values {
	q := url.Values{}
	for key, v := range map[string]string{"show": f.Show, "person": f.Person, "pair": f.Pair,
		"publication": f.Publication, "stage": f.Stage, "deadline": f.Deadline, "q": f.Search,
		"sort": f.Sort} {
		if v != "" {
			q.Set(key, v)
		}
	}
	if f.View == "list" {
		q.Set("view", f.View)
	}
	return q
}

// With answers the address of the desk with one thing changed and the rest kept.
func (f filter) With(name, value string) string {
	q := f.values()
	q.Set(name, value)
	return boardPath + "?" + q.Encode()
}

// Sorted is the address that sorts by a column, and the other way round when it is sorted so.
func (f filter) Sorted(column string) string {
	if f.sortedBy() == column {
		return f.With("sort", "-"+column)
	}
	return f.With("sort", column)
}

// Order is the aria-sort of a column; empty when the list is sorted by another.
func (f filter) Order(column string) string {
	switch f.sortedBy() {
	case column:
		return "ascending"
	case "-" + column:
		return "descending"
	}
	return ""
}

func (f filter) sortedBy() string {
	if f.Sort == "" {
		return "due"
	}
	return f.Sort
}

// keeps reports whether an article is among those to show.
func (f filter) keeps(s workflow.Summary, me string) bool {
	stage := s.Stage()
	if f.Stage != "" && string(stage) != f.Stage || f.Pair != "" && pairOf(s) != f.Pair {
		return false
	}
	mine := slices.Contains(s.Translators, me) || slices.Contains(s.Editors, me)
	switch f.Show {
	case "mine":
		return mine || s.Unassigned > 0 && !part.Settled(stage)
	case "review":
		return slices.Contains(s.Editors, me) && !part.Settled(stage) || s.Segments.Translated > 0 ||
			stage == workflow.Reviewing || stage == workflow.Ready
	}
	return true
}

// keepsDue reports whether the due time of an article is among those to show.
func (f filter) keepsDue(s workflow.Summary, now time.Time, zone *time.Location) bool {
	if f.Deadline == "" {
		return true
	}
	if f.Deadline == "none" {
		return s.Due.IsZero()
	}
	if s.Due.IsZero() || part.Settled(s.Stage()) {
		return false
	}
	end := part.EndOfDay(now, zone)
	switch f.Deadline {
	case "late":
		return s.Due.Before(now)
	case "today":
		return s.Due.Before(end)
	case "week":
		return s.Due.Before(end.AddDate(0, 0, 6))
	}
	return true
}

func pairOf(s workflow.Summary) string { return s.SourceLang + "-" + s.TargetLang }

// language is the source language of the pair asked for, which the store can look for.
func (f filter) language() string {
	source, _, _ := strings.Cut(f.Pair, "-")
	return source
}

// articleFilter is what the store is asked for.
func (f filter) articleFilter(left workflow.Left, limit int) workflow.ArticleFilter {
	return workflow.ArticleFilter{Person: f.Person, Publication: f.Publication,
		Language: f.language(), Search: f.Search, Before: f.Before, Left: left, Limit: limit}
}

// Deadlines are the choices of the deadline menu.
func (p *boardPage) Deadlines() []word.Option {
	return []word.Option{{Value: "late", Word: p.T("desk.late")}, {Value: "today", Word: p.T("desk.today")},
		{Value: "week", Word: p.T("desk.week")}, {Value: "none", Word: p.T("desk.no-deadline")}}
}

// pairsOf are the choices of the pair menu: those that articles have, the desk's two first.
func pairsOf(all []workflow.Summary, chosen string) []word.Option {
	pairs := []string{"ar-fr", "fr-ar"}
	for _, s := range all {
		if p := pairOf(s); !slices.Contains(pairs, p) {
			pairs = append(pairs, p)
		}
	}
	if chosen != "" && !slices.Contains(pairs, chosen) {
		pairs = append(pairs, chosen)
	}
	var choices []word.Option
	for _, p := range pairs {
		source, target, _ := strings.Cut(p, "-")
		choices = append(choices, word.Option{Value: p, Word: "\u2066" + source + " → " + target + "\u2069"})
	}
	return choices
}
