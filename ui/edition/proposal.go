package edition

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/edition"
	"truchement/workflow/format/docx"
)

// proposals are what a reviewer's DOCX would change, as the page shows it. Nothing of it is kept on
// the desk before it is decided: the form carries it.
type proposals struct {
	Name     string // of the file; empty for those that are left to decide
	Rows     []proposalRow
	Same     int
	Problems []importProblem
}

// proposalRow is a target that a reviewer changed.
type proposalRow struct {
	workflow.Segment
	Bench        string
	Base         int64  // the version that the edition was made of; 0: not known
	Text         string // as markup, for the form
	By           string
	Conflict     bool // the target changed here as well
	Ours, Theirs template.HTML
	Remarks      []string
	Chosen       string
	Comments     []rowComment
}

// rowComment is a comment of the file, as it will stand on the desk.
type rowComment struct {
	Text   string
	Chosen bool
}

// The decisions of the form; undecided proposals are shown again.
const (
	takeProposal   = "take"
	refuseProposal = "refuse"
)

// isDOCX reports whether a file is a zip archive, as XLIFF never is.
func isDOCX(file []byte) bool { return bytes.HasPrefix(file, []byte("PK")) }

// readProposals compares a reviewer's DOCX with the article.
func (r *Room) readProposals(c *web.Call, file []byte, name string) (*proposals, error) {
	rows, err := docx.ReadRows(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	d, _, err := r.Edition.Export(c.Ctx(), c.Actor, c.Param("id"), edition.Options{States: edition.States(), Notes: true})
	if err != nil {
		return nil, err
	}
	r.Locales.Label(d)
	matched := docx.Match(d, rows)
	if len(matched.Rows)+len(matched.Joined)+len(matched.Unfit) == 0 {
		return nil, workflow.Fail(workflow.Invalid, "import.not-edition")
	}
	versions := map[string]int64{}
	for id, row := range matched.Rows {
		versions[id] = row.Version
	}
	targets, err := r.Desk.Proposals.TargetsAt(c.Ctx(), c.Actor, c.Param("id"), versions)
	if err != nil {
		return nil, err
	}
	for _, b := range d.Blocks {
		for i, s := range b.Segments {
			b.Segments[i].Target = targets[s.ID]
		}
	}
	changed, emptied, err := matched.Proposals(d)
	if err != nil {
		return nil, err
	}
	comments := map[string][]rowComment{}
	for id, notes := range matched.Comments(d) {
		for _, n := range notes {
			comments[id] = append(comments[id], rowComment{docx.CommentText(n), true})
		}
	}
	page, err := r.layOutProposals(c, changed, targets, comments)
	if err != nil {
		return nil, err
	}
	for i, row := range page.Rows {
		if at := slices.Index(matched.SourceChanged, row.ID); at >= 0 {
			page.Rows[i].Remarks = append(row.Remarks, c.T("xliff.source-changed"))
			matched.SourceChanged = slices.Delete(matched.SourceChanged, at, at+1)
		}
	}
	page.Name, page.Same = name, len(matched.Rows)-page.Changed()-len(emptied)
	page.Problems = proposalProblems(c, d, matched, emptied)
	return page, nil
}

// layOutProposals shows proposals beside the segments as they are now; those that say what is on the
// desk already are left out. Targets are those that the edition was made of; comments are of segments
// with a proposal or without one.
func (r *Room) layOutProposals(c *web.Call,
	all []docx.Proposal, targets map[string]bitext.Text, comments map[string][]rowComment,
) (*proposals, error) {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return nil, err
	}
	b, page, known := c.RowBase(), &proposals{}, segmentsByID(v)
	for _, p := range all {
		s, ok := known[p.Segment]
		if !ok || s.Target.Equal(p.Target) {
			continue
		}
		base := targets[p.Segment]
		row := proposalRow{Segment: s, Bench: benchAt(c, s.Position), Base: p.Version,
			Text: p.Target.Markup(), By: strings.Join(p.Editors, ", "), Chosen: takeProposal,
			Comments: comments[s.ID], Theirs: b.Diff(s.Target, p.Target)}
		delete(comments, s.ID)
		if row.Conflict = !base.Equal(s.Target); row.Conflict {
			row.Chosen, row.Ours, row.Theirs = "", b.Diff(base, s.Target), b.Diff(base, p.Target)
		}
		if p.Dropped != nil {
			row.Remarks = append(row.Remarks, c.T("import.dropped"))
		}
		if len(s.Source.Missing(p.Target)) > len(s.Source.Missing(s.Target)) && !s.Target.Empty() {
			row.Remarks = append(row.Remarks, c.T("xliff.code-missing"))
		}
		page.Rows = append(page.Rows, row)
	}
	for id, notes := range comments {
		if s, ok := known[id]; ok {
			page.Rows = append(page.Rows, proposalRow{Segment: s, Bench: benchAt(c, s.Position),
				Theirs: b.Text(s.Target), Comments: notes})
		}
	}
	slices.SortFunc(page.Rows, func(a, b proposalRow) int { return a.Position - b.Position })
	return page, nil
}

// Changed counts the rows with a changed target; the others have comments alone.
func (p *proposals) Changed() int {
	n := 0
	for _, row := range p.Rows {
		if row.Text != "" {
			n++
		}
	}
	return n
}

func segmentsByID(v workflow.ArticleView) map[string]workflow.Segment {
	known := make(map[string]workflow.Segment, len(v.Segments))
	for _, s := range v.Segments {
		known[s.ID] = s
	}
	return known
}

// benchAt is the address of a segment on the workbench.
func benchAt(c *web.Call, position int) string {
	return part.ArticlePath(c.Param("id")) + "/bench?go=" + strconv.Itoa(position)
}

// proposalProblems says what of the file could not be compared.
func proposalProblems(c *web.Call, d *bitext.Document, m docx.Matched, emptied []string) []importProblem {
	positions := map[string]int{}
	for i, s := range d.Segments() {
		positions[s.ID] = i + 1
	}
	var out []importProblem
	for _, kind := range []struct {
		ids []string
		why string
	}{
		{m.Missing, "xliff.segment-missing"}, {m.Joined, "import.joined"},
		{emptied, "import.emptied"}, {m.SourceChanged, "xliff.source-changed"},
	} {
		for _, id := range kind.ids {
			at := positions[id]
			out = append(out, importProblem{Position: at, Bench: benchAt(c, at), Why: c.T(kind.why)})
		}
	}
	for id, why := range m.Unfit {
		at := positions[id]
		out = append(out, importProblem{Position: at, Bench: benchAt(c, at),
			Why: c.T("import.unfit", "Character", fmt.Sprintf("U+%04X", why.Rune))})
	}
	slices.SortStableFunc(out, func(a, b importProblem) int { return a.Position - b.Position })
	for _, row := range m.Unknown {
		out = append(out, importProblem{Why: c.T("xliff.segment-unknown"), Text: row.Target.String()})
	}
	return out
}

// decideProposals carries out what was chosen on the page; what was left to be decided is shown again.
func (r *Room) decideProposals(c *web.Call, f *web.Form) error {
	sent, decided, err := r.parseProposals(c, f)
	if err != nil {
		return err
	}
	page, status := importPage{Form: f}, http.StatusOK
	var rep desk.ImportReport
	var unsaid []importProblem
	if len(decided) > 0 || !r.hasComments(f) {
		rep, err = r.Desk.Proposals.Decide(c.Ctx(), c.Actor, c.Param("id"), decided)
	}
	if err == nil {
		unsaid, err = r.addComments(c, f)
	}
	comments := map[string][]rowComment{}
	switch {
	case err == nil:
		page.Report = reportOf(c, rep, f.Value("name"), nil, nil)
		page.Report.Problems = append(page.Report.Problems, unsaid...)
		page.Report.Decided = true
	case c.Refused(f, err, map[string]string{"import.none-decided": "choice"}):
		status = web.FormStatus(err)
		for _, id := range f.Values["noted"] {
			for _, text := range f.Values["notes-"+id] {
				comments[id] = append(comments[id], rowComment{text, slices.Contains(f.Values["note-"+id], text)})
			}
		}
	default:
		return err
	}
	var left []docx.Proposal
	versions := map[string]int64{}
	for _, p := range sent {
		if err != nil || f.Value("do-"+p.Segment) == "" {
			left, versions[p.Segment] = append(left, p), p.Version
		}
	}
	targets, err := r.Desk.Proposals.TargetsAt(c.Ctx(), c.Actor, c.Param("id"), versions)
	if err != nil {
		return err
	}
	if page.Proposals, err = r.layOutProposals(c, left, targets, comments); err != nil {
		return err
	}
	for i, row := range page.Proposals.Rows {
		page.Proposals.Rows[i].Chosen = f.Value("do-" + row.ID)
	}
	page.Proposals.Name = f.Value("name")
	return r.answerImport(c, status, page)
}

func (r *Room) hasComments(f *web.Form) bool {
	return slices.ContainsFunc(f.Values["noted"], func(id string) bool { return len(f.Values["note-"+id]) > 0 })
}

// addComments adds the chosen comments of a reviewer to their segments, and answers those that the
// desk refused.
func (r *Room) addComments(c *web.Call, f *web.Form) ([]importProblem, error) {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return nil, err
	}
	known, said := segmentsByID(v), map[[2]string]bool{} // a form that is sent twice says nothing twice
	there, err := r.Desk.Comments(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return nil, err
	}
	for _, one := range there {
		said[[2]string{one.Segment, one.Text}] = true
	}
	var refused []importProblem
	for _, id := range f.Values["noted"] {
		s, ok := known[id]
		for _, text := range f.Values["note-"+id] {
			if !ok {
				return nil, &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid"}
			}
			if said[[2]string{id, text}] {
				continue
			}
			_, err := r.Desk.Comment(c.Ctx(), c.Actor, c.Param("id"), id, text)
			var w *workflow.Error
			switch {
			case errors.As(err, &w):
				refused = append(refused, importProblem{Position: s.Position, Bench: benchAt(c, s.Position),
					Why: errorWords(c, err), Text: text})
			case err != nil:
				return nil, err
			}
		}
	}
	return refused, nil
}

// parseProposals reads the proposals that the form carries, and those that are decided.
func (r *Room) parseProposals(c *web.Call, f *web.Form) (
	sent []docx.Proposal, decided []desk.Proposal, err error,
) {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return nil, nil, err
	}
	known := segmentsByID(v)
	for _, id := range f.Values["segment"] {
		s, ok := known[id]
		seen, badSeen := strconv.ParseInt(f.Value("version-"+id), 10, 64)
		base, badBase := strconv.ParseInt(f.Value("base-"+id), 10, 64)
		if !ok || badSeen != nil || badBase != nil {
			return nil, nil, &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid"}
		}
		text := f.Value("target-" + id)
		target, bad := bitext.Parse(text, append(s.Target.Codes(), s.Source.Codes()...))
		if bad != nil {
			target = bitext.Plain(text)
		}
		p := docx.Proposal{Segment: id, Version: base, Target: target}
		by := f.Value("by-" + id)
		if by != "" {
			p.Editors = []string{by}
		}
		sent = append(sent, p)
		switch do := f.Value("do-" + id); do {
		case takeProposal, refuseProposal:
			decided = append(decided, desk.Proposal{Segment: id, Version: seen, Target: text, By: by,
				Take: do == takeProposal})
		}
	}
	return sent, decided, nil
}
