package bench

import (
	"testing"

	"truchement/ui/part"
	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"bench":    &page{},
		"segment":  &panelPage{},
		"comments": &commentsPage{},
		"split":    &splitPage{},
		"kept":     &keptPage{},
		"preview":  &previewPage{},
		"replace":  &replacePage{},
		"checks":   &checksPage{},
	}, map[string]any{
		"bench-part":     &page{},
		"segment-saved":  &savedAnswer{},
		"panel":          &panel{},
		"panel-answer":   &panelPage{},
		"panels":         &panels{},
		"panel-memory":   &memoryData{},
		"panel-terms":    &termsData{},
		"panel-checks":   &checksData{},
		"checks":         &checkList{},
		"panel-issues":   &issuesData{},
		"panel-comments": &commentsData{},
		"panel-history":  &historyData{},
		"preview-item":   previewText{},
		"segment-row":    &part.Row{},
		"target-cut":     0,
	})
}
