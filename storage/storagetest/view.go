package storagetest

import (
	"context"
	"fmt"
	"sync"

	"truchement/workflow"
)

func testTxIsRefusedAfterItsEnd(d *desk) {
	var kept []workflow.Tx
	keep := func(tx workflow.Tx) error { kept = append(kept, tx); return nil }
	d.must(keep)
	if err := d.View(context.Background(), keep); err != nil {
		d.Fatal(err)
	}
	for _, tx := range kept {
		_, err := tx.People()
		checkKind(d, "a read after the transaction", err, workflow.Internal)
	}
	checkKind(d, "a write after the transaction", kept[0].AddPerson(person("x")), workflow.Internal)
}

func testViewCannotWrite(d *desk) {
	for name, f := range map[string]func(workflow.Tx) error{
		"AddPerson": step(workflow.Tx.AddPerson, person("x")),
		"Append":    func(tx workflow.Tx) error { _, err := tx.Append(workflow.Entry{}); return err },
	} {
		checkKind(d, name+" in a View", d.View(context.Background(), f), workflow.Internal)
	}
	if n := len(view(d, workflow.Tx.People)); n != 0 {
		d.Errorf("%d people", n)
	}
}

func testViewIsOneState(d *desk) {
	count := func(tx workflow.Tx) int {
		people, err := tx.People()
		if err != nil {
			d.Error(err)
		}
		return len(people)
	}
	err := d.View(context.Background(), func(tx workflow.Tx) error {
		before := count(tx)
		d.must(step(workflow.Tx.AddPerson, person("p1")))
		if after := count(tx); after != before {
			d.Errorf("one View saw %d people, then %d", before, after)
		}
		return nil
	})
	if err != nil {
		d.Error(err)
	}
}

func testViewSeesAcknowledgedUpdates(d *desk) {
	var wait sync.WaitGroup
	for i := range 20 {
		wait.Go(func() {
			id := fmt.Sprint("p", i)
			if err := d.try(step(workflow.Tx.AddPerson, person(id))); err != nil {
				d.Error(err)
			}
			err := d.View(context.Background(), func(tx workflow.Tx) error {
				_, err := tx.Person(id)
				return err
			})
			if err != nil {
				d.Errorf("what was acknowledged is not there: %v", err)
			}
		})
	}
	wait.Wait()
}
