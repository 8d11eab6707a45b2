package main

import (
	"context"
	"fmt"
	"log/slog"

	"truchement/workflow"
	"truchement/workflow/checking"
	"truchement/workflow/memory"
	"truchement/workflow/newsroom"
)

// doctor opens the store with all its assertions and verifies the history of
// every segment: its hash chain, and that the segment is as its last change left it. It
// compares the units of the memory with the segments that they follow, and verifies the ledger.
func (p *program) doctor(ctx context.Context, args []string) error {
	var l place
	f := p.flags("doctor")
	l.flags(f, p.env)
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.extra(f, rest[0])
	}
	return p.doctorAt(ctx, l)
}

func (p *program) doctorAt(ctx context.Context, l place) error {
	if err := l.find(); err != nil {
		return err
	}
	db, desk, err := l.open(ctx, slog.New(slog.DiscardHandler), checking.Options{})
	if err != nil {
		return err
	}
	if err = db.Ready(ctx); err == nil {
		err = db.Examine(ctx)
	}
	if err == nil {
		err = p.examine(ctx, desk)
	}
	if err == nil {
		err = p.verifyLedger(ctx, desk)
	}
	if closed := db.Close(); err == nil {
		err = closed
	}
	return err
}

func (p *program) examine(ctx context.Context, d newsroom.Newsroom) error {
	if err := d.Memory.Follow(ctx); err != nil {
		return err
	}
	var found examined
	cursor := ""
	for {
		articles, err := d.Article.List(ctx, workflow.Operator(), workflow.ArticleFilter{Before: cursor})
		if err != nil {
			return err
		}
		for _, a := range articles {
			if err := p.examineArticle(ctx, d, a, &found); err != nil {
				return err
			}
			cursor = a.ID
		}
		if len(articles) == 0 {
			break
		}
	}
	switch {
	case found.broken > 0:
		return workflow.Fail(workflow.Internal, "cli.damaged", "Count", found.broken)
	case found.faulty > 0:
		return workflow.Fail(workflow.Internal, "cli.memory-damaged", "Count", found.faulty)
	}
	fmt.Fprintln(p.out, p.speech.T("cli.healthy", "Count", found.segments))
	return nil
}

// examined counts segments: all, those with a broken history, and those with a unit that is not as it
// should be.
type examined struct{ segments, broken, faulty int }

func (p *program) examineArticle(
	ctx context.Context, d newsroom.Newsroom, a workflow.Summary, found *examined,
) error {
	segments, err := d.Article.Segments(ctx, workflow.Operator(), a.ID)
	if err != nil {
		return err
	}
	say := func(segment string, position int, what string) {
		fmt.Fprintf(p.err, "%s %s #%d: %s\n", a.ID, segment, position, what)
	}
	for _, s := range segments {
		version, err := d.Desk.Verify(ctx, s.ID)
		if err != nil {
			return err
		}
		if version != 0 {
			found.broken++
			say(s.ID, s.Position, p.speech.T("cli.broken", "Version", version))
		}
	}
	found.segments += len(segments)
	faults, err := d.Memory.Examine(ctx, a.ID)
	for _, f := range faults {
		found.faulty++
		say(f.Segment, f.Position, p.speech.T(unitFaults[f.Fault]))
	}
	return err
}

// unitFaults are the messages that say what is wrong with a unit.
var unitFaults = map[memory.UnitFault]string{memory.UnitLacking: "cli.unit-lacking",
	memory.UnitLeft: "cli.unit-left", memory.UnitOther: "cli.unit-other"}
