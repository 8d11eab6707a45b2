package ui

import (
	"testing"

	"github.com/jba/templatecheck"
)

// pageData has one row for each page and fragment: its name and the struct it is given.
func pageData() (full, parts map[string]any) {
	full = map[string]any{
		"fault":        &faultPage{},
		"signin":       &signInPage{},
		"setup":        &setupPage{},
		"reset":        &resetPage{},
		"account":      &accountPage{},
		"shortcuts":    &shortcutsPage{},
		"palette":      &palettePage{},
		"people":       &peoplePage{},
		"publications": &publicationsPage{},
		"publication":  &publicationPage{},
		"rules":        &rulesPage{},
		"bench":        &benchPage{},
		"segment":      &segmentPage{},
		"comments":     &commentsPage{},
		"split":        &splitPage{},
		"kept":         &keptPage{},
		"review":       &reviewPage{},
		"review-many":  &manyPage{},
		"queue":        &queuePage{},
		"quality":      &qualityPage{},

		"desk":    &deskPage{},
		"intake":  &intakePage{},
		"article": &articlePage{},
		"compare": &comparePage{},
		"correct": &correctPage{},
		"export":  &exportPage{},
		"import":  &importPage{},
		"load":    &loadPage{},
		"move":    &movePage{},
		"align":   &alignPage{},
		"beads":   &beadsPage{},
		"folder":  &folderPage{},
		"preview": &previewPage{},
		"offline": &offlinePage{},
	}
	parts = map[string]any{
		"notice":       base{},
		"state":        mark{},
		"langs":        base{},
		"board":        &deskPage{},
		"board-part":   &deskPage{},
		"preview-item": previewText{},
		"capacity":     capacity{},
		"day-item":     dayRow{},
		"card-move":    mover{},

		"palette-found": &palettePage{},
		"strip":         base{},
		"problem":       problemLine{},
		"formproblem":   &form{},
		"password":      passwordField{},
		"publication":   &publicationPage{},
		"rules-sample":  &rulesPage{},
		"bench-part":    &benchPage{},
		"segment-saved": &savedPart{},
		"panel":         &panelData{},
		"segment-row":   &segmentRow{},
		"review-row":    &reviewRow{},
		"review-part":   &reviewPage{},
		"quality-card":  &qualityCard{},
	}
	return full, parts
}

// Every template is checked against the type of its data: a field that is not there fails here
// and not before a reader.
func TestTemplatesFitTheirData(t *testing.T) {
	files, err := readOnce()
	if err != nil {
		t.Fatal(err)
	}
	p := files.pages
	full, parts := pageData()
	for name, tmpl := range p.full {
		data, ok := full[name]
		if !ok {
			t.Errorf("page %s is not in pageData", name)
			continue
		}
		if err := templatecheck.CheckHTML(tmpl.Lookup("layout"), data); err != nil {
			t.Errorf("page %s: %v", name, err)
		}
	}
	for name, data := range parts {
		if err := templatecheck.CheckHTML(p.parts.Lookup(name), data); err != nil {
			t.Errorf("part %s: %v", name, err)
		}
	}
}
