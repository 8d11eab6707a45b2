package bench

import (
	"net/url"
	"slices"
	"strings"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
)

// filter chooses the segments on the list.
type filter struct {
	State    string // a state's mark, or "open": not yet translated; empty: all
	Mine     bool
	Comments bool
	News     bool // changed by others since the reader left
	Query    string
}

func parseFilter(q url.Values) filter {
	return filter{State: q.Get("state"), Mine: q.Get("mine") != "",
		Comments: q.Get("comments") != "", News: q.Get("news") != "",
		Query: strings.TrimSpace(q.Get("q"))}
}

// values is the filter as an address has it.
func (f filter) values() url.Values {
	q := url.Values{}
	if f.State != "" {
		q.Set("state", f.State)
	}
	if f.Mine {
		q.Set("mine", "1")
	}
	if f.Comments {
		q.Set("comments", "1")
	}
	if f.News {
		q.Set("news", "1")
	}
	if f.Query != "" {
		q.Set("q", f.Query)
	}
	return q
}

// Fields are the filter as hidden fields of another form.
func (f filter) Fields() []word.Option {
	var fields []word.Option
	for name, values := range f.values() {
		fields = append(fields, word.Option{Value: name, Word: values[0]})
	}
	slices.SortFunc(fields, func(a, b word.Option) int { return strings.Compare(a.Value, b.Value) })
	return fields
}

// Encode is the filter as a form's hidden field carries it.
func (f filter) Encode() string { return f.values().Encode() }

// Any reports whether the filter leaves anything out.
func (f filter) Any() bool { return f.Encode() != "" }

// stateChoices are the choices of the state filter.
func stateChoices() []string {
	return []string{"open", "initial", "draft", "translated", "returned", "stale", "reviewed", "final"}
}

// States are the choices of the state filter, in words.
func (p *page) States() []word.Option {
	options := []word.Option{{Value: "", Word: p.T("bench.state-any")}}
	for _, state := range stateChoices() {
		name := p.StateWord(state)
		if name == "" {
			name = p.T("bench.state-open")
		}
		options = append(options, word.Option{Value: state, Word: name})
	}
	return options
}

// segments is the filter as the use cases take it, for reader me; news are the segments that others
// changed since the reader left.
func (f filter) segments(me string, news map[string]bool) workflow.SegmentFilter {
	out := workflow.SegmentFilter{State: f.State, Comments: f.Comments, Query: f.Query}
	if f.Mine {
		out.Person = me
	}
	if f.News {
		out.Among = news
	}
	return out
}

// segmentsOf is the filter as the use cases take it; what others changed is asked for only where
// the filter wants it.
func (r *Room) segmentsOf(
	c *web.Call, article string, f filter,
) (workflow.SegmentFilter, error) {
	if !f.News {
		return f.segments(c.Actor.ID, nil), nil
	}
	news, _, err := r.Plan.News(c.Ctx(), c.Actor, article)
	return f.segments(c.Actor.ID, news), err
}
