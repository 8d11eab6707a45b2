package part

import (
	"encoding/json"
	"net/url"
	"strconv"
	"unicode/utf8"

	"truchement/workflow/segment"
)

// splitProposal is a place where a long source could be split: a button in the source, and without
// script a link to the form that splits, with the place chosen. Nothing splits by itself.
type splitProposal struct {
	segment.Proposal
	Place int // characters of the source's Flat before it
	Path  string
	Why   string
}

// minProposed is the length in bytes below which a source is too short for proposals.
const minProposed = 100

// SplitProposals are the places of the row's source, where its publication wants them.
func (r *Row) SplitProposals() []splitProposal {
	if !r.Editable || r.From != "" || !r.Article.Proposals {
		return nil
	}
	text := r.Source.Flat()
	if len(text) < minProposed {
		return nil
	}
	var out []splitProposal
	for _, p := range segment.Proposals(r.Article.SourceLang, text) {
		at := utf8.RuneCountInString(text[:p.At])
		query := url.Values{"at": {strconv.Itoa(at)}}
		if r.Back != "" {
			query.Set("view", r.Back)
		}
		out = append(out, splitProposal{Proposal: p, Place: at, Path: "/segments/" + r.ID + "/cut?" + query.Encode(),
			Why: r.T(linkWords()[p.Link], "Before", p.Before, "After", p.After)})
	}
	return out
}

// CutsData are the proposals as the script shows them: each its place and why.
func (r *Row) CutsData() (string, error) {
	all := r.SplitProposals()
	if len(all) == 0 {
		return "", nil
	}
	cuts := make([][2]any, len(all))
	for i, p := range all {
		cuts[i] = [2]any{p.Place, p.Why}
	}
	data, err := json.Marshal(cuts)
	return string(data), err
}

// linkWords say why a sentence could be split.
func linkWords() map[segment.Link]string {
	return map[segment.Link]string{
		segment.Semicolon: "proposal.semicolon", segment.Report: "proposal.report",
		segment.Clause: "proposal.clause", segment.Joined: "proposal.joined",
		segment.Pause: "proposal.pause",
	}
}
