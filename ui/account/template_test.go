package account

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"signin":    &signInPage{},
		"setup":     &setupPage{},
		"reset":     &resetPage{},
		"account":   &page{},
		"shortcuts": &shortcutsPage{},
	}, map[string]any{
		"password": passwordField{},
	})
}
