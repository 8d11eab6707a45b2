package main

import (
	"context"
	"fmt"
	"strings"

	"truchement/ui/report"
	"truchement/workflow"
	"truchement/workflow/audit"
	"truchement/workflow/ledger"
	"truchement/workflow/newsroom"
)

// audit writes the ledger, or verifies it.
func (p *program) audit(ctx context.Context, args []string) error {
	var at place
	var since, until, format, person, kind string
	f := p.flags("audit")
	at.flags(f, p.env)
	f.StringVar(&since, "since", "", "first day, YYYY-MM-DD; empty: from the beginning")
	f.StringVar(&until, "until", "", "last day; empty: until now")
	f.StringVar(&person, "user", "", "e-mail of the person who did it or whom it was done to; empty: all")
	f.StringVar(&kind, "kind", "", "what was done, as session.opened; empty: all")
	f.StringVar(&format, "format", "csv", "csv or jsonl (a JSON object a line)")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	switch strings.Join(rest, " ") {
	case "verify":
		return p.use(ctx, at, func(d newsroom.Newsroom) error { return p.verifyLedger(ctx, d) })
	case "export":
	default:
		return p.wrong(f)
	}
	var filter ledger.Filter
	if filter.Since, filter.Until, err = days(since, until); err == nil {
		format, err = report.ParseLedgerFormat(format)
	}
	if err == nil {
		filter.Kind, err = audit.ParseKind(kind)
	}
	if err != nil {
		return p.refuse(f, err)
	}
	return p.use(ctx, at, func(d newsroom.Newsroom) error {
		if person != "" {
			who, err := d.Access.As(ctx, person)
			if err != nil {
				return err
			}
			filter.Person = who.ID
		}
		return report.WriteLedger(ctx, p.out, d.Audit, workflow.Operator(), filter, format)
	})
}

// verifyLedger says how many lines of the ledger follow each other soundly, and fails where these are not all.
func (p *program) verifyLedger(ctx context.Context, d newsroom.Newsroom) error {
	sound, whole, err := d.Audit.Verify(ctx, workflow.Operator())
	if err != nil {
		return err
	}
	if !whole {
		return workflow.Fail(workflow.Internal, "audit.broken", "Line", int(sound)+1)
	}
	_, err = fmt.Fprintln(p.out, p.speech.T("audit.whole", "Count", int(sound)))
	return err
}
