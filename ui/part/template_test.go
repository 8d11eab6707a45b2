package part

import (
	"testing"

	"truchement/ui/web"
	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{"change": &ChangePage{}}, map[string]any{
		"quality-card": &ScoreCard{},
		"check-rows":   &FindingList{},
		"first-steps": struct {
			web.Base
			Steps *FirstSteps
		}{},
	})
}
