package bench_test

import (
	"net/http"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// What the panel of a row costs, beside a row with no memory behind it.
func BenchmarkRowPanel(b *testing.B) {
	open := func(b *testing.B, r *remembered) {
		b.Helper()
		browser := r.As(workflow.Translator)
		browser.Header.Set("Fx-Target", "bench r-"+r.New[1].ID)
		for b.Loop() {
			if w := browser.Get(r.bench(2)); w.Code != http.StatusOK {
				b.Fatal(w.Code)
			}
		}
	}
	empty := &remembered{Newsroom: uitest.OpenNewsroom(b)}
	p := pairs["fr"]
	empty.New = empty.add(b, p.from, p.to, p.new)
	empty.ID = empty.New[0].Article
	full := openRemembered(b, "fr")
	b.Run("empty", func(b *testing.B) { open(b, empty) })
	b.Run("match", func(b *testing.B) { open(b, full) })
	b.Run("matches-of", func(b *testing.B) {
		for b.Loop() {
			if found, err := full.Memory.MatchesOf(b.Context(), full.Actor(workflow.Translator), full.New[1].ID); err != nil || len(found) != 1 {
				b.Fatal(len(found), err)
			}
		}
	})
}
