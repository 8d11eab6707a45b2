package part

import (
	"net/url"
	"strconv"
	"unicode/utf8"

	"truchement/workflow/segment"
)

// splitProposal is a place where a long source could be split: a link to the form that splits,
// with the place chosen. Nothing splits by itself.
type splitProposal struct {
	segment.Proposal
	Path string
	Why  string
}

// SplitProposals are the places of the active row's source, where its publication wants them.
func (r *Row) SplitProposals() []splitProposal {
	if !r.Active || !r.Editable || r.From != "" || !r.Article.Proposals {
		return nil
	}
	text := r.Source.Flat()
	var out []splitProposal
	for _, p := range segment.Proposals(r.Article.SourceLang, text) {
		query := url.Values{"at": {strconv.Itoa(utf8.RuneCountInString(text[:p.At]))}}
		if r.Back != "" {
			query.Set("view", r.Back)
		}
		out = append(out, splitProposal{Proposal: p, Path: "/segments/" + r.ID + "/cut?" + query.Encode(),
			Why: r.T(linkWords()[p.Link], "Before", p.Before, "After", p.After)})
	}
	return out
}

// linkWords say why a sentence could be split.
func linkWords() map[segment.Link]string {
	return map[segment.Link]string{
		segment.Semicolon: "proposal.semicolon", segment.Report: "proposal.report",
		segment.Clause: "proposal.clause", segment.Joined: "proposal.joined",
	}
}
