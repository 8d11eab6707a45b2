package checking

import (
	"slices"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/tm"
)

// fillings are the fillings of the targets of segments, by their ids. Of many segments those are looked at whose article
// knows that they were filled.
func (t *txn) fillings(v *workflow.ArticleView) (map[string]check.Filling, error) {
	all := map[string]check.Filling{}
	asked := v.Segments
	if len(asked) > fewSegments {
		given, err := t.Given(v.ID)
		if err != nil {
			return nil, err
		}
		asked = slices.DeleteFunc(slices.Clone(asked), func(s workflow.Segment) bool { return given[s.ID] == "" })
	}
	for _, s := range asked {
		if s.Target.Empty() {
			continue
		}
		filling, err := t.fillingOf(s, s.Target, v.SourceLang)
		if err != nil {
			return nil, err
		}
		if filling != "" {
			all[s.ID] = filling
		}
	}
	return all, nil
}

// fillingOf says what has filled a target of a segment in, as its history knows: a machine, or the memory with the text of
// another source. A text of the memory that is word for word that of the same source is as good as its unit.
func (t *txn) fillingOf(s workflow.Segment, target bitext.Text, tag string) (check.Filling, error) {
	changes, err := t.Changes(s.ID)
	if err != nil {
		return "", err
	}
	for i := len(changes) - 1; i >= 0; i-- {
		c := changes[i]
		if c.Kind == workflow.ChangeRefused || !c.To.Target.Equal(target) {
			continue
		}
		switch c.Origin {
		case workflow.ByMachine:
			return check.FromMachine, nil
		case workflow.FromUnit:
			return t.fuzzyUnit(c, tag)
		}
	}
	return "", nil
}

// fuzzyUnit is FromMemory if the unit that a change took has another source than the segment had. Of one that is gone for
// good nothing is known.
func (t *txn) fuzzyUnit(c workflow.Change, tag string) (check.Filling, error) {
	u, err := t.Unit(c.Unit)
	if workflow.KindOf(err) == workflow.NotFound {
		return "", nil
	}
	if err != nil || tm.Key(u.Source.String(), tag) == tm.Key(c.To.Source.String(), tag) {
		return "", err
	}
	return check.FromMemory, nil
}
