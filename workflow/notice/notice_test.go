package notice_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/desk"
	"truchement/workflow/notice"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

const threeSentences = "وصل الوزير إلى الرباط. ووقع اتفاقا مهما. ثم عاد إلى باريس."

// noticesOf are a person's notices, newest first, once all of the feed is read: kind, count, reason.
func noticesOf(r *story.Runner, name string) []string {
	r.T.Helper()
	r.Check("follow", r.Notice.Follow(r.Ctx()))
	var all []string
	for _, n := range list(r, name) {
		line := string(n.Kind)
		if n.Count > 0 {
			line += fmt.Sprintf(" %d", n.Count)
		}
		if n.Facts.Text != "" {
			line += " " + n.Facts.Text
		}
		all = append(all, line)
	}
	return all
}

func list(r *story.Runner, name string) []notice.Described {
	r.T.Helper()
	all, err := r.Notice.List(r.Ctx(), r.People[name], "", 0)
	r.Check("list", err)
	return all
}

func wantNotices(r *story.Runner, name string, want ...string) {
	r.T.Helper()
	if got := noticesOf(r, name); strings.Join(got, "\n") != strings.Join(want, "\n") {
		r.T.Errorf("%s has the notices %q, want %q", name, got, want)
	}
}

// wantNoOtherNotice checks that only the named people have notices.
func wantNoOtherNotice(r *story.Runner, but ...string) {
	r.T.Helper()
	for name := range r.People {
		if strings.Contains(strings.Join(but, " "), name) {
			continue
		}
		wantNotices(r, name)
	}
}

func wantUnread(r *story.Runner, name string, want int) {
	r.T.Helper()
	b, err := r.Notice.Bell(r.Ctx(), r.People[name])
	r.Check("bell", err)
	if b.Unread != want {
		r.T.Errorf("%s has %d unread notices, want %d", name, b.Unread, want)
	}
}

func comment(r *story.Runner, position int, text string) {
	r.T.Helper()
	id := ""
	if position > 0 {
		id = r.Segment(position).ID
	}
	_, err := r.Desk.Comment(r.Ctx(), r.Who, r.ArticleID, id, text)
	r.Check("comment", err)
}

func TestReturnedSegmentTellsItsTranslator(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(threeSentences).Assign("amina", workflow.Translator, 1, 2)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.")
	r.As("youssef").Translate(3, "Trois.")
	r.As("luc").Return(1, "« Rabat » manque").Return(3, "trop long")
	wantNotices(r, "amina", "returned 1 « Rabat » manque", "assigned 2")
	wantNotices(r, "youssef", "returned 1 trop long") // it is in the pool: its writer
	wantNoOtherNotice(r, "amina", "youssef")
	got := list(r, "amina")[0]
	if got.Segment.ID != r.Segment(1).ID || got.Segment.Position != 1 || got.By != "luc" ||
		got.Article.ID != r.ArticleID {
		t.Errorf("the notice is about %+v by %q", got.Segment, got.By)
	}
}

func TestReturnedBatchIsOneNotice(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(strings.Repeat(threeSentences+" ", 70))
	s := r.Sliced() // many transactions, and many pages of the feed
	n := len(r.View().Segments)
	for i := range n {
		r.Translate(i+1, fmt.Sprint("Phrase ", i))
	}
	out, err := s.Desk.ReviewMany(r.Ctx(), r.People["luc"], desk.BulkReview{Article: r.ArticleID,
		Choice: &desk.Choice{Seen: head(r)}, Decision: workflow.Return, Reason: "majuscules"})
	if err != nil || len(out.Done) != n || n < 200 {
		t.Fatalf("%d of %d returned (%v)", len(out.Done), n, err)
	}
	wantNotices(r, "amina", fmt.Sprintf("returned %d majuscules", n))
	wantUnread(r, "amina", 1)
	if _, err := r.Desk.Undo(r.Ctx(), r.People["luc"], out.Batch); err != nil {
		t.Fatal(err)
	}
	wantNotices(r, "amina")
}

func head(r *story.Runner) int64 {
	r.T.Helper()
	seq, err := r.Plan.FeedHead(r.Ctx())
	r.Check("feed head", err)
	return seq
}

func TestUndoneReturnTellsNobody(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(threeSentences).Translate(1, "Un.")
	r.As("luc").Return(1, "non").Undo(1)
	wantNoOtherNotice(r)
	r.Return(1, "si")
	wantNotices(r, "amina", "returned 1 si")
	r.Undo(1)
	wantNoOtherNotice(r)
}

func TestAssignmentTellsItsPerson(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(threeSentences)
	due := r.Clock.Add(3 * time.Hour).UTC().Truncate(time.Minute)
	_, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{Article: r.ArticleID,
		Person: r.People["amina"].ID, Role: workflow.Translator, From: 2, To: 3, Due: due, Note: "vite"})
	r.Check("assign", err)
	wantNotices(r, "amina", "assigned 2 vite")
	got := list(r, "amina")[0]
	if f := got.Facts; f.From != 2 || f.To != 3 || !f.Due.Equal(due) || f.Role != workflow.Translator ||
		got.By != "nadia" {
		t.Errorf("the notice says %+v by %s", f, got.By)
	}
	r.As("youssef").Claim(1, 1)
	wantNotices(r, "youssef") // they did it themselves

	// What was not read yet and is another's now is taken back.
	r.As("nadia").Assign("youssef", workflow.Translator, 2, 3)
	wantNotices(r, "amina")
	wantNotices(r, "youssef", "assigned 2")
	r.Check("read", r.Notice.MarkAll(r.Ctx(), r.People["youssef"], list(r, "youssef")[0].ID))
	for _, a := range r.View().Assignments {
		r.Check("take back", r.Plan.TakeBack(r.Ctx(), r.Who, a.ID))
	}
	wantNotices(r, "youssef", "assigned 2") // what was read stays
}

func TestCommentTellsWhomItConcerns(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(threeSentences).Translate(1, "Un.")
	comment(r.As("luc"), 1, "Quel ministre ?")
	wantNotices(r, "amina", "commented Quel ministre ?")
	wantNoOtherNotice(r, "amina")
	comment(r.As("amina"), 1, "Le premier.")
	wantNotices(r, "luc", "answered Le premier.")
	comment(r.As("salma"), 1, "@Luc merci, et @youssef aussi ; écrire à x@nadia.example")
	wantNotices(r, "luc", "mentioned @Luc merci, et @youssef aussi ; écrire à x@nadia.example",
		"answered Le premier.")
	wantNotices(r, "youssef", "mentioned @Luc merci, et @youssef aussi ; écrire à x@nadia.example")
	wantNotices(r, "amina", "answered @Luc merci, et @youssef aussi ; écrire à x@nadia.example",
		"commented Quel ministre ?")
	wantNoOtherNotice(r, "luc", "youssef", "amina")

	comment(r.As("nadia"), 0, "@lea, @nadia : "+strings.Repeat("é", 200)) // a reader, herself
	comment(r.As("luc"), 0, "D’accord.")
	wantNotices(r, "nadia", "answered D’accord.")
	wantNotices(r, "lea")
}

func TestReminderComesOnce(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(threeSentences)
	due := r.Clock.Add(3 * time.Hour).UTC().Truncate(time.Minute)
	a, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{Article: r.ArticleID,
		Person: r.People["amina"].ID, Role: workflow.Translator, Due: due})
	r.Check("assign", err)
	remind := func(left time.Duration, want ...string) {
		t.Helper()
		r.Clock = due.Add(-left)
		r.Check("remind", r.Notice.Remind(r.Ctx()))
		wantNotices(r, "amina", append(want, "assigned 3")...)
	}
	remind(61 * time.Minute)
	remind(59*time.Minute, "due")
	remind(30*time.Minute, "due")
	if got := list(r, "amina")[0]; !got.Facts.Due.Equal(due) || got.By != "" {
		t.Errorf("the reminder says %+v by %q", got.Facts, got.By)
	}
	wantNoOtherNotice(r, "amina")

	due = due.Add(5 * time.Hour)
	r.Check("move the due time", r.Store.Update(r.Ctx(), func(tx workflow.Tx) error {
		a.Due = due
		return tx.UpdateAssignment(a)
	}))
	remind(2*time.Hour, "due")
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.")
	remind(50*time.Minute, "due", "due")
	r.Check("remind late", func() error { r.Clock = due.Add(time.Minute); return r.Notice.Remind(r.Ctx()) }())
	wantNotices(r, "amina", "due", "due", "assigned 3")
}

func TestFinishedWorkIsNotReminded(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(threeSentences)
	due := r.Clock.Add(30 * time.Minute)
	_, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{Article: r.ArticleID,
		Person: r.People["amina"].ID, Role: workflow.Translator, From: 1, To: 1, Due: due})
	r.Check("assign", err)
	r.As("amina").Translate(1, "Un.")
	r.Check("remind", r.Notice.Remind(r.Ctx()))
	wantNotices(r, "amina", "assigned 1")
}

func TestPublishedTellsAllWhoWorkedOnIt(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add("وصل الوزير إلى الرباط.").Assign("salma", workflow.Editor, 1, 1)
	r.As("amina").Translate(1, "Un.")
	r.As("luc").Approve(1).SignOff()
	r.As("nadia").Publish()
	wantNotices(r, "amina", "published")
	wantNotices(r, "luc", "published")
	wantNotices(r, "salma", "published", "assigned 1")
	wantNoOtherNotice(r, "amina", "luc", "salma")
}

func TestNoNoticeOfWhatOneMayNotSee(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(threeSentences).Translate(1, "Un.").Translate(2, "Deux.")
	r.As("luc").Return(1, "une")
	wantNotices(r, "amina", "returned 1 une")
	role := workflow.Reader
	reader := r.People["amina"]
	edit := func(in access.PersonEdit) {
		t.Helper()
		r.Check("edit", r.Access.EditPerson(r.Ctx(), r.People["nadia"], reader.ID, in))
		reader.Role = workflow.Reader
		r.People["amina"] = reader
	}
	edit(access.PersonEdit{Role: &role})
	wantNotices(r, "amina") // nor of what they had notices about before
	wantUnread(r, "amina", 0)
	r.Return(2, "deux")
	wantNotices(r, "amina")
	yes := true
	edit(access.PersonEdit{Disabled: &yes})
	comment(r, 2, "@amina ?")
	wantNotices(r, "amina")
	var kept []workflow.Notice // a sender of notices reads the rows
	r.Check("read rows", r.Store.View(r.Ctx(), func(tx workflow.Tx) (err error) {
		kept, err = tx.Notices(workflow.NoticeFilter{Person: reader.ID})
		return err
	}))
	if len(kept) != 1 {
		t.Errorf("%d rows are kept, want the one of when they could see it", len(kept))
	}
}

func TestNoticesAreReadByTheirPerson(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(threeSentences).Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	r.As("luc").Return(1, "un").Return(2, "deux")
	wantNotices(r, "amina", "returned 1 deux", "returned 1 un")
	all := list(r, "amina")
	r.Return(3, "trois") // after the page was shown
	wantNotices(r, "amina", "returned 1 trois", "returned 1 deux", "returned 1 un")
	wantUnread(r, "amina", 3)
	me := r.People["amina"]
	opened, err := r.Notice.Open(r.Ctx(), me, all[1].ID)
	if err != nil || opened.ID != all[1].ID || opened.Segment.Position != 1 {
		t.Fatalf("opened %+v (%v)", opened, err)
	}
	wantUnread(r, "amina", 2)
	r.Check("unread again", r.Notice.Mark(r.Ctx(), me, all[1].ID, false))
	wantUnread(r, "amina", 3)
	r.Check("read all", r.Notice.MarkAll(r.Ctx(), me, all[0].ID))
	wantUnread(r, "amina", 1)

	luc := r.People["luc"]
	_, err = r.Notice.Open(r.Ctx(), luc, all[0].ID)
	r.Refused("error.not-found").Check("open another's", err)
	r.Refused("error.not-found").Check("mark another's", r.Notice.Mark(r.Ctx(), luc, all[0].ID, false))
	r.Check("mark all of one's own", r.Notice.MarkAll(r.Ctx(), luc, "z"))
	wantUnread(r, "amina", 1)
	nobody := workflow.Actor{}
	_, err = r.Notice.List(r.Ctx(), nobody, "", 0)
	r.Refused("error.signed-out").Check("list", err)
	_, err = r.Notice.Bell(r.Ctx(), nobody)
	r.Refused("error.signed-out").Check("bell", err)
	r.Refused("error.signed-out").Check("mark all", r.Notice.MarkAll(r.Ctx(), nobody, "z"))
	r.Refused("error.signed-out").Check("mark", r.Notice.Mark(r.Ctx(), nobody, all[0].ID, true))
}

func TestOldNoticesAreRemoved(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(threeSentences).Translate(1, "Un.").Translate(2, "Deux.")
	r.As("luc").Return(1, "un").Return(2, "deux")
	wantNotices(r, "amina", "returned 1 deux", "returned 1 un")
	r.Check("read", r.Notice.Mark(r.Ctx(), r.People["amina"], list(r, "amina")[1].ID, true))
	for _, tt := range []struct {
		days int
		want []string
	}{{29, []string{"returned 1 deux", "returned 1 un"}}, {2, []string{"returned 1 deux"}}, {60, nil}} {
		r.Clock = r.Clock.Add(time.Duration(tt.days) * 24 * time.Hour)
		if _, err := r.Notice.RemoveOld(r.Ctx()); err != nil {
			t.Fatal(err)
		}
		wantNotices(r, "amina", tt.want...)
	}
}

// The feed entry about a person's notices names the person and nothing more.
func TestFeedTellsWhoseNoticesChanged(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(threeSentences).Translate(1, "Un.")
	r.As("luc").Return(1, "un")
	r.WantAppended(func() { wantNotices(r, "amina", "returned 1 un") },
		fmt.Sprintf(`notices.made {"people":[%q]}`, r.People["amina"].ID))
	r.WantAppended(func() { wantNotices(r, "amina", "returned 1 un") })
}
