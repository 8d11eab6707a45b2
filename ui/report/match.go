package report

import "truchement/workflow/memory"

// Match is a match of the memory as programs get it. Texts have their inline codes as markup.
type Match struct {
	Score    int              `json:"score"` // percent
	Kind     memory.MatchKind `json:"kind"`
	Source   string           `json:"source"`
	Target   string           `json:"target"`             // of the unit, with the codes of the text
	Unit     string           `json:"unit"`               // id
	Repaired string           `json:"repaired,omitempty"` // the target with the numbers, dates and names of the text
}

// MatchesOf are matches as programs get them.
func MatchesOf(found []memory.Match) []Match {
	all := make([]Match, len(found))
	for i, m := range found {
		all[i] = Match{Score: m.Score, Kind: m.Kind, Source: m.Unit.Source.Markup(),
			Target: m.Target.Markup(), Unit: m.Unit.ID}
		if m.Repairs != nil {
			all[i].Target, all[i].Repaired = m.Unit.Target.Markup(), m.Target.Markup()
		}
	}
	return all
}

// Found is a unit that has the words of a concordance, as programs get it.
type Found struct {
	Source string `json:"source"`
	Target string `json:"target"`
	Unit   string `json:"unit"`
	Phrase bool   `json:"phrase"` // the words follow each other
}

// FoundOf are the units of a concordance as programs get them.
func FoundOf(found []memory.Found) []Found {
	all := make([]Found, len(found))
	for i, f := range found {
		all[i] = Found{f.Unit.Source.Markup(), f.Unit.Target.Markup(), f.Unit.ID, f.Phrase}
	}
	return all
}
