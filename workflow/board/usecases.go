// Package board carries out a move on the board by the use case that leads there.
package board

import (
	"truchement/workflow/article"
	"truchement/workflow/desk"
	"truchement/workflow/edition"
	"truchement/workflow/plan"
)

// UseCases are the use cases of this package. They are safe for concurrent use.
type UseCases struct {
	Article *article.UseCases
	Desk    *desk.UseCases
	Edition *edition.UseCases
	Plan    *plan.UseCases
}
