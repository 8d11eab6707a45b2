package termbase

import (
	"truchement/workflow"
	"truchement/workflow/term"
)

// QueryText says what a query asks for as pages, the API and the command line have it.
type QueryText struct {
	Text, Publication, Type, Domain, State string
	After                                  string // id of the last concept of the page before
}

// Parse reads it; a value that is not known is refused.
func (t QueryText) Parse() (q Query, err error) {
	q = Query{Text: t.Text, ConceptFilter: workflow.ConceptFilter{Publication: t.Publication, Domain: t.Domain,
		After: t.After}}
	if q.Type, err = workflow.ParseOption("option.choice", t.Type, append([]term.Type{""}, term.Types...)); err != nil {
		return q, err
	}
	q.State, err = workflow.ParseOption("option.choice", t.State, append(States(), ""))
	return q, err
}

// States are the states of concepts, in the order that people choose from.
func States() []workflow.ConceptState {
	return []workflow.ConceptState{workflow.ConceptSettled, workflow.ConceptProposed}
}
