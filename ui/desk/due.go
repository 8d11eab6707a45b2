package desk

import (
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
)

// sayDue says what a due time that is being typed means, as plain text: the server alone reads
// them.
func (r *Room) sayDue(c *web.Call) error {
	words, err := part.SayDue(c.RowBase(), c.QueryParam("text"), r.Now())
	if err != nil {
		told := web.FailureOf(err)
		return c.String(told.Status, c.T(told.ID, told.Args...))
	}
	return c.String(http.StatusOK, words)
}
