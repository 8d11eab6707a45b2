package checking_test

import (
	"net/http"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/checking"
	"truchement/workflow/newsroom"
	"truchement/workflow/publication"
	"truchement/workflow/remote/grammar"
	"truchement/workflow/remote/grammar/grammartest"
	"truchement/workflow/story"
)

// A grammar server is asked where a publication wants it, its findings appear beside ours once they are known, and no use case
// waits for it or is kept by what it finds.
func TestGrammarServerIsAskedBeside(t *testing.T) {
	server := grammartest.Serve(t, map[string]string{"les ministre": "les ministres"})
	r := story.New(t)
	r.Newsroom = newsroom.New(r.Store, newsroom.Options{CoreOptions: workflow.CoreOptions{Now: func() time.Time { return r.Clock }},
		Checking: checking.Options{Zone: time.UTC, Grammar: grammar.NewService(grammar.Options{Rest: time.Millisecond})}})
	id := r.As("amina").AddPublication()
	r.AddTo(id, "وصل الوزراء.")
	const target = "Hier, les ministre sont venus."
	set := func(mode string, s grammar.Server) error {
		r.T.Helper()
		return r.Publication.SetChecks(r.Ctx(), r.People["nadia"], id, publication.CheckRules{Modes: map[string]string{"grammar": mode, "omission": "off", "addition": "off"}, Grammar: s})
	}
	r.CheckNow("set", set("off", server.Server))
	look := func() checking.Checked {
		t.Helper()
		v := r.View()
		typed := target
		c, err := r.Checking.Segment(r.Ctx(), r.Who, &v, v.Segments[0], &typed)
		r.CheckNow("segment", err)
		return c
	}
	if c := look(); c.Grammar != grammar.Off {
		t.Errorf("off: %s", c.Grammar)
	}
	r.Refused("option.choice").Check("grammar blocks", set("block", server.Server))
	r.Refused("grammar.problem-address").Check("no address", set("warn", grammar.Server{URL: "file:///x"}))
	r.CheckNow("set", set("warn", server.Server))
	if c := look(); c.Grammar != grammar.Waiting || c.Open() != 0 {
		t.Errorf("at first: %s, %+v", c.Grammar, c.Findings)
	}
	for range 500 {
		if look().Grammar == grammar.Known {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	c := look()
	if len(c.Findings) != 1 || c.Findings[0].Check != "grammar" || c.Findings[0].Found != "les ministre" || c.Findings[0].Blocks() {
		t.Fatalf("%s, %+v", c.Grammar, c.Findings)
	}
	r.Translate(1, target).Want("translated")
	wantFound(r, "in the article", "1 grammar les ministre/Accord : «\u202fles ministres\u202f».")
	if got := r.View().Publisher.Style; got.Grammar != server.URL || !got.GrammarPrivate {
		t.Errorf("kept %+v", got)
	}

	trial := func(s grammar.Server) checking.Trial {
		t.Helper()
		out, err := r.Checking.TryGrammar(r.Ctx(), r.People["nadia"], s)
		r.CheckNow("try", err)
		return out
	}
	if out := trial(server.Server); out.Problem != nil || len(out.Found) != 2 {
		t.Errorf("a trial: %+v", out)
	}
	server.AnswerWith(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", http.StatusInternalServerError) })
	if out := trial(server.Server); out.Problem == nil || out.Problem.Kind != grammar.Refused || out.Problem.Status != 500 {
		t.Errorf("a trial of a server that fails: %+v", out)
	}
	_, err := r.Checking.TryGrammar(r.Ctx(), r.People["luc"], server.Server)
	r.Refused("error.forbidden").Check("an editor tries a server", err)
}
