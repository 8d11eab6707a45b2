package part

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Rights are what the person may do, for templates that leave out the rest.
type Rights struct {
	Add, Read, Translate, Assign, Review, Correct, Import, Publish, Align, Share bool
}

// RightsOf are the rights of the caller.
func RightsOf(c *web.Call) Rights {
	return Rights{
		Add: c.Actor.Can(workflow.AddArticles), Read: c.Actor.Can(workflow.ReadDesk),
		Translate: c.Actor.Can(workflow.Translate), Assign: c.Actor.Can(workflow.Assign),
		Review: c.Actor.Can(workflow.ReviewSegments), Correct: c.Actor.Can(workflow.CorrectSource),
		Import: c.Actor.Can(workflow.ImportTargets), Publish: c.Actor.Can(workflow.Publish),
		Align: c.Actor.Can(workflow.AlignTexts), Share: c.Actor.Can(workflow.ShareEditions),
	}
}
