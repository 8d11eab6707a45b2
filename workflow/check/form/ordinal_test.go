package form

import (
	"testing"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestOrdinal(t *testing.T) {
	checktest.Examples(t, &ordinalForm, []checktest.Example{
		{"ar-fr", "نص.", "Le 1er mai, la 1re fois, le XXIe siècle, les 2es.", nil},
		{"ar-fr", "نص.", "Le 45ème président.", nil},
		{"ar-fr", "نص.", "Le 1ier et la 2ième.", []string{"1ier|1er|Le 1er et la 2ième.", "2ième|2e|Le 1ier et la 2e."}},
		{"ar-fr", "نص.", "Le 2e et le 3ème.", []string{"3ème|3e|Le 2e et le 3e."}},
	})
	checktest.ExamplesBy(t, look.Rules{Modes: map[look.ID]look.Mode{"ordinal": look.Warn}}, &ordinalForm, []checktest.Example{
		{"ar-fr", "نص.", "La 1ère, les IVèmes.", []string{"1ère|1re|La 1re, les IVèmes.", "IVèmes|IVes|La 1ère, les IVes."}},
	})
}
