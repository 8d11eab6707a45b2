package check

import "testing"

func TestOrdinal(t *testing.T) {
	checkExamples(t, "ordinal", []example{
		{"ar-fr", "نص.", "Le 1er mai, la 1re fois, le XXIe siècle, les 2es.", nil},
		{"ar-fr", "نص.", "Le 45ème président.", nil},
		{"ar-fr", "نص.", "Le 1ier et la 2ième.", []string{"1ier|1er|Le 1er et la 2ième.", "2ième|2e|Le 1ier et la 2e."}},
		{"ar-fr", "نص.", "Le 2e et le 3ème.", []string{"3ème|3e|Le 2e et le 3e."}},
	})
	checkWith(t, Rules{Modes: map[ID]Mode{"ordinal": Warn}}, "ordinal", []example{
		{"ar-fr", "نص.", "La 1ère, les IVèmes.", []string{"1ère|1re|La 1re, les IVèmes.", "IVèmes|IVes|La 1ère, les IVes."}},
	})
}
