package memory_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/memory"
	"truchement/workflow/story"
	"truchement/workflow/tm"
)

// wantMatches looks up what is like a segment, and compares it to "score kind target".
func wantMatches(r *story.Runner, position int, want ...string) []memory.Match {
	r.T.Helper()
	r.CheckNow("current", r.Memory.Current(r.Ctx()))
	found, err := r.Memory.MatchesOf(r.Ctx(), r.Who, r.Segment(position).ID)
	r.Check("matches", err)
	var got []string
	for _, m := range found {
		got = append(got, fmt.Sprint(m.Score, " ", m.Kind, " ", m.Target.Markup()))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		r.T.Errorf("matches of %d (-want +got):\n%s", position, diff)
	}
	return found
}

// What was translated is there for the next segment, better once it is approved, and gone with its
// approval.
func TestMatchesOfASegment(t *testing.T) {
	r := story.New(t).As("amina").Add("وصل الوزير إلى الرباط اليوم.", "وصل الوزير إلى الرباط اليوم.",
		"وصل الوزير إلى فاس اليوم.", "شيء آخر.")
	wantMatches(r, 2)
	r.Translate(1, "Le ministre est arrivé à Rabat.")
	wantMatches(r, 2, "97 exact Le ministre est arrivé à Rabat.")
	wantMatches(r, 1)
	r.As("luc").Approve(1)
	wantMatches(r, 2, "100 exact Le ministre est arrivé à Rabat.")
	m := wantMatches(r, 3, "80 fuzzy Le ministre est arrivé à Rabat.")
	if len(m) == 1 && (len(m[0].Steps) != 5 || m[0].Steps[3].Change != tm.Replaced) {
		t.Errorf("the difference is %v", m[0].Steps)
	}
	wantMatches(r, 4)
	r.As("amina").Translate(2, "Le ministre était à Rabat.")
	wantMatches(r, 3, "80 fuzzy Le ministre est arrivé à Rabat.", "77 fuzzy Le ministre était à Rabat.")
	r.As("luc").Return(2, "non")
	wantMatches(r, 3, "80 fuzzy Le ministre est arrivé à Rabat.")
}

// The same text between the same neighbours comes first.
func TestMatchInContext(t *testing.T) {
	r := story.New(t).As("amina").Add("الأول.", "نعم، سيدي الرئيس.", "الثاني.").
		Translate(1, "Premier.").Translate(2, "Oui, Monsieur le Président.").Translate(3, "Deuxième.")
	r.As("luc").Approve(1).Approve(2).Approve(3)
	r.As("amina").Add("غير ذلك.", "نعم، سيدي الرئيس.", "الثاني.").Translate(2, "Oui, M. le Président.")
	r.As("luc").Approve(2)
	r.As("amina").Add("الأول.", "نعم، سيدي الرئيس.", "الثاني.", "الرابع.")
	wantMatches(r, 2, "100 context Oui, Monsieur le Président.", "100 exact Oui, M. le Président.")
	wantMatches(r, 1, "100 context Premier.")
}

// The codes of the segment take the place of the unit's where they are of the same kinds.
func TestCodesOfMatches(t *testing.T) {
	bold := func(id string) bitext.Run {
		return bitext.Run{Kind: bitext.Open, Code: bitext.Code{ID: id, Type: bitext.Bold}}
	}
	end := func(id string) bitext.Run {
		return bitext.Run{Kind: bitext.Close, Code: bitext.Code{ID: id, Type: bitext.Bold}}
	}
	text := func(id, chars string) bitext.Text { return bitext.Text{bold(id), {Chars: chars}, end(id)} }
	r := story.New(t).As("amina")
	r.Behind(func(tx workflow.Tx) error {
		return tx.AddUnits(workflow.Unit{ID: "u1", SourceLang: "ar", TargetLang: "fr", Seq: 1,
			Source: text("1", "نص مهم جدا"), Target: text("1", "Un texte"), State: workflow.UnitApproved})
	})
	r.CheckNow("current", r.Memory.Current(r.Ctx()))
	for name, test := range map[string]struct {
		query, target bitext.Text
		score         int
	}{
		"another id":    {text("7", "نص مهم جدا"), text("7", "Un texte"), 99},
		"without codes": {bitext.Plain("نص مهم جدا"), bitext.Plain("Un texte"), 98},
		"other codes": {bitext.Text{{Kind: bitext.Lone, Code: bitext.Code{ID: "1", Type: bitext.Break}},
			{Chars: "نص مهم جدا"}}, bitext.Plain("Un texte"), 98},
	} {
		found, err := r.Memory.Matches(r.Ctx(), r.Who, memory.Query{SourceLang: "ar", TargetLang: "fr",
			Text: test.query})
		r.Check(name, err)
		if len(found) != 1 || found[0].Score != test.score || !found[0].Target.Equal(test.target) {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// A reader of editions looks nothing up, and no lookup is in a language that is none.
func TestMatchesAreForTheDesk(t *testing.T) {
	r := story.New(t).As("amina").Add("نص.")
	_, err := r.Memory.MatchesOf(r.Ctx(), r.People["lea"], r.Segment(1).ID)
	r.Refused("error.forbidden").Check("reader", err)
	_, err = r.Memory.MatchesOf(r.Ctx(), r.Who, "none")
	r.Refused("error.not-found").Check("no segment", err)
	_, err = r.Memory.Matches(r.Ctx(), r.Who, memory.Query{SourceLang: "?", TargetLang: "fr"})
	r.Refused("align.languages").Check("no language", err)
}

// However few matches are asked for, they are the best, after the points for codes are taken off.
func TestBestMatchIsTheFirstOfMany(t *testing.T) {
	code := bitext.Code{ID: "1", Type: bitext.Bold}
	bold := bitext.Text{{Kind: bitext.Open, Code: code}, {Kind: bitext.Chars, Chars: "اللجنة"}, {Kind: bitext.Close, Code: code},
		{Kind: bitext.Chars, Chars: " رفعت الأجور."}}
	fat := bitext.Text{{Kind: bitext.Open, Code: code}, {Kind: bitext.Chars, Chars: "Le comité"}, {Kind: bitext.Close, Code: code},
		{Kind: bitext.Chars, Chars: " a relevé les salaires."}}
	r := story.New(t).As("amina")
	r.Behind(func(tx workflow.Tx) error {
		for i := range 60 {
			u := workflow.Unit{ID: r.Memory.NewID(), SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain(bold.String()),
				Target: bitext.Plain(fmt.Sprint("version ", i)), State: workflow.UnitApproved}
			if i == 0 {
				u.Source, u.Target = bold, fat
			}
			if err := tx.AddUnits(u); err != nil {
				return err
			}
		}
		return nil
	})
	r.CheckNow("current", r.Memory.Current(r.Ctx()))
	for _, limit := range []int{1, 2, 9, 60, 100} {
		found, err := r.Memory.Matches(r.Ctx(), r.Who, memory.Query{SourceLang: "ar", TargetLang: "fr", Text: bold, Limit: limit})
		r.CheckNow("matches", err)
		if len(found) != min(limit, 60) || !found[0].Target.Equal(fat) || found[0].Score != 99 {
			t.Errorf("limit %d: %d matches, the first %d %q", limit, len(found), found[0].Score, found[0].Target.Markup())
		}
	}
}
