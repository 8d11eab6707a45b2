package grammar_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/remote"
	"truchement/workflow/remote/grammar"
	"truchement/workflow/remote/grammar/grammartest"
)

// What the server finds is where it is in the text, whatever codes and wide characters come before.
func TestMatchesAreInTheirPlaces(t *testing.T) {
	server := grammartest.Serve(t, map[string]string{"les ministre": "les ministres", "ذهبوا": "ذهب"})
	for _, c := range []struct{ name, tag, markup, want string }{
		{"plain", "fr", "Hier, les ministre sont venus.", "les ministre"},
		{"after codes", "fr-MA", `Hier, ⟦1⟧𝒜⟦/1⟧ ⟦2/⟧les ministre sont venus.`, "les ministre"},
		{"Arabic", "ar-MA", "الوزراء ذهبوا", "ذهبوا"},
		{"nothing", "fr", "Bonjour.", ""},
	} {
		text, err := bitext.Parse(c.markup, []bitext.Code{{ID: "1", Type: bitext.Bold}, {ID: "2", Type: bitext.Break}})
		if err != nil {
			t.Fatal(err)
		}
		found, err := grammar.Ask(t.Context(), remote.New(), server.Server, c.tag, text)
		got := ""
		for _, m := range found {
			got += text.Flat()[m.Start:m.End]
			if len(m.Meant) != 1 || m.Message != "Accord : «\u202f"+m.Meant[0]+"\u202f»." || m.Spelling {
				t.Errorf("%s: %+v", c.name, m)
			}
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
}

// Each way in which a server does not answer has its kind.
func TestServersThatDoNotAnswer(t *testing.T) {
	server := grammartest.Serve(t, nil)
	say := func(status int, body string, headers ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		want   grammar.Kind
	}{
		{"an error", say(500, "oops"), grammar.Refused},
		{"a key is wanted", say(403, "Error: AuthException"), grammar.Refused},
		{"too often", say(429, "", "Retry-After", "120"), grammar.Busy},
		{"another page", say(200, "<html>"), grammar.NotGrammar},
		{"other JSON", say(200, `{"a":1}`), grammar.NotGrammar},
		{"half of an answer", say(200, `{"matches":[{"message":"x"`), grammar.NotGrammar},
		{"a cut answer", say(200, `{"matches":[]}`, "Content-Length", "99"), grammar.Kind(remote.Broken)},
		{"a huge answer", say(200, `{"matches":[],"x":"`+strings.Repeat("x", 2<<20)+`"}`), grammar.Kind(remote.TooLarge)},
		{"a redirect inside", say(307, "", "Location", "http://169.254.169.254/latest"), grammar.Kind(remote.BadRedirect)},
		{"a redirect", say(302, "", "Location", "http://10.0.0.1/"), grammar.Kind(remote.Forbidden)},
		{"matches that are nowhere", say(200, `{"matches":[{"offset":-1,"length":2},{"offset":0,"length":99},{"offset":9223372036854775807,"length":5}]}`), ""},
	} {
		server.AnswerWith(c.answer)
		found, err := grammar.Ask(t.Context(), remote.New(), server.Server, "fr", bitext.Plain("Bonjour."))
		got := grammar.Kind("")
		if err != nil {
			got = grammar.ErrorOf(err).Kind
		}
		if got != c.want || len(found) > 0 {
			t.Errorf("%s: %v, %v, want %q", c.name, found, err, c.want)
		}
	}
	server.AnswerWith(nil)
	if _, err := grammar.Ask(t.Context(), remote.New(), server.Server, "tzm", bitext.Plain("azul")); err == nil || grammar.ErrorOf(err).Kind != grammar.NoLanguage {
		t.Errorf("a language that it does not know: %v", err)
	}
	public := grammar.Server{URL: server.URL}
	if _, err := grammar.Ask(t.Context(), remote.New(), public, "fr", bitext.Plain("Bonjour.")); err == nil || grammar.ErrorOf(err).Kind != grammar.Kind(remote.Forbidden) {
		t.Errorf("a server on this machine that is not allowed: %v", err)
	}
}

// What is not known is asked once the text rests, once for many asks; a server that does not answer is left in peace, and
// said so once.
func TestServiceNeverWaits(t *testing.T) {
	server := grammartest.Serve(t, map[string]string{"les ministre": "les ministres"})
	var log bytes.Buffer
	var now atomic.Int64
	s := grammar.NewService(grammar.Options{Rest: 20 * time.Millisecond, Now: func() time.Time { return time.Unix(now.Load(), 0) },
		Log: slog.New(slog.NewTextHandler(&log, nil))})
	look := func(text string) ([]grammar.Match, grammar.State) {
		return s.Look(server.Server, "segment", "fr", bitext.Plain(text))
	}
	until := func(text string, want grammar.State) []grammar.Match {
		t.Helper()
		for range 500 {
			if found, state := look(text); state == want {
				return found
			}
			time.Sleep(5 * time.Millisecond)
		}
		t.Fatalf("%q is not %s", text, want)
		return nil
	}
	for _, typed := range []string{"Hier, l", "Hier, les", "Hier, les ministre", "Hier, les ministre sont venus."} {
		if found, state := look(typed); state != grammar.Waiting || found != nil {
			t.Errorf("%q: %v, %s", typed, found, state)
		}
	}
	if found := until("Hier, les ministre sont venus.", grammar.Known); len(found) != 1 || server.Asked.Load() != 1 {
		t.Errorf("found %v after %d requests", found, server.Asked.Load())
	}

	server.AnswerWith(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", http.StatusInternalServerError) })
	until("Autre texte.", grammar.Down)
	asked := server.Asked.Load()
	for range 20 {
		look("Encore un autre.")
	}
	time.Sleep(50 * time.Millisecond)
	if server.Asked.Load() != asked {
		t.Error("a server that does not answer is asked again at once")
	}
	if _, state := look("Hier, les ministre sont venus."); state != grammar.Known {
		t.Errorf("what is known is %s while the server is down", state)
	}
	now.Add(31)
	until("Un troisième.", grammar.Down) // it is asked again, and does not answer
	if n := strings.Count(log.String(), "does not answer"); n != 1 {
		t.Errorf("said %d times", n)
	}
	now.Add(31) // the second break is longer
	if _, state := look("Un quatrième."); state != grammar.Down {
		t.Errorf("after the first break %s", state)
	}
	server.AnswerWith(nil)
	if _, err := s.Try(t.Context(), server.Server, "fr", bitext.Plain("Bonjour.")); err != nil {
		t.Error(err)
	}
	until("Un quatrième.", grammar.Known)
	if found, state := (*grammar.Service)(nil).Look(server.Server, "segment", "fr", nil); found != nil || state != grammar.Off {
		t.Errorf("without a service: %v, %s", found, state)
	}
}
