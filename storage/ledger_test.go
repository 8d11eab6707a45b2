package storage

import (
	"fmt"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/audit"
	"truchement/workflow/ledger"
)

// Whatever is done to the ledger behind the back of the program is seen: a line that is changed in any column, removed,
// put in between, or removed at the end.
func TestLedgerShowsWhatWasDoneToIt(t *testing.T) {
	for damage, sound := range map[string]int64{
		"": 5, "DELETE FROM ledger WHERE seq = 3": 2, "DELETE FROM ledger WHERE seq = 5": 4, "DELETE FROM ledger": 0,
		"UPDATE ledger SET seq = 6 WHERE seq = 3":                                        2,
		"UPDATE ledger SET at = at + 1 WHERE seq = 2":                                    1,
		"UPDATE ledger SET actor = 'p2' WHERE seq = 2":                                   1,
		"UPDATE ledger SET address = '' WHERE seq = 2":                                   1,
		"UPDATE ledger SET kind = 'person.name' WHERE seq = 2":                           1,
		"UPDATE ledger SET object = '' WHERE seq = 2":                                    1,
		"UPDATE ledger SET was = made, made = was WHERE seq = 2":                         1,
		"DELETE FROM ledger WHERE seq = 5; UPDATE ledger_head SET seq = 4":               4,
		"UPDATE ledger SET hash = (SELECT hash FROM ledger WHERE seq = 1) WHERE seq = 2": 1,
	} {
		t.Run(damage, func(t *testing.T) {
			c := Config{Data: t.TempDir()}
			db := open(t, c)
			for i := range 5 {
				err := db.Update(t.Context(), func(tx workflow.Tx) error {
					return tx.AddLine(ledger.Line{At: time.Unix(int64(i+1), 0), Actor: "p1", Address: "::1", Kind: ledger.PersonRole,
						Object: fmt.Sprint(i), Was: "editor", Made: "chief"})
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if _, err := connect(t, c).Exec(damage); err != nil {
				t.Fatal(err)
			}
			u := audit.New(workflow.NewCore(db, workflow.CoreOptions{}))
			got, whole, err := u.Verify(t.Context(), workflow.Operator())
			if err != nil || got != sound || whole != (damage == "") {
				t.Errorf("%d lines are sound, whole: %v, %v; want %d", got, whole, err, sound)
			}
		})
	}
}
