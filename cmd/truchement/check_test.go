package main

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/unit/exchange"
)

// A file with too many pairs is refused before they fill the memory.
func TestCheckRefusesTooManyPairs(t *testing.T) {
	pairs := checked{name: "many.tmx", read: mostChecked - 1}
	item := exchange.Item{Unit: workflow.Unit{SourceLang: "ar", TargetLang: "fr"}}
	if err := pairs.add(item); err != nil {
		t.Errorf("the last pair: %v", err)
	}
	if err := pairs.add(item); !errors.Is(err, workflow.Fail(workflow.TooLarge, "cli.check-many")) {
		t.Errorf("one more: %v", err)
	}
}

// Of many pairs that cannot be checked the first are named, and all are counted.
func TestCheckNamesTheFirstRefusedPairs(t *testing.T) {
	p, out, errs := outside(strings.Repeat("نعم\tOui\n", 50))
	if status := p.run(t.Context(), []string{"check", "-"}); status != exitFailed || out.Len() > 0 {
		t.Errorf("status %d, output %q", status, out)
	}
	if n := strings.Count(errs.String(), "no text in both languages"); n != mostRefused || !strings.Contains(errs.String(), "50 pairs") {
		t.Errorf("%d are named:\n%s", n, errs)
	}
	p, _, errs = outside("")
	missing := filepath.Join(t.TempDir(), "missing.json")
	if status := p.run(t.Context(), []string{"check", "-", "--rules", missing}); status != exitUsage || !strings.Contains(errs.String(), "missing.json") {
		t.Errorf("status %d:\n%s", status, errs)
	}
}
