package workflow

import (
	"slices"

	"truchement/workflow/bitext"
)

// forReader is what somebody outside of the desk may see of a view: an article
// that was published and stands, with the targets that somebody approved. One
// that was changed since has none until it is approved again.
func (v ArticleView) forReader() (ArticleView, error) {
	if v.Published.IsZero() {
		return ArticleView{}, Fail(NotFound, "error.not-found")
	}
	if v.Retracted != "" {
		return ArticleView{}, Fail(Forbidden, "article.retracted", "Reason", v.Retracted)
	}
	v.Note, v.Assignments, v.Translators, v.Editors = "", nil, nil, nil
	v.Comments, v.Head = 0, 0
	segments := slices.Clone(v.Segments)
	for i, s := range segments {
		if s.State.Rank() < bitext.Reviewed.Rank() {
			s.Target, s.Authors, s.Reason = nil, nil, ""
		}
		s.Assignment, s.Review, s.Translator, s.Editor, s.Comments = "", "", "", "", 0
		segments[i] = s
	}
	v.Segments = segments
	people := map[string]Person{}
	for id, p := range v.People {
		people[id] = Person{ID: p.ID, Name: p.Name}
	}
	v.People = people
	return v, nil
}
