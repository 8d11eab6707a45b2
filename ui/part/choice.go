package part

import (
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
)

// PublicationChoices lists the publications to choose from: those in use, and the one chosen.
func PublicationChoices(c *web.Call, chosen string) ([]word.Option, error) {
	all, err := c.Server.Publication.List(c.Ctx(), c.Actor)
	if err != nil {
		return nil, err
	}
	var choices []word.Option
	for _, p := range all {
		if !p.Archived || p.ID == chosen {
			choices = append(choices, word.Option{Value: p.ID, Word: p.Name})
		}
	}
	return choices, nil
}

// Choices are what the forms of an article choose from.
type Choices struct {
	Publications, Translators, Editors, Kinds, Urgencies []word.Option
}

// Assignees lists who can be given segments to translate, and to review.
func Assignees(c *web.Call) (translators, editors []word.Option, err error) {
	people, err := c.Server.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range people {
		as := workflow.Actor{Person: p, Scope: workflow.FullScope}
		if as.Can(workflow.Translate) {
			translators = append(translators, word.Option{Value: p.ID, Word: p.Name})
		}
		if as.Can(workflow.ReviewSegments) {
			editors = append(editors, word.Option{Value: p.ID, Word: p.Name})
		}
	}
	return translators, editors, nil
}

// Loads is how much each person has to do, by person id.
func Loads(c *web.Call) (map[string]workflow.Load, error) {
	all, err := c.Server.Plan.Loads(c.Ctx(), c.Actor, EndOfDay(c.Server.Now(), c.Server.Zone))
	if err != nil {
		return nil, err
	}
	byPerson := map[string]workflow.Load{}
	for _, l := range all {
		byPerson[l.Person] = l
	}
	return byPerson, nil
}
