package name

import (
	"truchement/workflow/check/look"
	"truchement/workflow/term"
)

// Glossary finds the terms of a publication's own concepts in texts, for pairs that come without terms. It is immutable and
// safe for concurrent use.
type Glossary struct {
	index    *term.Index
	concepts map[string]term.Concept
}

// NewGlossary makes a glossary, nil of no concepts.
func NewGlossary(concepts []term.Concept) *Glossary {
	if len(concepts) == 0 {
		return nil
	}
	g := &Glossary{term.New(), make(map[string]term.Concept, len(concepts))}
	g.index.Put(concepts...)
	for _, c := range concepts {
		g.concepts[c.ID] = c
	}
	return g
}

// Fill finds the terms of a pair that has none.
func (g *Glossary) Fill(p *look.Pair) {
	if g == nil || p.Concepts != nil {
		return
	}
	p.SourceTerms = g.index.Find(p.Source.Flat(), p.SourceLang, "")
	p.TargetTerms = g.index.Find(p.Target.Flat(), p.TargetLang, "")
	p.Concepts = g.concepts
}
