package desk_test

import (
	"fmt"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
	"truchement/workflow/story"
)

// minor is a verdict.
var minor = workflow.Verdict{Type: "grammar", Severity: mqm.Minor}

func TestMarkIssueByCharactersWordsOrWhole(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "« L’été ‟\u202fdit-il, l’été. »").As("luc")
	all := r.Segment(1).Target.Len()
	for _, c := range []struct {
		name string
		in   desk.NewIssue
		want string // from-to, or the refusal
	}{
		{"characters", desk.NewIssue{Side: workflow.TargetSide, From: 2, To: 7}, "2-7"},
		{"the last characters", desk.NewIssue{Side: workflow.TargetSide, From: 2, To: all},
			fmt.Sprintf("2-%d", all)},
		{"the whole target", desk.NewIssue{Side: workflow.TargetSide}, fmt.Sprintf("0-%d", all)},
		{"the whole source", desk.NewIssue{Side: workflow.SourceSide},
			fmt.Sprintf("0-%d", len([]rune(one)))},
		{"words", desk.NewIssue{Side: workflow.TargetSide, Words: "dit-il"}, "10-16"},
		{"words as they are printed", desk.NewIssue{Side: workflow.TargetSide, Words: "L’été"}, "2-7"},
		{"words of a keyboard", desk.NewIssue{Side: workflow.TargetSide, Words: "L'été"}, "2-7"},
		{"words with space around", desk.NewIssue{Side: workflow.TargetSide, Words: " dit-il "},
			"10-16"},
		{"words that are there twice", desk.NewIssue{Side: workflow.TargetSide, Words: "été"},
			"issue.ambiguous"},
		{"words that are not there", desk.NewIssue{Side: workflow.TargetSide, Words: "hiver"},
			"issue.not-there"},
		{"words of the other side", desk.NewIssue{Side: workflow.SourceSide, Words: "dit-il"},
			"issue.not-there"},
		{"words with an override", desk.NewIssue{Side: workflow.TargetSide, Words: "a\u202e"},
			"text.override"},
		{"characters beyond the end", desk.NewIssue{Side: workflow.TargetSide, From: 2, To: all + 1},
			"issue.not-there"},
		{"characters before the start", desk.NewIssue{Side: workflow.TargetSide, From: -1, To: 3},
			"issue.not-there"},
		{"no characters", desk.NewIssue{Side: workflow.TargetSide, From: 3, To: 3},
			"issue.not-there"},
		{"no side", desk.NewIssue{Words: "dit-il"}, "issue.no-side"},
		{"an unknown side", desk.NewIssue{Side: "middle", Words: "dit-il"}, "issue.no-side"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := r.Segment(1)
			c.in.Segment, c.in.Version, c.in.Verdict = s.ID, s.Version, minor
			c.in.Verdict.Note = c.name // another issue each time
			i, err := r.Desk.MarkIssue(r.Ctx(), r.Who, c.in)
			got := fmt.Sprintf("%d-%d", i.From, i.To)
			if err != nil {
				got = err.(*workflow.Error).ID
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if err == nil && (i.Text != s.TextOf(c.in.Side).Flat() || i.Version != s.Version) {
				t.Errorf("keeps the text %q of version %d", i.Text, i.Version)
			}
		})
	}
}

// TestIssueIsOfWhoWrote: the translator it was given to, where they wrote in it, else who began it,
// at the version that the editor saw.
func TestIssueIsOfWhoWrote(t *testing.T) {
	r := story.New(t).As("nadia").Add(one, two, three)
	r.As("youssef").Translate(1, "Un.").Translate(2, "Deux.")
	page := r.Segment(2)
	r.As("luc").Assign("amina", workflow.Translator, 1, 3)
	r.As("amina").Translate(2, "Deux et demi.")
	r.As("luc").Mark(1, "Un", "grammar", mqm.Minor).Mark(2, "Deux", "grammar", mqm.Minor)
	i, err := r.Desk.MarkIssue(r.Ctx(), r.Who, desk.NewIssue{Segment: page.ID, Version: page.Version,
		Side: workflow.TargetSide, Verdict: minor})
	r.Check("mark an older version", err)
	for n, c := range []struct{ got, want string }{
		{r.Issue(1).Author, "youssef"}, {r.Issue(2).Author, "amina"}, {i.Author, "youssef"},
	} {
		if c.got != r.People[c.want].ID {
			t.Errorf("issue %d is laid to %q, want %s", n+1, c.got, c.want)
		}
	}
	if i.Version != page.Version || i.Text != "Deux." {
		t.Errorf("marked %q of version %d", i.Text, i.Version)
	}
}

func TestMarkIssueTwiceIsOne(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("luc")
	r.Mark(1, "Un", "grammar", mqm.Minor)
	first := r.Issue(1)
	count := func(want int) {
		t.Helper()
		all, err := r.Quality.Issues(r.Ctx(), r.Who, workflow.IssueFilter{Article: r.ArticleID})
		r.CheckNow("issues", err)
		if len(all) != want {
			t.Errorf("%d issues, want %d", len(all), want)
		}
	}
	r.WantAppended(func() { r.Mark(1, "Un", "grammar", mqm.Minor) }) // by the same person
	count(1)
	r.Mark(1, "Un", "grammar", mqm.Major)
	count(2)
	r.Mark(1, "Un", "spelling", mqm.Minor)
	count(3)
	r.As("salma").Mark(1, "Un", "grammar", mqm.Minor)
	count(4)
	r.As("luc")
	_, err := r.Desk.WithdrawIssue(r.Ctx(), r.Who, first.ID)
	r.Check("withdraw", err)
	r.Mark(1, "Un", "grammar", mqm.Minor) // the first one is closed
	count(5)
}

func TestIssueIsTold(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("luc")
	const at = `"side":"target","state":"translated","sub_state":"","type":"grammar","version":2}`
	entries := r.Appended(func() {
		r.Mark(1, "Un", "grammar", mqm.Minor)
		i, err := r.Desk.ChangeIssue(r.Ctx(), r.Who, r.Issue(1).ID, workflow.Verdict{Type: "grammar",
			Severity: mqm.Major})
		r.Check("change", err)
		_, err = r.Desk.ChangeIssue(r.Ctx(), r.Who, i.ID, i.Verdict) // changes nothing
		r.Check("change again", err)
		_, err = r.Desk.WithdrawIssue(r.Ctx(), r.Who, i.ID)
		r.Check("withdraw", err)
	})
	all, err := r.Quality.Issues(r.Ctx(), r.Who, workflow.IssueFilter{Article: r.ArticleID})
	r.Check("issues", err)
	if len(all) != 2 || len(entries) != 3 {
		t.Fatalf("%d issues and %d entries, want 2 and 3", len(all), len(entries))
	}
	for i, want := range []struct {
		kind     workflow.FeedKind
		issue    string
		severity mqm.Severity
	}{
		{workflow.IssueMarked, all[0].ID, mqm.Minor},
		{workflow.IssueChanged, all[1].ID, mqm.Major},
		{workflow.IssueWithdrawn, all[1].ID, mqm.Major},
	} {
		payload := fmt.Sprintf(`{"issue":"%s","severity":"%s",%s`, want.issue, want.severity, at)
		if e := entries[i]; e.Kind != want.kind || string(e.Payload) != payload {
			t.Errorf("entry %d is %s %s, want %s %s", i, e.Kind, e.Payload, want.kind, payload)
		}
	}
}

func TestIssueEndsOnce(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("luc").Mark(1, "Un", "grammar",
		mqm.Minor)
	first := r.Issue(1)
	to := workflow.Verdict{Type: "spelling", Severity: mqm.Critical, Note: " note "}
	second, err := r.Desk.ChangeIssue(r.Ctx(), r.People["salma"], first.ID, to)
	r.Check("change", err)
	if second.ID == first.ID || second.Note != "note" || second.Author != first.Author ||
		second.MadeOn != first.MadeOn || second.Passage != first.Passage || !second.Open() {
		t.Errorf("changed to %+v", second)
	}
	old, err := r.Quality.Issue(r.Ctx(), r.People["amina"], first.ID)
	r.Check("read", err)
	if old.Open() || old.EndedBy != r.People["salma"].ID || old.Verdict != first.Verdict {
		t.Errorf("the first is %+v", old)
	}
	_, err = r.Desk.ChangeIssue(r.Ctx(), r.Who, first.ID, to)
	r.Refused("issue.ended").Check("change what was changed", err)
	_, err = r.Desk.WithdrawIssue(r.Ctx(), r.Who, second.ID)
	r.Check("withdraw", err)
	_, err = r.Desk.WithdrawIssue(r.Ctx(), r.Who, second.ID)
	r.Refused("issue.ended").Check("withdraw again", err)
	r.WantMarks(1)
	r.Approve(1)
}

func TestIssuesRefuse(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.").As("luc").
		Mark(1, "Un", "grammar", mqm.Minor)
	i, page, gone := r.Issue(1), r.Segment(1), r.Segment(2)
	mark := func(who string, segment string, version int64) error {
		_, err := r.Desk.MarkIssue(r.Ctx(), r.People[who], desk.NewIssue{Segment: segment,
			Version: version, Side: workflow.SourceSide, Verdict: minor})
		return err
	}
	change := func(who, id string, to workflow.Verdict) error {
		_, err := r.Desk.ChangeIssue(r.Ctx(), r.People[who], id, to)
		return err
	}
	withdraw := func(who, id string) error {
		_, err := r.Desk.WithdrawIssue(r.Ctx(), r.People[who], id)
		return err
	}
	r.Refused("error.forbidden").Check("mark, by a translator", mark("amina", page.ID, 1))
	r.Refused("error.forbidden").Check("change, by a translator", change("amina", i.ID, minor))
	r.Refused("error.forbidden").Check("withdraw, by a translator", withdraw("amina", i.ID))
	r.Refused("segment.no-version").Check("a version to come", mark("luc", page.ID, 9))
	r.Refused("error.not-found").Check("no segment", mark("luc", "none", 1))
	r.Refused("error.not-found").Check("change no issue", change("luc", "none", minor))
	r.Refused("error.not-found").Check("withdraw no issue", withdraw("luc", "none"))
	r.Refused("issue.no-type").Check("to no type", change("luc", i.ID, workflow.Verdict{}))
	_, err := r.Quality.Issue(r.Ctx(), r.People["lea"], i.ID)
	r.Refused("error.forbidden").Check("read, by a reader", err)
	_, err = r.Quality.Issues(r.Ctx(), r.People["lea"], workflow.IssueFilter{})
	r.Refused("error.forbidden").Check("list, by a reader", err)
	_, err = r.Quality.Issue(r.Ctx(), r.Who, "none")
	r.Refused("error.not-found").Check("read no issue", err)
	r.Merge(1).Refused("segment.gone").Check("a merged segment", mark("luc", gone.ID, 1))
	r.Correct(1, "", workflow.Retraction)
	r.Refused("article.retracted").Check("mark", mark("luc", page.ID, 2))
	r.Refused("article.retracted").Check("change", change("luc", i.ID, minor))
	r.Refused("article.retracted").Check("withdraw", withdraw("luc", i.ID))
}

// TestEndedIssuesMoveWithTheirWords too: they are the history of what was marked.
func TestEndedIssuesMoveWithTheirWords(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.").Translate(2, "Deux.").As("luc")
	r.Mark(2, "Deux", "grammar", mqm.Minor)
	i := r.Issue(1)
	_, err := r.Desk.WithdrawIssue(r.Ctx(), r.Who, i.ID)
	r.Check("withdraw", err)
	r.Merge(1)
	moved, err := r.Quality.Issue(r.Ctx(), r.Who, i.ID)
	r.Check("read", err)
	if s := r.Segment(1); moved.Segment != s.ID || moved.MadeOn != i.Segment || moved.From != 4 ||
		moved.Text != s.Target.Flat() || moved.Version != s.Version {
		t.Errorf("moved to %+v", moved)
	}
	r.Undo(1)
	back, err := r.Quality.Issue(r.Ctx(), r.Who, i.ID)
	r.Check("read", err)
	if back.Segment != i.Segment || back.From != 0 || back.Text != "Deux." {
		t.Errorf("moved back to %+v", back)
	}
}

// TestMarkOfAnotherTextMovesUnchanged: what is no longer there stays as it was marked, and with
// the first part.
func TestMarkOfAnotherTextMovesUnchanged(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un deux.").As("luc")
	r.Mark(1, "deux", "grammar", mqm.Minor)
	before := r.Issue(1)
	r.As("amina").Translate(1, "Trois quatre.")
	splitAt(r, 1, 7, 6)
	if after := r.Issue(1); after != before {
		t.Errorf("the issue became %+v, was %+v", after, before)
	}
	r.WantMarks(1, "-").WantMarks(2)
	if s := r.Segment(2); s.State != bitext.Translated {
		t.Errorf("the second part is %s", s.State)
	}
}
