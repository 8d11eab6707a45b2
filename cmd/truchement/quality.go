package main

import (
	"context"
	"fmt"
	"time"

	"truchement/ui/report"
	"truchement/workflow"
	"truchement/workflow/newsroom"
	"truchement/workflow/quality"
)

// quality writes what the issues of a period, or of one article, add up to.
func (p *program) quality(ctx context.Context, args []string) error {
	var at place
	var o quality.Filter
	var since, until, format, by string
	f := p.flags("quality")
	at.flags(f, p.env)
	f.StringVar(&since, "since", "", "first day, YYYY-MM-DD; empty: from the beginning")
	f.StringVar(&until, "until", "", "last day; empty: until now")
	f.StringVar(&o.Publication, "publication", "", "id of a publication; empty: all")
	f.StringVar(&o.Article, "article", "", "id of an article: it alone, whatever the period")
	f.StringVar(&format, "format", "csv", "csv (an issue a row) or json (the scores too)")
	f.StringVar(&by, "as", "", "e-mail of the person who asks; empty: the operator")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.extra(f, rest[0])
	}
	if o.Since, o.Until, err = days(since, until); err == nil {
		format, err = report.ParseFormat(format)
	}
	if err != nil {
		return p.refuse(f, err)
	}
	return p.use(ctx, at, func(desk newsroom.Newsroom) error {
		who := workflow.Operator()
		if by != "" {
			if who, err = desk.Access.As(ctx, by); err != nil {
				return err
			}
		}
		q, err := desk.Quality.Report(ctx, who, o)
		if err != nil {
			return err
		}
		if err := report.Write(p.out, q, format); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
		return nil
	})
}

// days reads the first and the last day of a period in local time.
func days(first, last string) (since, until time.Time, err error) {
	if first != "" {
		since, err = workflow.ParseDay(first, time.Local)
	}
	if err == nil && last != "" {
		until, err = workflow.ParseDay(last, time.Local)
		until = until.AddDate(0, 0, 1)
	}
	return since, until, err
}
