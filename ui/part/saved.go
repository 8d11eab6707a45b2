package part

import (
	"strconv"

	"truchement/ui/web"
	"truchement/workflow"
)

// SaveHeader says what became of a save or a decision, for the outbox that sent it: saved or
// conflict; without it the desk refused.
const SaveHeader = "Desk-Save"

// versionHeader is the version that a save or a decision made.
const versionHeader = "Desk-Version"

// TellSaved says in headers that g was saved.
func TellSaved(c *web.Call, g workflow.Segment) {
	h := c.Response().Header()
	h.Set(SaveHeader, "saved")
	h.Set(versionHeader, strconv.FormatInt(g.Version, 10))
}
