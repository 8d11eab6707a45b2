package bench_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// BenchmarkSave saves by the API, by the page's autosave, and by confirm-and-next, in turns over
// the same segments, of an article of 100 and of 10,000. It reports how many times longer than the
// API's PUT the page's ways take.
func BenchmarkSave(b *testing.B) {
	for _, size := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("segments=%d", size), func(b *testing.B) {
			n := uitest.OpenNewsroom(b)
			article := addBook(n, size)
			segments, err := n.Article.Segments(b.Context(), n.Actor(workflow.Chief), article)
			if err != nil {
				b.Fatal(err)
			}
			s := saver{page: n.As(workflow.Editor), program: n.Program(workflow.Editor, workflow.WriteScope)}
			var took [3]time.Duration
			rounds := 0
			for b.Loop() {
				// Somewhere else in the article each time, never at its end.
				g := segments[(rounds*37)%(size-2)]
				fresh, err := n.Article.Segment(b.Context(), n.Actor(workflow.Chief), g.ID)
				if err != nil {
					b.Fatal(err)
				}
				s.version, s.round = fresh.Version, rounds
				next := segments[g.Position].ID
				for i, do := range []func(*testing.B, string, string){s.put, s.autosave, s.confirm} {
					began := time.Now()
					do(b, g.ID, next)
					took[i] += time.Since(began)
				}
				rounds++
			}
			for i, name := range []string{"api", "autosave", "confirm-next"} {
				b.ReportMetric(float64(took[i].Microseconds())/1000/float64(rounds), name+"-ms")
				if i > 0 {
					b.ReportMetric(float64(took[i])/float64(took[0]), name+"/api")
				}
			}
		})
	}
}

// saver saves one text after the other.
type saver struct {
	page    *uitest.Browser
	program uitest.Program
	version int64
	round   int
}

func (s *saver) put(b *testing.B, segment, _ string) {
	r := httptest.NewRequest(http.MethodPut, "/api/v1/segments/"+segment,
		strings.NewReader(fmt.Sprintf(`{"target": "par programme %d"}`, s.round)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("If-Match", fmt.Sprintf(`"%d"`, s.version))
	r.Header.Set("Authorization", "Bearer "+s.program.Token)
	w := httptest.NewRecorder()
	s.page.N.ServeHTTP(w, r)
	s.check(b, w)
}

func (s *saver) autosave(b *testing.B, segment, _ string) {
	s.post(b, segment, "v-"+segment+" meter", "save", "par la page")
}

func (s *saver) confirm(b *testing.B, segment, next string) {
	s.post(b, segment, strings.Join([]string{"bench", "v-" + segment, "r-" + segment, "r-" + next,
		"meter", "panel"}, " "), "next", "confirmé")
}

func (s *saver) post(b *testing.B, segment, parts, do, text string) {
	form := url.Values{"version": {fmt.Sprint(s.version)}, "do": {do}, "view": {""},
		"op": {fmt.Sprint(do, s.round)}, "target": {fmt.Sprint(text, " ", s.round)}}
	r := httptest.NewRequest(http.MethodPost, "/segments/"+segment, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Fx-Target", parts)
	s.check(b, s.page.Send(r))
}

func (s *saver) check(b *testing.B, w *httptest.ResponseRecorder) {
	b.Helper()
	if w.Code != http.StatusOK {
		b.Fatalf("status %d: %s", w.Code, w.Body)
	}
	s.version++
}
