package bench_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// What became of a save is in headers, so that no module reads it out of markup.
func TestSaveAnswersItsOutcomeInHeaders(t *testing.T) {
	st := uitest.OpenStory(t)
	g := st.Segment(t, 5)
	tests := []struct {
		name, person, target string
		version              int64
		status               int
		save, saved, problem string
	}{
		{"saved", "", "Un texte.", g.Version, http.StatusOK, "saved", strconv.FormatInt(g.Version+1, 10), ""},
		{"no edit", "", "Un texte.", g.Version + 1, http.StatusOK, "saved", strconv.FormatInt(g.Version+1, 10), ""},
		{"conflict", "", "Un autre texte.", g.Version, http.StatusConflict, "conflict", "", ""},
		{"refused", "", "⟦9⟧ texte", g.Version + 1, http.StatusUnprocessableEntity, "", "", "⟦9⟧"},
		{"of another person", "x", "Un texte.", g.Version + 1, http.StatusUnauthorized, "", "", "."},
	}
	b := st.As(workflow.Editor)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			form := url.Values{"version": {strconv.FormatInt(tt.version, 10)}, "do": {"save"},
				"target": {tt.target}, "person": {tt.person}}
			r := httptest.NewRequest(http.MethodPost, "/segments/"+g.ID, strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			r.Header.Set("Fx-Target", "v-"+g.ID)
			w := b.Send(r)
			if w.Code != tt.status || w.Header().Get("Desk-Save") != tt.save ||
				w.Header().Get("Desk-Version") != tt.saved {
				t.Errorf("%d, save %q, version %q; want %d, %q, %q", w.Code, w.Header().Get("Desk-Save"),
					w.Header().Get("Desk-Version"), tt.status, tt.save, tt.saved)
			}
			problem, err := url.PathUnescape(w.Header().Get("Desk-Problem"))
			if err != nil || (problem == "") != (tt.problem == "") || !strings.Contains(problem, tt.problem) {
				t.Errorf("problem %q (%v), want one with %q", problem, err, tt.problem)
			}
		})
	}
}
