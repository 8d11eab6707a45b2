package desk

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"desk": &boardPage{},
		"day":  &dayPage{},
		"load": &loadPage{},
		"move": &movePage{},
	}, map[string]any{
		"board":       &boardPage{},
		"board-part":  &boardPage{},
		"capacity":    capacity{},
		"day":         &dayPage{},
		"day-part":    &dayPage{},
		"day-work":    &loadPage{},
		"day-item":    dayItem{},
		"choose-home": homeChoice{},
		"card-move":   moveLink{},
	})
}
