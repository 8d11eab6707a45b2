package desk_test

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// splitAt splits the segment at a position at a character of each side.
func splitAt(r *story.Runner, position, at, targetAt int) {
	r.T.Helper()
	s := r.Segment(position)
	_, err := r.Desk.Split(r.Ctx(), r.Who, desk.Recut{Segment: s.ID, Version: s.Version, At: at,
		TargetAt: targetAt})
	r.Check("split", err)
}

func TestRecutAsksWhoMay(t *testing.T) {
	r := story.New(t).As("nadia").Add(one, two, three).Assign("amina", workflow.Translator, 1, 1)
	r.As("lea").Refused("error.forbidden").Split(1, 7)
	r.As("lea").Refused("error.forbidden").Merge(1)
	r.As("youssef").Refused("segment.of-another").Split(1, 7)
	r.Refused("segment.of-another").Merge(1)
	r.As("nadia").Assign("amina", workflow.Translator, 3, 3)
	r.As("youssef").Refused("segment.of-another").Merge(2) // the next is another's
	r.Split(2, 7)
	r.As("luc").Merge(1)
	if n := len(r.View().Segments); n != 3 {
		t.Errorf("%d segments, want 3", n)
	}
}

func TestRecutOfAnotherVersionIsAConflict(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two)
	page := r.Segment(1)
	r.Draft(1, "Un.")
	at := desk.Recut{Segment: page.ID, Version: page.Version, At: 7, TargetAt: 0}
	_, err := r.Desk.Split(r.Ctx(), r.Who, at)
	r.Refused("conflict").Check("split", err)
	_, err = r.Desk.Merge(r.Ctx(), r.Who, at)
	r.Refused("conflict").Check("merge", err)
	r.As("luc").Correct(1, "", workflow.Retraction)
	at.Version = 2
	_, err = r.Desk.Merge(r.Ctx(), r.Who, at)
	r.Refused("article.retracted").Check("merge", err)
}

func TestSplitCutsBothTexts(t *testing.T) {
	const source, target = "كلمة أولى ثم ثانية", "Un mot, puis un autre"
	for _, c := range []struct {
		name         string
		at, targetAt int
		first, after string
		second       string
		targets      [2]string
		states       string
	}{
		{"between words", 10, 8, "كلمة أولى", " ", "ثم ثانية",
			[2]string{"Un mot,", "puis un autre"}, "translated translated"},
		{"within a word", 2, 2, "كل", "", "مة أولى ثم ثانية",
			[2]string{"Un", "mot, puis un autre"}, "translated translated"},
		{"all of the target to the second", 10, 0, "كلمة أولى", " ", "ثم ثانية",
			[2]string{"", target}, "initial translated"},
		{"all of the target to the first", 10, 21, "كلمة أولى", " ", "ثم ثانية",
			[2]string{target, ""}, "translated initial"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t).As("amina").Add(source).Translate(1, target)
			before := r.Segment(1)
			splitAt(r, 1, c.at, c.targetAt)
			a, b := r.Segment(1), r.Segment(2)
			if a.ID != before.ID || a.Source.String() != c.first || a.After.String() != c.after ||
				b.Source.String() != c.second || b.After.String() != before.After.String() {
				t.Errorf("sources %q + %q + %q + %q", a.Source, a.After, b.Source, b.After)
			}
			r.WantTarget(1, c.targets[0]).WantTarget(2, c.targets[1]).Want(c.states)
			for i, s := range []workflow.Segment{a, b} {
				if empty := c.targets[i] == ""; (len(s.Authors) == 0) != empty {
					t.Errorf("part %d of %q has the authors %v", i+1, s.Target, s.Authors)
				}
			}
			if a.Words+b.Words < before.Words || b.Words == 0 || b.Version != 1 {
				t.Errorf("%d and %d words of %d, version %d", a.Words, b.Words, before.Words, b.Version)
			}
			if a.Block != b.Block || b.Position != 2 {
				t.Errorf("the second part is at %d of block %s", b.Position, b.Block)
			}
			r.WantChange(1, workflow.ChangeSplit).WantChange(2, workflow.ChangeSplit)
			if r.LastChange(1).Batch != r.LastChange(2).Batch {
				t.Error("the parts are of two batches")
			}
			r.Whole()
		})
	}
}

func TestSplitRefusesEmptyParts(t *testing.T) {
	r := story.New(t).As("amina").Add("كلمة أولى")
	for _, at := range []int{-1, 0, 9, 99} {
		r.Refused("recut.empty-part")
		splitAt(r, 1, at, 0)
	}
	r.Draft(1, "Un mot").WantVersion(1, 2)
	if n := len(r.View().Segments); n != 1 {
		t.Errorf("%d segments, want 1", n)
	}
}

func TestSplitKeepsApprovalAssignmentsAndTellsTheFeed(t *testing.T) {
	r := story.New(t).As("nadia").Add(one, two).Assign("amina", workflow.Translator, 1, 1).
		Assign("salma", workflow.Editor, 1, 1)
	r.As("amina").Translate(1, "Un deux.").As("luc").Approve(1)
	id := r.Segment(1).ID
	entries := r.Appended(func() { splitAt(r, 1, 7, 3) })
	r.Want("reviewed reviewed initial")
	for p := 1; p <= 2; p++ {
		s := r.Segment(p)
		if s.Translator != r.People["amina"].ID || s.Editor != r.People["salma"].ID ||
			s.ApprovedBy != r.People["luc"].ID {
			t.Errorf("part %d: translator %q, editor %q, approved by %q", p, s.Translator, s.Editor,
				s.ApprovedBy)
		}
		r.WantAuthors(p, "amina")
	}
	if s := r.Segment(3); s.Translator != "" {
		t.Error("the split assigned the next segment")
	}
	if len(entries) != 1 || entries[0].Kind != workflow.SegmentRecut || entries[0].Segment != id {
		t.Errorf("the feed says %v", entries)
	}
}

func TestSplitOfAReturnedSegmentKeepsTheReasonWithTheText(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("luc").Return(1, "style")
	splitAt(r, 1, 7, 3)
	r.Want("returned initial")
	if a, b := r.Segment(1).Reason, r.Segment(2).Reason; a != "style" || b != "" {
		t.Errorf("reasons %q and %q", a, b)
	}
}

// TestSplitOfOneSpotEndsAfterForty: a place between neighbours cannot be halved for ever.
func TestSplitOfOneSpotEndsAfterForty(t *testing.T) {
	r := story.New(t).As("luc").Add(strings.Repeat("و", 60) + ". " + two)
	if n := len(r.View().Segments); n != 2 {
		t.Fatalf("%d segments, want 2 of one block", n)
	}
	for i := range 40 {
		splitAt(r, 1, 59-i, 0)
	}
	if n := len(r.View().Segments); n != 42 {
		t.Fatalf("%d segments, want 42", n)
	}
	r.Refused("recut.too-many")
	splitAt(r, 1, 5, 0)
	want := "و"
	for i, s := range r.View().Segments[1:40] {
		if s.Source.String() != want {
			t.Fatalf("segment %d is %q, out of order", i+2, s.Source)
		}
	}
}

func TestMergeJoinsStatesAuthorsAndTargets(t *testing.T) {
	const amina, youssef, luc, salma = "amina", "youssef", "luc", "salma"
	initial := func(*story.Runner, int) {}
	draft := func(r *story.Runner, p int) { r.As(amina).Draft(p, "T.") }
	translated := func(r *story.Runner, p int) { r.As(youssef).Translate(p, "T.") }
	returned := func(r *story.Runner, p int) { translated(r, p); r.As(luc).Return(p, "style") }
	reviewed := func(r *story.Runner, p int) { translated(r, p); r.As(luc).Approve(p) }
	own := func(r *story.Runner, p int) { r.As(luc).Translate(p, "T.").Override(p, "seul") }
	bySalma := func(r *story.Runner, p int) { r.As(luc).Translate(p, "T."); r.As(salma).Approve(p) }
	for _, c := range []struct {
		name          string
		first, second func(*story.Runner, int)
		state, target string
		authors       []string
	}{
		{"nothing written", initial, initial, "initial", "", nil},
		{"two drafts", draft, draft, "draft", "T. T.", []string{amina}},
		{"one draft and nothing", draft, initial, "draft", "T.", []string{amina}},
		{"nothing and one translated", initial, translated, "draft", "T.", []string{youssef}},
		{"one translated and nothing", translated, initial, "draft", "T.", []string{youssef}},
		{"draft and translated", draft, translated, "draft", "T. T.", []string{amina, youssef}},
		{"two translated", translated, translated, "translated", "T. T.", []string{youssef}},
		{"returned and translated", returned, translated, "returned", "T. T.", []string{youssef}},
		{"translated and returned", translated, returned, "returned", "T. T.", []string{youssef}},
		{"returned and reviewed", returned, reviewed, "returned", "T. T.", []string{youssef}},
		{"reviewed and translated", reviewed, translated, "translated", "T. T.", []string{youssef}},
		{"two reviewed by the same", reviewed, reviewed, "reviewed", "T. T.", []string{youssef}},
		{"reviewed by the author of the other", reviewed, bySalma, "translated", "T. T.",
			[]string{youssef, luc}},
		{"one approved by its author", own, own, "reviewed", "T. T.", []string{luc}},
		{"the second approved by its author", reviewed, own, "reviewed", "T. T.",
			[]string{youssef, luc}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t).As("nadia").Add(one, two)
			c.first(r, 1)
			c.second(r, 2)
			before := r.View().Segments
			r.As("nadia").Merge(1).Want(c.state).WantTarget(1, c.target).WantAuthors(1, c.authors...).
				WantChange(1, workflow.ChangeMerged).Whole()
			s := r.Segment(1)
			if s.ID != before[0].ID || s.Source.String() != one+" "+two {
				t.Errorf("%s holds %q", s.ID, s.Source)
			}
			approved := s.State.Rank() >= bitext.Reviewed.Rank()
			if (s.ApprovedBy != "") != approved {
				t.Errorf("approved by %q", s.ApprovedBy)
			}
			if kept := strings.Contains(c.name, "by its author"); (s.Override != "") != kept {
				t.Errorf("override %q", s.Override)
			}
			if kept := c.state == "returned"; (s.Reason != "") != kept {
				t.Errorf("the reason of the return is %q", s.Reason)
			}
		})
	}
}

// TestMergeHidesTheSecondSegment keeps it in the store, gone.
func TestMergeHidesTheSecondSegment(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two, three)
	second := r.Segment(2)
	entries := r.Appended(func() { r.Merge(1) })
	if len(entries) != 1 || entries[0].Kind != workflow.SegmentRecut {
		t.Errorf("the feed says %v", entries)
	}
	all, err := r.Desk.History(r.Ctx(), r.Who, second.ID)
	r.Check("history", err)
	if c := all[len(all)-1]; !c.To.Gone || c.Kind != workflow.ChangeMerged ||
		c.Batch != r.LastChange(1).Batch {
		t.Errorf("the second: %s, gone %v", c.Kind, c.To.Gone)
	}
	if s := r.Segment(2); s.Source.String() != three {
		t.Errorf("the second segment is %q", s.Source)
	}
	bad, err := r.Desk.Verify(r.Ctx(), second.ID)
	r.Check("verify", err)
	if bad != 0 {
		t.Errorf("the history of the second is broken at %d", bad)
	}
	r.Merge(1).Refused("recut.last").Merge(1)
}

func TestMergeWithinABlockKeepsWhatStoodBetween(t *testing.T) {
	r := story.New(t).As("amina").AddDocument(story.OneBlock(one + "\n" + two))
	between := r.Segment(1).After.String()
	r.Translate(1, "Un.").Translate(2, "Deux.").Merge(1)
	if got := r.Segment(1).Source.String(); got != one+between+two {
		t.Errorf("source %q, want %q between", got, between)
	}
	r.WantTarget(1, "Un."+between+"Deux.")
}

func TestTargetCutProposesByTheWordsOfBothParts(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Le ministre est arrivé. À Rabat.")
	cut := func(who string, segment string, at int) (int, error) {
		return r.Desk.TargetCut(r.Ctx(), r.People[who], segment, at)
	}
	s := r.Segment(1)
	at, err := cut("youssef", s.ID, 11)
	r.Check("cut", err)
	if want := len([]rune("Le ministre est arrivé. ")); at != want {
		t.Errorf("cut at %d, want %d: where a sentence ends", at, want)
	}
	at, err = cut("amina", r.Segment(2).ID, 5)
	r.Check("without a target", err)
	if at != -1 {
		t.Errorf("cut at %d of no target, want -1", at)
	}
	at, err = cut("lea", s.ID, 11)
	r.Refused("error.forbidden").Check("by a reader", err)
	if at != -1 {
		t.Errorf("cut at %d for a reader, want -1", at)
	}
	at, err = cut("amina", "no-such-segment", 1)
	r.Refused("error.not-found").Check("of no segment", err)
	if at != -1 {
		t.Errorf("cut at %d of no segment, want -1", at)
	}
}

// TestSplitOfAOneWordTargetGivesItToTheSecondPart: there is no place to cut it.
func TestSplitOfAOneWordTargetGivesItToTheSecondPart(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.")
	r.Split(1, 7).WantTarget(1, "").WantTarget(2, "Un.").Want("initial translated")
}

// TestSplitCutsTheTargetWhereItsSentenceEnds asks for the proposal by itself.
func TestSplitCutsTheTargetWhereItsSentenceEnds(t *testing.T) {
	r := story.New(t).As("luc").AddDocument(story.OneBlock(one + " " + two)).Merge(1)
	r.As("amina").Translate(1, "Le ministre est arrivé à Rabat ce matin. Les deux parties ont signé.")
	r.Split(1, len([]rune(one))+1).WantTarget(1, "Le ministre est arrivé à Rabat ce matin.").
		WantTarget(2, "Les deux parties ont signé.")
}
