package memory

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/align"
)

// learnUnits is how many of the newest units the aligner learns words from.
const learnUnits = 4000

// Aligner makes an aligner that knows the words of the memory, in either direction.
func (d *UseCases) Aligner(ctx context.Context, source, target string) (*align.Aligner, error) {
	var units []align.Unit
	err := d.View(ctx, func(tx *txn) error {
		units = units[:0]
		there, err := tx.Units(workflow.UnitFilter{SourceLang: source, TargetLang: target, Limit: learnUnits})
		if err != nil {
			return err
		}
		for _, u := range there {
			units = append(units, align.Unit{Source: u.Source.String(), Target: u.Target.String()})
		}
		back, err := tx.Units(workflow.UnitFilter{SourceLang: target, TargetLang: source, Limit: learnUnits})
		for _, u := range back {
			units = append(units, align.Unit{Source: u.Target.String(), Target: u.Source.String()})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return align.New(source, target, align.Learn(source, target, units)), nil
}
