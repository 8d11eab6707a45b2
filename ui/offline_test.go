package ui

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"truchement/workflow"
)

// keeps sets what the publication of the show lets devices keep.
func (s *show) keeps(policy workflow.DraftPolicy) {
	s.t.Helper()
	p, err := s.newsroom.publicationOf(s.publication)
	s.must(p, err)
	p.Style.Drafts = policy
	s.must(nil, s.desk.EditPublication(s.t.Context(), s.actor(workflow.Chief), p))
}

func (n *newsroom) publicationOf(id string) (workflow.Publication, error) {
	all, err := n.desk.Publications(n.t.Context(), n.actor(workflow.Chief))
	for _, p := range all {
		if p.ID == id {
			return p, nil
		}
	}
	return workflow.Publication{}, err
}

// TestWhatDevicesMayKeep reads the header by which the worker keeps a page, under each policy.
func TestWhatDevicesMayKeep(t *testing.T) {
	n := fillShow(t, "fr")
	amina := n.as(workflow.Translator)
	me := n.people[workflow.Translator].ID
	pages := []string{"/", "/articles/" + n.main, "/articles/" + n.main + "/bench"}
	for policy, want := range map[workflow.DraftPolicy]string{workflow.DraftsUntilSignOut: me,
		workflow.DraftsStay: me, workflow.DraftsOff: ""} {
		n.keeps(policy)
		for _, path := range pages {
			w := amina.get(path)
			if got := w.Header().Get("Desk-Keep"); got != want || w.Code != http.StatusOK {
				t.Errorf("policy %q, %s: status %d, kept for %q, want %q", policy, path, w.Code, got, want)
			}
		}
		bench := amina.get(pages[2]).Body.String()
		if !strings.Contains(bench, `data-policy="`+string(policy)+`"`) {
			t.Errorf("policy %q: the workbench does not say so", policy)
		}
	}
	for _, path := range []string{"/account", "/articles/" + n.main + "/export", "/signin", "/offline"} {
		if got := amina.get(path).Header().Get("Desk-Keep"); got != "" {
			t.Errorf("%s may be kept", path)
		}
	}
}

func TestWorkerIsServed(t *testing.T) {
	n := openNewsroom(t)
	w := n.browser().get("/worker.js")
	body := w.Body.String()
	for _, want := range []string{"self.desk = {", staticPath(t, n, ""), `"js/bundle.js"`,
		`"languages":["fr","ar","en"]`} {
		if !strings.Contains(body, want) {
			t.Errorf("the worker lacks %s", want)
		}
	}
	for header, want := range map[string]string{"Service-Worker-Allowed": "/", "Cache-Control": "no-cache",
		"Content-Type": "text/javascript; charset=utf-8"} {
		if got := w.Header().Get(header); got != want {
			t.Errorf("%s = %q, want %q", header, got, want)
		}
	}
	for _, m := range regexp.MustCompile(`"([a-z]+/[^"]+\.(?:css|js|woff2|svg))"`).FindAllStringSubmatch(body, -1) {
		if got := n.browser().get(staticPath(t, n, m[1])); got.Code != http.StatusOK {
			t.Errorf("%s: status %d", m[1], got.Code)
		}
	}
	for tag, word := range map[string]string{"fr": "Hors ligne", "ar": "دون اتصال", "en": "Offline"} {
		n.see(n.browser().get("/offline?lang="+tag), http.StatusOK, word, `lang="`+tag+`"`)
	}
}

// TestSaveOfAnotherPerson sends a text in the name of somebody else than its writer, as a tab
// would that was left open while another signed in.
func TestSaveOfAnotherPerson(t *testing.T) {
	st := tell(t)
	luc := st.as(workflow.Editor)
	w := luc.post("/segments/"+st.segments[3].ID, "person", st.people[workflow.Translator].ID,
		"version", "2", "op", "k", "target", "D’une autre main", "do", "save")
	st.see(w, http.StatusUnauthorized, "Une autre personne est connectée")
	if got := st.segment(t, 4).Target.String(); got == "D’une autre main" {
		t.Error("it was saved")
	}
}

func TestSignOutClears(t *testing.T) {
	n := openNewsroom(t)
	for keep, want := range map[string]string{"": `"cache", "storage"`, "yes": `"cache"`} {
		w := n.as(workflow.Translator).post("/signout", "keep", keep)
		if got := w.Header().Get("Clear-Site-Data"); got != want || w.Code != http.StatusSeeOther {
			t.Errorf("keep %q: status %d, Clear-Site-Data = %q, want %q", keep, w.Code, got, want)
		}
	}
}

// TestOneAnswerToAConfirmation brings the state of the row, the next row with its editor, and
// where the reader goes on.
func TestOneAnswerToAConfirmation(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Translator)
	b.header.Set("Fx-Target", "v-"+st.segments[3].ID+" bench r-"+st.segments[3].ID+" r-"+st.segments[4].ID)
	w := b.post("/segments/"+st.segments[3].ID, "version", "2", "op", "k", "target", "Confirmé.", "do", "next")
	page := w.Body.String()
	for _, want := range []string{`id="saved" data-version="`, `data-next="/articles/`,
		`id="t-` + st.segments[4].ID + `"`, "Segment 4 confirmé"} {
		if !strings.Contains(page, want) {
			t.Errorf("status %d, lacks %q", w.Code, want)
		}
	}
	if n := strings.Count(page, `<li class="seg`); n != 2 {
		t.Errorf("%d rows, want this one and the next", n)
	}
}
