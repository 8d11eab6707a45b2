package main

import (
	"context"
	"fmt"
	"log/slog"

	"truchement/workflow"
	"truchement/workflow/newsroom"
)

// doctor opens the store with all its assertions and verifies the history of
// every segment: its hash chain, and that the last change is what stands.
func (p *program) doctor(ctx context.Context, args []string) error {
	var l place
	f := p.flags("doctor")
	l.flags(f, p.env)
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.wrong(f, "doctor")
	}
	db, desk, err := l.open(ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	if err = db.Ready(ctx); err == nil {
		err = p.examine(ctx, desk)
	}
	if closed := db.Close(); err == nil {
		err = closed
	}
	return err
}

func (p *program) examine(ctx context.Context, d newsroom.Newsroom) error {
	who := workflow.Operator()
	seen, bad, cursor := 0, 0, ""
	for {
		articles, err := d.Article.List(ctx, who, workflow.ArticleFilter{Before: cursor})
		if err != nil {
			return err
		}
		for _, a := range articles {
			n, broken, err := p.examineArticle(ctx, d, a)
			if err != nil {
				return err
			}
			seen, bad, cursor = seen+n, bad+broken, a.ID
		}
		if len(articles) == 0 {
			break
		}
	}
	if bad > 0 {
		return workflow.Fail(workflow.Internal, "cli.damaged", "Count", bad)
	}
	fmt.Fprintln(p.out, p.speech.T("cli.healthy", "Count", seen))
	return nil
}

func (p *program) examineArticle(
	ctx context.Context, d newsroom.Newsroom, a workflow.Summary,
) (seen, bad int, err error) {
	segments, err := d.Article.Segments(ctx, workflow.Operator(), a.ID)
	if err != nil {
		return 0, 0, err
	}
	for _, s := range segments {
		version, err := d.Desk.Verify(ctx, s.ID)
		if err != nil {
			return 0, 0, err
		}
		if version != 0 {
			bad++
			fmt.Fprintf(p.err, "%s %s #%d: %s\n", a.ID, s.ID, s.Position,
				p.speech.T("cli.broken", "Version", version))
		}
	}
	return len(segments), bad, nil
}
