package web

import (
	"net/http"
	"strings"

	"truchement/workflow"
	"truchement/workflow/lang"
)

const paletteMost = 8 // of each kind

// palettePage is the data of palette.html and of the part "palette-found": where a reader can go.
type palettePage struct {
	Base
	Query  string
	Here   []navItem // pages, on the page for those without script
	Titles []workflow.Summary
	People []workflow.Person
}

// showPalette finds articles by their folded title and, for those who manage them, people.
func (s *Server) showPalette(c *Call) error {
	p := &palettePage{Base: c.Base("palette.title"), Query: strings.TrimSpace(c.QueryParam("q"))}
	var err error
	p.Titles, err = s.Article.List(c.Ctx(), c.Actor,
		workflow.ArticleFilter{Search: p.Query, Limit: paletteMost})
	if err != nil {
		return err
	}
	wanted := lang.Fold(p.Query, "")
	if c.Actor.Can(workflow.ManagePeople) && wanted != "" {
		if p.People, err = s.peopleNamed(c, wanted); err != nil {
			return err
		}
	}
	if c.WantsPart("palette-found") {
		return c.Part(http.StatusOK, "palette-found", p)
	}
	for _, page := range p.Pages {
		if strings.Contains(lang.Fold(page.Word+"\n"+page.Find, ""), wanted) {
			p.Here = append(p.Here, page)
		}
	}
	return c.Page(http.StatusOK, "palette", p)
}

func (s *Server) peopleNamed(c *Call, wanted string) ([]workflow.Person, error) {
	all, err := s.Access.People(c.Ctx(), c.Actor)
	var found []workflow.Person
	for _, p := range all {
		key := lang.Fold(p.Name, "") + "\n" + p.Email
		if strings.Contains(key, wanted) && len(found) < paletteMost {
			found = append(found, p)
		}
	}
	return found, err
}

// Reading reports whether the reader sees articles only as they were published.
func (p *palettePage) Reading() bool { return p.Person.Role == string(workflow.Reader) }
