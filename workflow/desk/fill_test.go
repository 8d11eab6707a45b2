package desk_test

import (
	"slices"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/edition"
	"truchement/workflow/story"
)

func fill(r *story.Runner, position int, target string) desk.Fill {
	s := r.Segment(position)
	return desk.Fill{Segment: s.ID, Version: s.Version, Target: bitext.Plain(target),
		Origin: workflow.FromUnit, Unit: "u1"}
}

// A text of the memory fills a segment that has none. Nobody wrote it until a translator confirms
// it, and who does may not approve it; the credits say where it came from.
func TestFillEmpty(t *testing.T) {
	r := story.New(t).As("luc").Add("واحد.", "اثنان.", "ثلاثة.", "أربعة.").Draft(2, "Deux")
	changed := fill(r, 3, "Trois.")
	r.Draft(3, "Trois !").Draft(3, "")
	r.Assign("youssef", workflow.Translator, 4, 4)
	fills := []desk.Fill{fill(r, 1, "Un."), fill(r, 2, "Autre."), changed, fill(r, 4, "")}
	out, err := r.Fills.FillEmpty(r.Ctx(), r.Who, r.ArticleID, fills)
	r.Check("fill", err)
	if !slices.Equal(out.Filled, []string{fills[0].Segment}) || len(out.Skipped) != 3 || out.Batch == "" {
		t.Fatalf("filled %v, skipped %v, batch %q", out.Filled, out.Skipped, out.Batch)
	}
	r.Want("memory draft initial initial").WantTarget(1, "Un.").WantTarget(2, "Deux")
	if c := r.LastChange(1); c.Origin != workflow.FromUnit || c.Unit != "u1" || len(c.To.Authors) != 0 {
		t.Errorf("the change is %+v", c)
	}
	r.Translate(1, "Un.").WantAuthors(1, "luc").Whole()
	r.Refused("review.four-eyes").Approve(1)
	r.Refusal = ""
	r.As("salma").Approve(1)
	doc, _, err := r.Edition.Export(r.Ctx(), r.Who, r.ArticleID, edition.Options{})
	r.Check("export", err)
	if got := doc.Segments()[0].Began; got != bitext.FromMemory {
		t.Errorf("the edition says it began as %q", got)
	}
	r.As("amina")
	out, err = r.Fills.FillEmpty(r.Ctx(), r.Who, r.ArticleID, []desk.Fill{fill(r, 4, "Quatre.")})
	r.Check("fill what another was given", err)
	if len(out.Filled) != 0 || out.Batch != "" {
		t.Errorf("filled %v", out.Filled)
	}
	_, err = r.Fills.FillEmpty(r.Ctx(), r.People["lea"], r.ArticleID, nil)
	r.Refused("error.forbidden").Check("reader", err)
}

// What was filled as one is taken back as one, but for what was worked on since.
func TestFillIsUndone(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.", "اثنان.")
	out, err := r.Fills.FillEmpty(r.Ctx(), r.Who, r.ArticleID, []desk.Fill{fill(r, 1, "Un."), fill(r, 2, "Deux.")})
	r.Check("fill", err)
	r.UndoBatch(out.Batch).Want("initial initial").WantTarget(1, "").WantTarget(2, "").Whole()
}

// A segment that is confirmed offers its target to the empty ones with the same source.
func TestRepeats(t *testing.T) {
	r := story.New(t).As("amina").Add("نعم.", "لا.", "نعم.", "نعم.", "نعم").Draft(4, "Si.")
	repeats := func(position int) (places []int) {
		t.Helper()
		same, err := r.Fills.Repeats(r.Ctx(), r.Who, r.Segment(position))
		r.Check("repeats", err)
		all := r.View().Segments
		for _, s := range same {
			places = append(places, 1+slices.IndexFunc(all, func(g workflow.Segment) bool { return g.ID == s.ID }))
		}
		if n := desk.FindRepetitions(all).Fillable(r.Segment(position)); n != len(same) {
			t.Errorf("the article has %d repetitions of %d, the storage %d", n, position, len(same))
		}
		return places
	}
	if got := repeats(1); got != nil {
		t.Errorf("before it is translated: %v", got)
	}
	r.Draft(1, "Oui.")
	if got := repeats(1); got != nil {
		t.Errorf("of a draft: %v", got)
	}
	r.Translate(1, "Oui.")
	if got := repeats(1); !slices.Equal(got, []int{3}) {
		t.Errorf("repeats at %v, want 3", got)
	}
	out, err := r.Fills.FillRepeats(r.Ctx(), r.Who, r.Segment(1).ID)
	r.Check("fill", err)
	r.Want("translated initial memory draft initial").WantTarget(3, "Oui.")
	if c := r.LastChange(3); c.Origin != workflow.Propagated || c.Unit != r.Segment(1).ID {
		t.Errorf("the change is %+v", c)
	}
	if got := repeats(1); got != nil {
		t.Errorf("after they are filled: %v", got)
	}
	r.UndoBatch(out.Batch).Want("translated initial initial draft initial").WantTarget(3, "")
	_, err = r.Fills.FillRepeats(r.Ctx(), r.People["lea"], r.Segment(1).ID)
	r.Refused("error.forbidden").Check("reader", err)
}
