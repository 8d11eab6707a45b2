package uitest

import (
	"net/url"

	"truchement/workflow"
)

// DOCXForReview is the bilingual edition of an article with all that is translated.
func (n *Newsroom) DOCXForReview(id string) []byte {
	return n.As(workflow.Editor).Get("/articles/" + id + "/export/file?" + url.Values{"format": {"docx"},
		"states": {"initial", "translated", "reviewed"}}.Encode()).Body.Bytes()
}
