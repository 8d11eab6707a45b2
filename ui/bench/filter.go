package bench

import (
	"net/url"
	"slices"
	"strings"

	"truchement/ui/part"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// benchFilter chooses the segments on the list.
type benchFilter struct {
	State    string // a state's mark, or "open": whatever is not yet translated; empty: all
	Mine     bool
	Comments bool
	News     bool // changed by others since the reader left
	Query    string
}

func benchFilterOf(q url.Values) benchFilter {
	return benchFilter{State: q.Get("state"), Mine: q.Get("mine") != "",
		Comments: q.Get("comments") != "", News: q.Get("news") != "",
		Query: strings.TrimSpace(q.Get("q"))}
}

// values is the filter as an address has it.
func (f benchFilter) values() url.Values {
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
func (f benchFilter) Fields() []word.Option {
	var fields []word.Option
	for name, values := range f.values() {
		fields = append(fields, word.Option{Value: name, Word: values[0]})
	}
	slices.SortFunc(fields, func(a, b word.Option) int { return strings.Compare(a.Value, b.Value) })
	return fields
}

// Encode is the filter as a form's hidden field carries it.
func (f benchFilter) Encode() string { return f.values().Encode() }

// Any says whether the filter leaves anything out.
func (f benchFilter) Any() bool { return f.Encode() != "" }

// benchStates are the choices of the state filter.
func benchStates() []string {
	return []string{"open", "initial", "draft", "translated", "returned", "stale", "reviewed", "final"}
}

// States are the choices of the state filter, in words.
func (p *benchPage) States() []word.Option {
	options := []word.Option{{Value: "", Word: p.T("bench.state-any")}}
	for _, state := range benchStates() {
		name := p.StateWord(state)
		if name == "" {
			name = p.T("bench.state-open")
		}
		options = append(options, word.Option{Value: state, Word: name})
	}
	return options
}

// matcher answers which segments the filter lets through; news are those that others changed.
func (f benchFilter) matcher(
	v workflow.ArticleView, me string, news map[string]bool,
) func(workflow.Segment) bool {
	wanted := lang.Fold(f.Query, "")
	return func(s workflow.Segment) bool {
		switch {
		case f.Mine && s.Translator != me && s.Editor != me:
			return false
		case f.Comments && s.Comments == 0:
			return false
		case f.News && !news[s.ID]:
			return false
		case !f.state(s):
			return false
		}
		return wanted == "" ||
			strings.Contains(lang.Fold(s.Source.String(), v.SourceLang), wanted) ||
			strings.Contains(lang.Fold(s.Target.String(), v.TargetLang), wanted)
	}
}

func (f benchFilter) state(s workflow.Segment) bool {
	switch f.State {
	case "":
		return true
	case "open":
		return unfinished(s)
	case "draft":
		return s.State == bitext.Initial && s.SubState != bitext.None
	}
	return part.StateName(s.State, s.SubState) == f.State
}

// unfinished says whether a translator has something left to do on s.
func unfinished(s workflow.Segment) bool {
	return s.State == bitext.Initial || s.SubState == bitext.Returned || s.SubState == bitext.Stale
}
