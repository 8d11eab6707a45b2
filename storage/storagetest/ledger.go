package storagetest

import (
	"fmt"

	"truchement/workflow"
	"truchement/workflow/ledger"
)

// Lines get sequences and hashes that follow each other, in one transaction and over many, and are found by whom they
// are about, by kind and by time.
func testLedger(d *desk) {
	d.basics()
	add := func(lines ...ledger.Line) {
		d.must(func(tx workflow.Tx) error {
			for _, l := range lines {
				if err := tx.AddLine(l); err != nil {
					return err
				}
			}
			return nil
		})
	}
	line := func(kind ledger.Kind, actor, object string, n int) ledger.Line {
		return ledger.Line{At: at(n), Actor: actor, Address: "192.0.2.7", Kind: kind, Object: object, Was: "ا", Made: "b"}
	}
	add(line(ledger.SignedIn, "amina", "amina", 1), line(ledger.PersonRole, "operator", "amina", 2))
	add(line(ledger.SignInRefused, "", "luc", 3), line(ledger.TokenMade, "luc", "luc", 4))
	list := func(f ledger.Filter) []ledger.Line {
		return view(d, func(tx workflow.Tx) ([]ledger.Line, error) { return tx.Lines(f) })
	}
	all := list(ledger.Filter{Forward: true})
	var before []byte
	for i, l := range all {
		want := []ledger.Line{line(ledger.SignedIn, "amina", "amina", 1), line(ledger.PersonRole, "operator", "amina", 2),
			line(ledger.SignInRefused, "", "luc", 3), line(ledger.TokenMade, "luc", "luc", 4)}[i]
		want.Seq = int64(i + 1)
		want.Hash = want.Sum(before)
		checkEqual(d, "line", l, want)
		before = l.Hash
	}
	checkEqual(d, "lines", len(all), 4)
	d.must(func(tx workflow.Tx) error {
		seq, hash, err := tx.Head()
		checkEqual(d, "Head", fmt.Sprint(seq, hash), fmt.Sprint(4, before))
		return err
	})
	for what, f := range map[string]struct {
		ledger.Filter
		want string
	}{
		"newest first": {ledger.Filter{}, "[4 3 2 1]"},
		"by person":    {ledger.Filter{Person: "amina"}, "[2 1]"},
		"by kind":      {ledger.Filter{Kind: ledger.SignInRefused}, "[3]"},
		"by time":      {ledger.Filter{Since: at(2), Until: at(4)}, "[3 2]"},
		"a page":       {ledger.Filter{Before: 4, Limit: 2}, "[3 2]"},
		"what follows": {ledger.Filter{After: 2, Forward: true}, "[3 4]"},
		"none like it": {ledger.Filter{Person: "luc", Kind: ledger.PersonRole}, "[]"},
	} {
		seqs := []int64{}
		for _, l := range list(f.Filter) {
			seqs = append(seqs, l.Seq)
		}
		checkEqual(d, what, fmt.Sprint(seqs), f.want)
	}
}
