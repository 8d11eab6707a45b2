package bench

import (
	"html/template"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/lang"
)

// describeConflict lays out both texts against what they were based on.
func (r *Room) describeConflict(c *web.Call, e *workflow.ConflictError) (*part.Conflict, error) {
	changes, err := r.Desk.History(c.Ctx(), c.Actor, e.Current.ID)
	if err != nil {
		return nil, err
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, e.Current.Article)
	if err != nil {
		return nil, err
	}
	b := c.RowBase()
	by := part.ChangeOfVersion(changes, e.Current.ID, e.Current.Version).By
	card := &part.Conflict{
		Name:      v.People[by].Name,
		Own:       by == c.ActorID(),
		Base:      b.Text(e.Base.Target),
		Theirs:    b.Diff(e.Base.Target, e.Current.Target),
		Yours:     b.Diff(e.Base.Target, e.Yours.Target),
		TheirText: e.Current.Target.Markup(),
		YourText:  e.Yours.Target.Markup(),
	}
	parts := e.Compare()
	card.MergedText, card.Clashes = lang.Merge(parts)
	if len(parts) > 1 {
		card.Merged = threeWay(b, parts)
	}
	return card, nil
}

// threeWay shows a merged text with what each side changed in it.
func threeWay(b web.Base, parts []lang.Part) template.HTML {
	var out strings.Builder
	for _, p := range parts {
		switch p.Origin {
		case lang.ByTheirs:
			writeSide(b, &out, "theirs", p.Base, p.Theirs)
		case lang.ByMine, lang.ByBoth:
			writeSide(b, &out, "yours", p.Base, p.Mine)
		case lang.Clash:
			out.WriteString(`<mark class="meet"><span class="vh" lang="` + b.Lang() + `">` +
				template.HTMLEscapeString(b.T("conflict.meet")) + " </span>")
			writeSide(b, &out, "yours", "", p.Mine)
			writeSide(b, &out, "theirs", p.Theirs, "")
			out.WriteString("</mark>")
		default:
			out.WriteString(template.HTMLEscapeString(p.Mine))
		}
	}
	return template.HTML(out.String()) //nolint:gosec // every text is escaped above
}

// writeSide writes what one side took out and put in.
func writeSide(b web.Base, out *strings.Builder, side, before, after string) {
	who := b.T("conflict." + side)
	if before != "" {
		b.WriteEdit(out, "del", b.T("diff.deleted")+", "+who, template.HTMLEscapeString(before))
	}
	if after != "" {
		b.WriteEdit(out, "ins", b.T("diff.added")+", "+who, template.HTMLEscapeString(after))
	}
}
