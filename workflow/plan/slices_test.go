package plan_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

// holders are the names of who translates each segment, "-" where there is none.
func holders(r *story.Runner, role workflow.Role) string {
	r.T.Helper()
	var got string
	for _, s := range r.View().Segments {
		id := s.Translator
		if role == workflow.Editor {
			id = s.Editor
		}
		name := "-"
		for n, a := range r.People {
			if a.ID == id {
				name = n[:1]
			}
		}
		got += name
	}
	return got
}

func wantHolders(r *story.Runner, role workflow.Role, want string) {
	r.T.Helper()
	if got := holders(r, role); got != want {
		r.T.Errorf("the segments are with %s, want %s", got, want)
	}
}

// wantStanding checks who has a standing assignment, in the order they were made.
func wantStanding(r *story.Runner, names ...string) {
	r.T.Helper()
	all := r.View().Assignments
	if len(all) != len(names) {
		r.T.Fatalf("%d assignments stand, want those of %v", len(all), names)
	}
	for i, a := range all {
		if a.Person != r.People[names[i]].ID {
			r.T.Errorf("assignment %d is not %s's", i, names[i])
		}
	}
}

// feed counts the entries of a kind.
func feed(r *story.Runner, kind workflow.FeedKind) (n int) {
	r.T.Helper()
	all, err := r.Plan.Feed(r.Ctx(), r.People["nadia"], workflow.FeedFilter{Article: r.ArticleID})
	r.Check("feed", err)
	for _, e := range all {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func (a assignee) in(r *story.Runner) plan.NewAssignment {
	return plan.NewAssignment{Article: r.ArticleID, Person: r.People[a.name].ID, Role: a.role}
}

type assignee struct {
	name string
	role workflow.Role
}

var errFull = errors.New("no space left")

// failAt makes the n-th transaction fail.
func failAt(n int) func(int) error {
	return func(i int) error {
		if i == n {
			return errFull
		}
		return nil
	}
}

// An assignment that fails half-way leaves every segment with who had it.
func TestAssignThatFailsHalfWayGivesBack(t *testing.T) {
	for _, role := range []workflow.Role{workflow.Translator, workflow.Editor} {
		t.Run(string(role), func(t *testing.T) {
			r := story.New(t)
			r.As("nadia").Add(one, two, three)
			r.As("luc").Assign("salma", role, 1, 1).Assign("luc", role, 2, 2)
			for n := 1; n <= 4; n++ {
				slow := r.Sliced()
				slow.Before = failAt(n)
				_, err := slow.Plan.Assign(r.Ctx(), r.Who, assignee{"nadia", role}.in(r))
				if !errors.Is(err, errFull) {
					t.Fatalf("transaction %d: %v", n, err)
				}
				wantHolders(r, role, "sl-")
				wantStanding(r, "salma", "luc")
			}
			if n := feed(r, workflow.AssignmentMade); n != 2 {
				t.Errorf("the feed has %d assignments made, want 2", n)
			}
			_, err := r.Sliced().Plan.Assign(r.Ctx(), r.Who, assignee{"nadia", role}.in(r))
			r.Check("assign in slices", err)
			wantHolders(r, role, "nnn")
			wantStanding(r, "nadia")
		})
	}
}

// Half of an assignment is in no list and no load, and what a stopped program left of it goes back
// to the pool.
func TestAssignmentShowsWhenItIsWhole(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two, three)
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n < 3 {
			return nil
		}
		wantStanding(r)
		loads, err := r.Plan.Loads(r.Ctx(), r.Who, r.Clock)
		if err != nil || len(loads) > 0 {
			t.Errorf("loads %v (%v)", loads, err)
		}
		return errFull // from here on: nothing can be given back either
	}
	_, err := slow.Plan.Assign(r.Ctx(), r.Who, assignee{"amina", workflow.Translator}.in(r))
	if !errors.Is(err, errFull) {
		t.Fatal(err)
	}
	wantHolders(r, workflow.Translator, "aa-")
	for _, want := range []int{0, 1, 0} {
		n, err := r.Plan.ReleaseStray(r.Ctx())
		if n != want || err != nil {
			t.Errorf("%d stray assignments released (%v), want %d", n, err, want)
		}
		r.Clock = r.Clock.Add(61 * time.Minute)
	}
	wantHolders(r, workflow.Translator, "---")
}

// What changes between the slices is decided again.
func TestAssignLooksAtWhatChangedMeanwhile(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two, three)
	between := func(then func()) *story.Sliced {
		slow := r.Sliced()
		slow.Before = func(n int) error {
			if n == 3 {
				then()
			}
			return nil
		}
		return slow
	}
	slow := between(func() { r.As("luc").Assign("youssef", workflow.Translator, 3, 3) })
	_, err := slow.Plan.Claim(r.Ctx(), r.People["amina"], r.ArticleID, 0, 0)
	r.Check("claim", err)
	wantHolders(r, workflow.Translator, "aay")

	slow = between(func() { r.As("luc").Assign("salma", workflow.Translator, 3, 3) })
	_, err = slow.Plan.Assign(r.Ctx(), r.As("luc").Who, assignee{"salma", workflow.Editor}.in(r))
	r.Refused("assign.four-eyes").Check("review of one's own", err)
	wantHolders(r, workflow.Editor, "---")
	wantHolders(r, workflow.Translator, "aas")

	mine := r.View().Assignments[0]
	slow = between(func() { r.As("luc").Assign("luc", workflow.Translator, 1, 2) })
	_, err = slow.Plan.HandOver(r.Ctx(), r.People["amina"], mine.ID, r.People["youssef"].ID, "")
	r.Check("hand over what is left", err)
	wantHolders(r, workflow.Translator, "lls")

	slow = between(func() { r.As("nadia").Correct(1, "نص", workflow.Retraction) })
	_, err = slow.Plan.Assign(r.Ctx(), r.As("luc").Who, assignee{"youssef", workflow.Translator}.in(r))
	r.Refused("article.retracted").Check("assign what was retracted", err)
	wantHolders(r, workflow.Translator, "lls")
}

// Of a segment that was given, and then given to another person, nothing is given back, and what is
// given back to an assignment that has ended goes to the pool.
func TestAssignGivesBackWhatIsStillItsOwn(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two, three)
	r.As("luc").Assign("salma", workflow.Translator, 2, 2)
	salma := r.View().Assignments[0]
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 3 {
			r.Check("take back", r.Plan.TakeBack(r.Ctx(), r.Who, salma.ID))
			r.Assign("youssef", workflow.Translator, 1, 1)
			return errFull
		}
		return nil
	}
	_, err := slow.Plan.Assign(r.Ctx(), r.Who, assignee{"amina", workflow.Translator}.in(r))
	if !errors.Is(err, errFull) {
		t.Fatal(err)
	}
	wantHolders(r, workflow.Translator, "y--")
	wantStanding(r, "youssef")
}

// An assignment that was kept, though its answer was lost, stays.
func TestAssignWhoseAnswerIsLostStands(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two)
	slow := r.Sliced()
	slow.After = failAt(3)
	_, err := slow.Plan.Assign(r.Ctx(), r.Who, assignee{"amina", workflow.Translator}.in(r))
	if !errors.Is(err, errFull) {
		t.Fatal(err)
	}
	wantHolders(r, workflow.Translator, "aa")
	wantStanding(r, "amina")
}

// Segments that the claimant was given to review meanwhile are not claimed.
func TestClaimLeavesOutWhatOneReviews(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two)
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 2 {
			r.Assign("salma", workflow.Editor, 2, 2)
		}
		return nil
	}
	_, err := slow.Plan.Claim(r.Ctx(), r.People["salma"], r.ArticleID, 0, 0)
	r.Check("claim", err)
	wantHolders(r, workflow.Translator, "s-")
}

// A segment that was merged into another one meanwhile is not given.
func TestAssignLeavesOutWhatWasMergedMeanwhile(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one + " " + two)
	gone := r.Segment(2)
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 1 {
			r.Merge(1)
		}
		return nil
	}
	_, err := slow.Plan.Claim(r.Ctx(), r.People["amina"], r.ArticleID, 0, 0)
	r.Check("claim", err)
	wantHolders(r, workflow.Translator, "a")
	err = r.Store.View(r.Ctx(), func(tx workflow.Tx) error {
		translation, _, err := tx.AssignmentsOf(gone.ID)
		if translation != "" {
			t.Error("the merged segment is assigned")
		}
		return err
	})
	r.Check("read", err)
}

// When all segments are taken between the slices nothing is claimed.
func TestClaimOfWhatIsTakenMeanwhile(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one)
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 1 {
			r.As("youssef").Claim(0, 0)
		}
		return nil
	}
	_, err := slow.Plan.Claim(r.Ctx(), r.People["amina"], r.ArticleID, 0, 0)
	r.Refused("claim.taken").Check("claim", err)
	wantStanding(r, "youssef")
}

// Giving back goes on where it stopped, and ends each assignment once.
func TestReleaseGoesOnWhereItStopped(t *testing.T) {
	r := story.New(t)
	var paragraphs []string
	for range 120 {
		paragraphs = append(paragraphs, one)
	}
	r.As("nadia").Add(paragraphs...)
	r.As("luc").Assign("amina", workflow.Translator, 1, 110)
	r.Assign("youssef", workflow.Translator, 111, 120).Assign("luc", workflow.Editor, 0, 0)
	release := func(slow *story.Sliced) error {
		return slow.Plan.ReleaseArticle(r.Ctx(), r.Who, r.ArticleID)
	}
	slow := r.Sliced()
	slow.Before = failAt(3)
	if err := release(slow); !errors.Is(err, errFull) {
		t.Fatal(err)
	}
	if v := r.View(); v.Unassigned != 100 || len(v.Assignments) != 3 {
		t.Errorf("half-way %d are in the pool and %d assignments stand", v.Unassigned, len(v.Assignments))
	}
	r.Check("release", release(r.Sliced()))
	wantStanding(r, "luc")
	if v := r.View(); v.Unassigned != 120 || feed(r, workflow.AssignmentEnded) != 2 {
		t.Errorf("%d are in the pool, %d endings told", v.Unassigned, feed(r, workflow.AssignmentEnded))
	}
	mine := r.View().Assignments[0]
	r.Check("take back", r.Sliced().Plan.TakeBack(r.Ctx(), r.Who, mine.ID))
	r.Refused("assign.ended").Check("take back again", r.Plan.TakeBack(r.Ctx(), r.Who, mine.ID))
	wantStanding(r)
	r.As("luc").Assign("amina", workflow.Translator, 0, 0)
	mine, slow = r.View().Assignments[0], r.Sliced()
	slow.Before = func(n int) error {
		if n == 2 {
			return r.Plan.TakeBack(r.Ctx(), r.Who, mine.ID)
		}
		return nil
	}
	r.Check("take back twice at once", slow.Plan.TakeBack(r.Ctx(), r.Who, mine.ID))
	if n := feed(r, workflow.AssignmentEnded); n != 4 {
		t.Errorf("%d endings told, want 4", n)
	}
	r.As("lea").Refused("error.forbidden").Check("a reader", r.Plan.ReleaseArticle(r.Ctx(), r.Who, r.ArticleID))
}

// What a program that stopped left of a long assignment goes back in several steps.
func TestLongStrayAssignmentIsReleasedWhole(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(slices.Repeat([]string{one}, 120)...)
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n > 110 {
			return errFull
		}
		return nil
	}
	_, err := slow.Plan.Assign(r.Ctx(), r.Who, assignee{"amina", workflow.Translator}.in(r))
	if !errors.Is(err, errFull) {
		t.Fatal(err)
	}
	r.Clock = r.Clock.Add(61 * time.Minute)
	if n, err := r.Plan.ReleaseStray(r.Ctx()); n != 1 || err != nil {
		t.Errorf("%d stray assignments released (%v), want 1", n, err)
	}
	wantHolders(r, workflow.Translator, strings.Repeat("-", 120))
}
