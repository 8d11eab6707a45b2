package part

import (
	"strings"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/lang"
)

// UnitPairs are the pairs of languages that the memory has, and the one that a page shows. A page that
// embeds them has the part "unit-pair".
type UnitPairs struct {
	Pairs []workflow.UnitPair
	Here  workflow.UnitPair
}

// ReadUnitPairs reads the pairs of the memory, and chooses the one that the address names, or the one
// with the most units.
func ReadUnitPairs(c *web.Call) (p UnitPairs, err error) {
	if p.Pairs, err = c.Server.Units.Pairs(c.Ctx(), c.Actor); err != nil {
		return p, err
	}
	p.Here = workflow.UnitPair{SourceLang: "ar", TargetLang: "fr"}
	if len(p.Pairs) > 0 {
		p.Here = p.Pairs[0]
	}
	if value := c.QueryParam("pair"); value != "" {
		s, t, _ := strings.Cut(value, ">")
		if err := workflow.CheckPair(s, t); err != nil {
			return p, err
		}
		p.Here = workflow.UnitPair{SourceLang: s, TargetLang: t}
		for _, one := range p.Pairs {
			if one.SourceLang == s && one.TargetLang == t {
				p.Here = one
			}
		}
	}
	return p, nil
}

// ReadPair reads a pair as PairValue writes it.
func ReadPair(value string) (source, target string, ok bool) {
	source, target, _ = strings.Cut(value, ">")
	return source, target, lang.Valid(source) && lang.Valid(target)
}

// PairValue is a pair as forms and addresses have it.
func (UnitPairs) PairValue(p workflow.UnitPair) string { return p.SourceLang + ">" + p.TargetLang }

// PairWord is a pair as it is shown in a menu, whose options have no direction of their own.
func (UnitPairs) PairWord(p workflow.UnitPair) string {
	return lang.Isolate(p.SourceLang + " → " + p.TargetLang)
}

// Is reports whether a pair is the one that is shown.
func (p UnitPairs) Is(one workflow.UnitPair) bool { return one == p.Here }
