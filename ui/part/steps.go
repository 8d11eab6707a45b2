package part

import (
	"slices"
	"time"

	"truchement/ui/web"
	"truchement/workflow"
)

// stepsCookie says whose first steps were put away in this browser.
const stepsCookie = "truchement-first-steps"

// stepsAway is how long they stay away.
const stepsAway = 365 * 24 * time.Hour

// FirstSteps are what a chief does first with an empty desk, for the part "first-steps".
type FirstSteps struct {
	Steps []Step
	Fresh bool // no article is there yet
}

// Step is one of them, which ticks itself off.
type Step struct {
	Word, Path string
	Done       bool
}

// FirstStepsOf are the first steps of who asks; nil where there are none, all are done, or they were
// put away.
func FirstStepsOf(c *web.Call) (*FirstSteps, error) {
	if !c.Actor.Can(workflow.ManagePublication) {
		return nil, nil
	}
	if cookie, err := c.Cookie(stepsCookie); err == nil && cookie.Value == c.ActorID() {
		return nil, nil
	}
	publications, err := c.Server.Publication.List(c.Ctx(), c.Actor)
	if err != nil {
		return nil, err
	}
	people, err := c.Server.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return nil, err
	}
	articles, err := c.Server.Article.List(c.Ctx(), c.Actor, workflow.ArticleFilter{Limit: 1})
	if err != nil {
		return nil, err
	}
	f := &FirstSteps{Fresh: len(articles) == 0, Steps: []Step{
		{c.T("first-steps.publication"), "/publications", len(publications) > 0},
		{c.T("first-steps.people"), "/people#add", len(people) > 1},
		{c.T("first-steps.article"), "/articles/new", len(articles) > 0},
	}}
	if !slices.ContainsFunc(f.Steps, func(s Step) bool { return !s.Done }) {
		return nil, nil
	}
	return f, nil
}

// PutFirstStepsAway has this browser show the first steps no more to who asks.
func PutFirstStepsAway(c *web.Call) { c.KeepCookie(stepsCookie, c.ActorID(), stepsAway) }
