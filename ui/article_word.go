package ui

import (
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// BlockWord answers a kind of block in the page's language.
func (s *speech) BlockWord(kind bitext.BlockKind) string {
	id := map[bitext.BlockKind]string{
		bitext.Headline: "block.headline", bitext.Deck: "block.deck", bitext.Byline: "block.byline",
		bitext.Paragraph: "block.paragraph", bitext.Heading: "block.heading",
		bitext.Quote: "block.quote", bitext.ListItem: "block.listitem",
		bitext.Caption: "block.caption",
	}[kind]
	if id == "" {
		return string(kind)
	}
	return s.T(id)
}

// gapWord says what an article lacks. count is how many segments it is.
func (s *speech) gapWord(kind workflow.GapKind, count int) string {
	id := map[workflow.GapKind]string{
		workflow.Untranslated: "gap.untranslated", workflow.ReturnedGap: "gap.returned",
		workflow.StaleGap: "gap.stale", workflow.Unreviewed: "gap.unreviewed",
		workflow.MissingCodes: "gap.missing-codes", workflow.OpenComments: "gap.open-comments",
		workflow.OwnApprovals: "gap.own-approvals",
	}[kind]
	if id == "" {
		return s.T("gap.retracted")
	}
	return s.T(id, "Count", count)
}
