package desk

import (
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
)

// dueAnswer is what a text in a due field means, or why it means nothing.
type dueAnswer struct {
	Said  string `json:"said"`
	Wrong bool   `json:"wrong"`
}

// sayDue says what a due time that is being typed means: the server alone reads them.
func (r *Room) sayDue(c *web.Call) error {
	words, err := part.SayDue(c.RowBase(), c.QueryParam("text"), r.Now())
	if err != nil {
		told := web.FailureOf(err)
		return c.JSON(http.StatusOK, dueAnswer{c.T(told.ID, told.Args...), true})
	}
	return c.JSON(http.StatusOK, dueAnswer{Said: words})
}
