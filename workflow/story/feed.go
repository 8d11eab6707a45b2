package story

import (
	"slices"

	"truchement/workflow"
)

// Appended are the feed entries that fn appends, oldest first.
func (r *Runner) Appended(fn func()) []workflow.Entry {
	r.T.Helper()
	head, err := r.Plan.FeedHead(r.Ctx())
	r.CheckNow("feed head", err)
	fn()
	all, err := r.Plan.Feed(r.Ctx(), workflow.Operator(), workflow.FeedFilter{After: head})
	r.CheckNow("feed", err)
	return all
}

// WantAppended checks what fn appends to the feed: of each entry its kind and its payload, as in
// `article.added {"title":"Un"}`.
func (r *Runner) WantAppended(fn func(), want ...string) {
	r.T.Helper()
	var got []string
	for _, e := range r.Appended(fn) {
		line := string(e.Kind)
		if len(e.Payload) > 0 {
			line += " " + string(e.Payload)
		}
		got = append(got, line)
	}
	if !slices.Equal(got, want) {
		r.T.Fatalf("appended to the feed:\n%q, want\n%q", got, want)
	}
}

// CheckNow ends the test when a step of the runner itself failed, whatever the story expects of
// the next step.
func (r *Runner) CheckNow(what string, err error) {
	r.T.Helper()
	if err != nil {
		r.T.Fatalf("%s: %v", what, err)
	}
}
