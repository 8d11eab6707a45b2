package storagetest

import (
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

func testAssignments(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddArticle, article("a2")))
	first := workflow.Assignment{
		ID: "x9", Article: "a1", Person: "amina", Role: workflow.Translator, Due: at(60),
		Urgency: workflow.Urgent, Note: "avant midi", By: "luc", Created: at(1),
	}
	second := workflow.Assignment{
		ID: "x1", Article: "a1", Person: "luc", Role: workflow.Editor, Created: at(2),
	}
	other := workflow.Assignment{
		ID: "x2", Article: "a2", Person: "amina", Role: workflow.Translator, Created: at(3),
	}
	d.must(step(workflow.Tx.AddAssignment, second), step(workflow.Tx.AddAssignment, first),
		step(workflow.Tx.AddAssignment, other))
	of := func(article string) []workflow.Assignment {
		return view(d, func(tx workflow.Tx) ([]workflow.Assignment, error) {
			return tx.Assignments(article)
		})
	}
	checkEqual(d, "Assignments", of("a1"), []workflow.Assignment{first, second})

	first.Person, first.Due, first.Urgency, first.Note = "luc", time.Time{}, workflow.Flash, ""
	first.By, first.Ended = "amina", at(9)
	d.must(step(workflow.Tx.UpdateAssignment, first))
	checkEqual(d, "Assignment", view(d, func(tx workflow.Tx) (workflow.Assignment, error) {
		return tx.Assignment("x9")
	}), first)
	checkEqual(d, "Assignments without ended ones", of("a1"), []workflow.Assignment{second})
}

func testUnusedAssignments(d *desk) {
	d.basics()
	for i, a := range []workflow.Assignment{
		{ID: "work", Role: workflow.Translator}, {ID: "review", Role: workflow.Editor},
		{ID: "none", Role: workflow.Translator}, {ID: "merged", Role: workflow.Translator},
		{ID: "over", Role: workflow.Translator, Ended: at(5)},
		{ID: "stray", Role: workflow.Editor, Ended: at(6)},
	} {
		a.Article, a.Person, a.Created = "a1", "amina", at(i)
		d.must(step(workflow.Tx.AddAssignment, a))
	}
	s := segment("s3", "a1", "b1", 3)
	s.Assignment, s.Review = "work", "review"
	gone := segment("s4", "a1", "b1", 4)
	gone.Assignment, gone.Review, gone.Gone = "merged", "stray", true
	d.must(add(workflow.Tx.AddSegments, s), add(workflow.Tx.AddSegments, gone))
	checkEqual(d, "EmptyAssignments", idsOf(view(d, func(tx workflow.Tx) ([]workflow.Assignment, error) {
		return tx.EmptyAssignments("a1")
	})), []string{"none", "merged"})
	stray := func(before int) []string {
		return idsOf(view(d, func(tx workflow.Tx) ([]workflow.Assignment, error) {
			return tx.StrayAssignments(at(before))
		}))
	}
	checkEqual(d, "StrayAssignments", stray(7), []string{"stray"})
	checkEqual(d, "StrayAssignments of before", stray(6), []string{})
}

func idsOf(all []workflow.Assignment) []string {
	ids := []string{}
	for _, a := range all {
		ids = append(ids, a.ID)
	}
	return ids
}

func testLoads(d *desk) {
	now, evening := at(100), at(1000)
	d.must(step(workflow.Tx.AddPerson, person("amina")), step(workflow.Tx.AddPerson, person("luc")),
		step(workflow.Tx.AddPerson, person("idle")))
	withdrawn := article("a2")
	withdrawn.Retracted = "faux"
	due := article("a1")
	due.Due, due.Urgency = at(500), workflow.Urgent
	d.must(step(workflow.Tx.AddArticle, due), step(workflow.Tx.AddArticle, withdrawn),
		add(workflow.Tx.AddBlocks, block("b1", "a1", 1)), add(workflow.Tx.AddBlocks, block("b2", "a2", 1)))
	for _, a := range []workflow.Assignment{
		{ID: "late", Article: "a1", Person: "amina", Role: workflow.Translator, Due: at(50),
			Urgency: workflow.Flash},
		{ID: "today", Article: "a1", Person: "amina", Role: workflow.Translator},
		{ID: "done", Article: "a1", Person: "amina", Role: workflow.Translator, Due: at(1)},
		{ID: "review", Article: "a1", Person: "luc", Role: workflow.Editor, Due: at(5000)},
		{ID: "over", Article: "a1", Person: "idle", Role: workflow.Editor, Ended: at(1)},
		{ID: "void", Article: "a2", Person: "idle", Role: workflow.Translator},
	} {
		d.must(step(workflow.Tx.AddAssignment, a))
	}
	for i, s := range []struct {
		assignment string
		state      bitext.State
		sub        bitext.SubState
		words      int
		gone       bool
	}{
		{"late", bitext.Initial, bitext.Draft, 1, false},
		{"late", bitext.Translated, bitext.Returned, 10, false},
		{"late", bitext.Translated, bitext.Stale, 100, false},
		{"late", bitext.Translated, bitext.None, 1000, false},
		{"late", bitext.Initial, bitext.None, 10000, true},
		{"today", bitext.Initial, bitext.FromMemory, 7, false},
		{"done", bitext.Reviewed, bitext.None, 3000, false},
		{"void", bitext.Initial, bitext.None, 5, false},
	} {
		g := segment(string(rune('a'+i)), "a1", "b1", int64(i))
		if s.assignment == "void" {
			g.Article, g.Block = "a2", "b2"
		} else {
			g.Review = "review"
		}
		g.Assignment, g.State, g.SubState, g.Words, g.Gone = s.assignment, s.state, s.sub, s.words, s.gone
		d.must(add(workflow.Tx.AddSegments, g))
	}
	left := func(
		id string, role workflow.Role, urgency workflow.Urgency, at time.Time, words int,
	) workflow.Work {
		a := article("a1")
		return workflow.Work{Assignment: id, Article: a.ID, Title: a.Title, SourceLang: a.SourceLang,
			TargetLang: a.TargetLang, Role: role, Urgency: urgency, Due: at, Words: words}
	}
	checkEqual(d, "Loads", view(d, func(tx workflow.Tx) ([]workflow.Load, error) {
		return tx.Loads(now.UnixMilli(), evening.UnixMilli())
	}), []workflow.Load{
		{
			Person: "amina", Translate: 118, DueToday: 118, Late: 111, NextDue: at(50),
			Assignment: 3,
			Work: []workflow.Work{left("late", workflow.Translator, workflow.Flash, at(50), 111),
				left("today", workflow.Translator, workflow.Urgent, at(500), 7)},
		},
		{Person: "luc", Review: 1118, NextDue: at(5000), Assignment: 1,
			Work: []workflow.Work{left("review", workflow.Editor, workflow.Urgent, at(5000), 1118)}},
	})
}

// testTasks reads one person's work by segments, and what no one was given.
func testTasks(d *desk) {
	for _, name := range []string{"amina", "luc"} {
		d.must(step(workflow.Tx.AddPerson, person(name)))
	}
	due, withdrawn := article("a1"), article("a2")
	due.Due, due.Urgency, withdrawn.Retracted = at(500), workflow.Urgent, "faux"
	d.must(step(workflow.Tx.AddArticle, due), step(workflow.Tx.AddArticle, withdrawn),
		add(workflow.Tx.AddBlocks, block("b1", "a1", 2)), add(workflow.Tx.AddBlocks, block("b0", "a1", 1)),
		add(workflow.Tx.AddBlocks, block("b2", "a2", 1)))
	for _, a := range []workflow.Assignment{
		{ID: "own", Article: "a1", Person: "amina", Role: workflow.Translator, Due: at(50)},
		{ID: "done", Article: "a1", Person: "amina", Role: workflow.Translator},
		{ID: "void", Article: "a2", Person: "amina", Role: workflow.Translator},
		{ID: "review", Article: "a1", Person: "luc", Role: workflow.Editor},
	} {
		d.must(step(workflow.Tx.AddAssignment, a))
	}
	for i, s := range []struct {
		block, assignment, review string
		state                     bitext.State
		sub                       bitext.SubState
		gone                      bool
	}{
		{"b1", "own", "review", bitext.Translated, bitext.None, false},
		{"b1", "own", "review", bitext.Translated, bitext.Returned, false},
		{"b1", "own", "", bitext.Initial, bitext.None, true},
		{"b1", "own", "review", bitext.Initial, bitext.Draft, false},
		{"b0", "done", "", bitext.Translated, bitext.None, false},
		{"b0", "", "", bitext.Initial, bitext.None, false},
		{"b0", "", "review", bitext.Reviewed, bitext.None, false},
	} {
		g := segment(string(rune('a'+i)), "a1", s.block, int64(i))
		g.Assignment, g.Review, g.State, g.SubState, g.Gone = s.assignment, s.review, s.state, s.sub, s.gone
		g.Words, g.Reason = 10, "ton"
		d.must(add(workflow.Tx.AddSegments, g))
	}
	a := article("a1")
	work := func(id string, role workflow.Role, at time.Time, words int) workflow.Work {
		return workflow.Work{Assignment: id, Article: a.ID, Title: a.Title, SourceLang: a.SourceLang,
			TargetLang: a.TargetLang, Role: role, Urgency: workflow.Urgent, Due: at, Words: words}
	}
	tasks := func(person string) []workflow.Task {
		return view(d, func(tx workflow.Tx) ([]workflow.Task, error) { return tx.Tasks(person) })
	}
	checkEqual(d, "Tasks", tasks("amina"), []workflow.Task{{
		Work: work("own", workflow.Translator, at(50), 20), Positions: []int{4, 5, 6}, Done: 1,
		Next:     workflow.Spot{Segment: "b", Position: 5, Reason: "ton"},
		Returned: []workflow.Spot{{Segment: "b", Position: 5, Reason: "ton"}},
	}})
	checkEqual(d, "Tasks", tasks("luc"), []workflow.Task{{
		Work: work("review", workflow.Editor, at(500), 30), Positions: []int{3, 4, 5, 6}, Done: 1,
		Next: workflow.Spot{Segment: "a", Position: 4, Reason: "ton"},
	}})
	checkEqual(d, "Tasks", tasks("nobody"), []workflow.Task{})
	free := func(role workflow.Role, person string, limit int) []workflow.Free {
		return view(d, func(tx workflow.Tx) ([]workflow.Free, error) { return tx.Pool(role, person, limit) })
	}
	one := func(role workflow.Role) []workflow.Free {
		return []workflow.Free{{Work: work("", role, at(500), 10), Segments: 1}}
	}
	checkEqual(d, "Pool", free(workflow.Translator, "amina", 5), one(workflow.Translator))
	checkEqual(d, "Pool", free(workflow.Editor, "luc", 5), one(workflow.Editor))
	checkEqual(d, "Pool of the translator", free(workflow.Editor, "amina", 5), []workflow.Free{})
	checkEqual(d, "Pool", free(workflow.Translator, "amina", 0), []workflow.Free{})
}
