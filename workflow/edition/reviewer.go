package edition

import (
	"slices"
	"strings"

	"truchement/workflow"
)

// outsiders are the people without an account who changed a target, by segment: a reviewer's file came back,
// and a person of the desk accepted what it proposes.
type outsiders map[string]outsider

// outsider is what of a target came from files.
type outsider struct {
	names    []string // as the files have them
	accepted []string // person ids of authors who wrote nothing of it but accepted it
}

// outsiders reads who proposed the targets of an article as they are.
func (t *txn) outsiders(v workflow.ArticleView) (outsiders, error) {
	accepted, err := t.AcceptedProposals(v.ID)
	if err != nil || len(accepted) == 0 {
		return nil, err
	}
	all := outsiders{}
	bySegment := map[string]workflow.Segment{}
	for _, s := range v.Segments {
		bySegment[s.ID] = s
	}
	for _, c := range accepted {
		s, ok := bySegment[c.Segment]
		if _, done := all[c.Segment]; !ok || done || c.Version > s.Version {
			continue
		}
		history, err := t.Changes(s.ID)
		if err != nil {
			return nil, err
		}
		all[s.ID] = outsiderOf(s, history)
	}
	return all, nil
}

// outsiderOf reads the history of a segment up to its version. A target that was cleared begins anew.
func outsiderOf(s workflow.Segment, history []workflow.Change) outsider {
	var o outsider
	var wrote []string // person ids
	text := ""         // before a change
	for _, c := range history {
		if c.Kind == workflow.ChangeRefused || c.Version > s.Version {
			continue
		}
		if c.To.Target.Empty() {
			o, wrote, text = outsider{}, nil, ""
			continue
		}
		now := c.To.Target.Markup()
		changed := now != text
		text = now
		switch {
		case c.Kind == workflow.ChangeImported && c.Reason != "":
			o.accepted = workflow.AppendUnique(o.accepted, c.By)
			for name := range strings.SplitSeq(c.Reason, ", ") {
				o.names = workflow.AppendUnique(o.names, name)
			}
		case changed:
			wrote = workflow.AppendUnique(wrote, c.By)
		}
	}
	o.accepted = slices.DeleteFunc(o.accepted, func(id string) bool { return slices.Contains(wrote, id) })
	return o
}
