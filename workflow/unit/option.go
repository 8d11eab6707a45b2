package unit

import "truchement/workflow"

// QueryText says what a query asks for as pages and the API have it. The times of UnitFilter, which they
// write in different ways, are no part of it.
type QueryText struct {
	SourceLang, TargetLang  string
	Text, Side, Cursor      string
	Publication, Translator string
	Kind, State             string
}

// Parse reads it; a value that is not known is refused.
func (t QueryText) Parse() (q UnitQuery, err error) {
	q = UnitQuery{Text: t.Text, Cursor: t.Cursor, UnitFilter: workflow.UnitFilter{SourceLang: t.SourceLang,
		TargetLang: t.TargetLang, Publication: t.Publication, Translator: t.Translator}}
	if q.Side, err = workflow.ParseOption("option.choice", t.Side,
		[]Side{EitherSide, SourceSide, TargetSide}); err != nil {
		return q, err
	}
	if q.Kind, err = workflow.ParseOption("option.choice", t.Kind, append(Kinds(), "")); err != nil {
		return q, err
	}
	q.State, err = workflow.ParseOption("option.choice", t.State, append(States(), ""))
	return q, err
}

// Kinds are the kinds of work that units come from.
func Kinds() []workflow.UnitSource {
	return []workflow.UnitSource{workflow.FromSegment, workflow.FromAlignment, workflow.FromImport}
}

// States are the states of units.
func States() []workflow.UnitState {
	return []workflow.UnitState{workflow.UnitApproved, workflow.UnitTranslated}
}
