package desk

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"desk": &boardPage{},
		"load": &loadPage{},
		"move": &movePage{},
	}, map[string]any{
		"board":      &boardPage{},
		"board-part": &boardPage{},
		"capacity":   capacity{},
		"day-item":   dayRow{},
		"card-move":  moveLink{},
	})
}
