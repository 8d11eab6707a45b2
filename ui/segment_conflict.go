package ui

import (
	"html/template"
	"strings"

	"truchement/workflow"
	"truchement/workflow/lang"
)

// conflictCard is a save that lost: what it was based on, what stands now, what was typed, and
// the text that holds the changes of both, which the editor starts with.
type conflictCard struct {
	Name                string // who changed it; empty: unknown
	Base, Theirs, Yours template.HTML
	Merged              template.HTML // with who changed what; empty: the two meet in every word
	Clashes             int           // places where both changed the same words
	TheirText, YourText string
	MergedText          string // where they clash it has yours
}

// conflictCard lays out both texts against what they were based on.
func (s *benchRoom) conflictCard(c *call, e *workflow.ConflictError) (*conflictCard, error) {
	changes, err := s.Desk.History(c.ctx(), c.actor, e.Current.ID)
	if err != nil {
		return nil, err
	}
	v, err := s.Desk.Article(c.ctx(), c.actor, e.Current.Article)
	if err != nil {
		return nil, err
	}
	b := c.bare()
	by := lastChange(changes, e.Current.ID, e.Current.Version).By
	card := &conflictCard{
		Name:      v.People[by].Name,
		Base:      b.Text(e.Base.Target),
		Theirs:    b.Diff(e.Base.Target, e.Current.Target),
		Yours:     b.Diff(e.Base.Target, e.Yours.Target),
		TheirText: e.Current.Target.Markup(),
		YourText:  e.Yours.Target.Markup(),
	}
	parts := e.Compare()
	card.MergedText, card.Clashes = lang.Merge(parts)
	if len(parts) > 1 {
		card.Merged = b.threeWay(parts)
	}
	return card, nil
}

// threeWay shows a merged text with what each side changed in it.
func (b base) threeWay(parts []lang.Part) template.HTML {
	var out strings.Builder
	for _, p := range parts {
		switch p.Origin {
		case lang.ByTheirs:
			b.writeSide(&out, "theirs", p.Base, p.Theirs)
		case lang.ByMine, lang.ByBoth:
			b.writeSide(&out, "yours", p.Base, p.Mine)
		case lang.Clash:
			out.WriteString(`<mark class="meet"><span class="vh" lang="` + b.Lang() + `">` +
				template.HTMLEscapeString(b.T("conflict.meet")) + " </span>")
			b.writeSide(&out, "yours", "", p.Mine)
			b.writeSide(&out, "theirs", p.Theirs, "")
			out.WriteString("</mark>")
		default:
			out.WriteString(template.HTMLEscapeString(p.Mine))
		}
	}
	return template.HTML(out.String()) //nolint:gosec // every text is escaped above
}

// writeSide writes what one side took out and put in.
func (b base) writeSide(out *strings.Builder, side, before, after string) {
	who := b.T("conflict." + side)
	if before != "" {
		b.writeEdit(out, "del", b.T("diff.deleted")+", "+who, template.HTMLEscapeString(before))
	}
	if after != "" {
		b.writeEdit(out, "ins", b.T("diff.added")+", "+who, template.HTMLEscapeString(after))
	}
}
