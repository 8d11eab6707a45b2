package checking_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/checking"
	"truchement/workflow/newsroom"
	"truchement/workflow/story"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// checked is a story of a newsroom that checks, with an article of which two segments say the same.
func checked(t *testing.T, speller check.Speller) *story.Runner {
	t.Helper()
	r := story.New(t)
	r.Newsroom = newsroom.New(r.Store, newsroom.Options{CoreOptions: workflow.CoreOptions{Now: func() time.Time { return r.Clock }},
		Checking: checking.Options{Speller: speller, Zone: time.UTC}})
	return r.As("amina").Add("وصل 12 وزيرا.", "وصل 12 وزيرا.", "وصل الوالي.")
}

// found are the findings of the article, each as "position check found/expected", those dismissed in brackets.
func found(r *story.Runner) string {
	r.T.Helper()
	v := r.View()
	all, err := r.Checking.Article(r.Ctx(), r.Who, &v)
	r.CheckNow("article", err)
	var lines []string
	for _, c := range all {
		for _, f := range c.Findings {
			line := string(rune('0'+c.Segment.Position)) + " " + string(f.Check) + " " + f.Found + "/" + f.Expected
			if f.Dismissed != nil {
				line = "(" + line + ")"
			}
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, ", ")
}

func wantFound(r *story.Runner, what, want string) {
	r.T.Helper()
	if got := found(r); got != want {
		r.T.Errorf("%s: %q, want %q", what, got, want)
	}
}

// keyOf is the key of the first finding of a segment.
func keyOf(r *story.Runner, position int) string {
	r.T.Helper()
	v := r.View()
	c, err := r.Checking.Segment(r.Ctx(), r.Who, &v, v.Segments[position-1], nil)
	r.CheckNow("segment", err)
	if len(c.Findings) == 0 {
		r.T.Fatalf("nothing is found in segment %d", position)
	}
	return c.Findings[0].Key
}

func dismiss(r *story.Runner, scope workflow.DismissalScope, position int, reason string) (workflow.Dismissal, error) {
	r.T.Helper()
	return r.Checking.Dismiss(r.Ctx(), r.Who, workflow.Dismissal{Scope: scope, Check: "number", Word: keyOf(r, position),
		Segment: r.Segment(position).ID, Reason: reason})
}

// blocking is how many findings keep a segment from being confirmed with a target.
func blocking(r *story.Runner, position int, target string) int {
	r.T.Helper()
	s := r.Segment(position)
	s.Target = bitext.Plain(target)
	found, err := r.Checking.Blocking(r.Ctx(), s.Article, []workflow.Segment{s})
	r.CheckNow("blocking", err)
	return len(found[0])
}

func TestFindingsAreDismissed(t *testing.T) {
	r := checked(t, nil)
	draft := func(position int, target string) {
		r.T.Helper()
		r.Draft(position, target)
	}
	draft(1, "13 ministres sont arrivés.")
	draft(2, "13 ministres sont arrivés.")
	wantFound(r, "both", "1 number 13/12, 2 number 13/12")
	_, err := dismiss(r, workflow.DismissOnce, 1, " ")
	r.Refused("check.no-reason").Check("no reason", err)
	_, err = dismiss(r, workflow.DismissWord, 1, "x")
	r.Refused("error.forbidden").Check("a translator, for good", err)
	_, err = dismiss(r, "desk", 1, "x")
	r.Refused("check.no-scope").Check("another scope", err)
	r.Claim(1, 1).As("youssef")
	_, err = dismiss(r, workflow.DismissOnce, 1, "x")
	r.Refused("segment.of-another").Check("what is amina's", err)
	r.As("amina")
	once, err := dismiss(r, workflow.DismissOnce, 1, "La dépêche dit 13.")
	r.CheckNow("once", err)
	again, err := dismiss(r, workflow.DismissOnce, 1, "La dépêche dit 13.")
	if err != nil || again != once {
		t.Errorf("asked again: %+v, %v, want %+v", again, err, once)
	}
	wantFound(r, "in its segment", "(1 number 13/12), 2 number 13/12")
	if n := blocking(r, 1, "13 ministres sont arrivés."); n != 0 {
		t.Errorf("%d findings block a segment whose finding was dismissed", n)
	}
	if n := blocking(r, 1, "14 ministres sont arrivés."); n != 1 {
		t.Errorf("%d findings block another number", n)
	}
	_, err = r.Checking.TakeBack(r.Ctx(), r.People["youssef"], workflow.Dismissal{ID: once.ID})
	r.Refused("error.forbidden").Check("another translator takes it back", err)
	_, err = r.Checking.TakeBack(r.Ctx(), r.Who, workflow.Dismissal{ID: once.ID})
	r.CheckNow("take back", err)
	wantFound(r, "taken back", "1 number 13/12, 2 number 13/12")
	article, err := dismiss(r, workflow.DismissArticle, 2, "Dans tout l’article.")
	r.CheckNow("article", err)
	wantFound(r, "in the article", "(1 number 13/12), (2 number 13/12)")

	r.As("luc")
	rates, segments, err := r.Checking.Rates(r.Ctx(), r.Who)
	r.CheckNow("rates", err)
	if len(rates) != 1 || rates[0] != (checking.Rate{Check: "number", Found: 2, Dismissed: 2}) || segments != 3 {
		t.Errorf("%+v in %d segments", rates, segments)
	}
	_, err = r.Checking.TakeBack(r.Ctx(), r.Who, workflow.Dismissal{ID: article.ID})
	r.CheckNow("an editor takes it back", err)
	r.Add("وصل 12 وزيرا.")
	r.As("amina").Draft(1, "13 ministres sont arrivés.")
	r.As("luc")
	_, err = dismiss(r, workflow.DismissWord, 1, "Partout.")
	r.CheckNow("for good", err)
	wantFound(r, "for good", "(1 number 13/12)")
	list, err := r.Checking.Dismissals(r.Ctx(), r.Who)
	if err != nil || len(list.Dismissals) != 1 || list.People[list.Dismissals[0].By] == "" {
		t.Errorf("%+v, %v", list, err)
	}
}

// The termbase and a speller are asked; a proposal is no term yet.
func TestTermsAndSpellerAreAsked(t *testing.T) {
	s := &speller{}
	r := checked(t, s)
	v := r.View()
	_, _, err := r.Termbase.Add(r.Ctx(), r.People["luc"], termbase.NewConcept{Concept: term.Concept{Terms: []term.Term{
		{Lang: "ar", Text: "والي", Status: term.Preferred}, {Lang: "fr", Text: "wali", Status: term.Preferred}}}})
	r.CheckNow("add", err)
	typed := "Le wali est arivé."
	c, err := r.Checking.Segment(r.Ctx(), r.Who, &v, v.Segments[2], &typed)
	r.CheckNow("segment", err)
	if c.Open() != 0 || s.asked != 0 {
		t.Errorf("%+v; the speller was asked %d times, which no publication wants", c.Findings, s.asked)
	}
	v.Publisher.Style.Checks = map[string]string{"spelling": "warn"}
	c, err = r.Checking.Segment(r.Ctx(), r.Who, &v, v.Segments[2], &typed)
	r.CheckNow("segment", err)
	if len(c.Findings) != 1 || c.Findings[0].Check != "spelling" || c.Findings[0].Found != "arivé" {
		t.Errorf("%+v, want the word that is misspelt", c.Findings)
	}
	if !c.Target.Equal(bitext.Plain(typed)) {
		t.Errorf("looked at %v", c.Target)
	}
}

// speller knows all words but one.
type speller struct{ asked int }

func (s *speller) Unknown(_ string, words []string) map[string][]string {
	s.asked++
	unknown := map[string][]string{}
	for _, w := range words {
		if w == "arivé" {
			unknown[w] = []string{"arrivé"}
		}
	}
	return unknown
}

// The sign-off looks at an article when all of it is finished, and not at a book.
func TestSignOffLooksAtFinishedArticles(t *testing.T) {
	r := checked(t, nil)
	signOff := func(v workflow.ArticleView) checking.SignOff {
		t.Helper()
		out, err := r.Checking.SignOff(r.Ctx(), r.Who, &v)
		r.CheckNow("sign-off", err)
		return out
	}
	for position := 1; position <= 2; position++ {
		r.Translate(position, "Les 12 ministres sont  arrivés.")
	}
	if out := signOff(r.View()); len(out.Open) != 0 || out.TooLong {
		t.Errorf("%+v, with a segment to translate", out)
	}
	r.Translate(3, "Le wali est arrivé.")
	out := signOff(r.View())
	if len(out.Open) != 2 || out.Open[1].Position != 2 {
		t.Errorf("%d segments with findings, want the first two", len(out.Open))
	}
	book := r.View()
	book.Segments = slices.Repeat(book.Segments, 101)
	if out := signOff(book); len(out.Open) != 0 || !out.TooLong {
		t.Errorf("%d segments of a book were looked at: %+v", len(book.Segments), out)
	}
}

// A long finding has a key that a page can send back.
func TestKeyOfALongFindingIsText(t *testing.T) {
	r := checked(t, nil)
	v := r.View()
	typed := "Le wali est arrivé " + strings.Repeat("é", 400) + "  ici."
	v.Segments[2].Source = bitext.Plain(strings.Repeat("وصل الوالي إلى المدينة اليوم ", 60))
	c, err := r.Checking.Segment(r.Ctx(), r.Who, &v, v.Segments[2], &typed)
	r.CheckNow("segment", err)
	if len(c.Findings) == 0 {
		t.Fatal("nothing is found")
	}
	for _, f := range c.Findings {
		if !utf8.ValidString(f.Key) || len(f.Key) > 600 {
			t.Errorf("key of %d bytes: %q", len(f.Key), f.Key)
		}
	}
}
