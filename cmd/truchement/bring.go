package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/newsroom"
)

// pairFlags are the flags of commands that use a desk and are about two languages.
type pairFlags struct {
	place
	source, target string
}

func (l *pairFlags) flags(p *program, f *flag.FlagSet) {
	l.place.flags(f, p.env)
	l.tags(f)
}

// tags adds the flags of the languages alone.
func (l *pairFlags) tags(f *flag.FlagSet) {
	tag := func(to *string) func(string) error {
		return func(value string) error { *to = lang.Canonical(value); return nil }
	}
	f.Func("source-lang", "language of the source, such as ar", tag(&l.source))
	f.Func("target-lang", "language of the translation, such as fr", tag(&l.target))
}

// checkPair refuses what are not two languages, before the desk is opened.
func (l *pairFlags) checkPair() error { return workflow.CheckPair(l.source, l.target) }

// checkTags refuses what is no language; one may be left out.
func (l *pairFlags) checkTags() error {
	for _, tag := range []string{l.source, l.target} {
		if tag == "" {
			continue
		}
		if err := workflow.CheckTag("align.languages", tag); err != nil {
			return err
		}
	}
	return nil
}

// importFlags are the flags of commands that bring a file in.
type importFlags struct {
	pairFlags
	dry, agreeing bool
}

func (i *importFlags) flags(p *program, f *flag.FlagSet) {
	i.pairFlags.flags(p, f)
	f.BoolVar(&i.dry, "dry-run", false, "report what is new, changed, there already or contradicts, and keep nothing")
	f.BoolVar(&i.agreeing, "agreeing", false, "leave out what contradicts what is there")
}

// bringIn has the desk at l take a file, and prints the report as JSON, also that of an import that stopped.
func (p *program) bringIn(
	ctx context.Context, l place, name string, take func(newsroom.Newsroom, io.Reader) (report any, err error),
) error {
	file, err := os.Open(name) //nolint:gosec // the user names it
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // it was only read
	return p.use(ctx, l, func(desk newsroom.Newsroom) error {
		report, err := take(desk, file)
		if report == nil {
			return err
		}
		return errors.Join(err, p.printReport(report))
	})
}

// printReport prints a report as JSON.
func (p *program) printReport(report any) error {
	to := json.NewEncoder(p.out)
	to.SetEscapeHTML(false)
	to.SetIndent("", "  ")
	return to.Encode(report)
}

// undo has a command take back a batch, which is its one operand.
func (p *program) undo(
	ctx context.Context, name string, args []string, do func(desk newsroom.Newsroom, batch string) (any, error),
) error {
	var l place
	f := p.flags(name)
	l.flags(f, p.env)
	batches, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(batches) != 1 {
		return p.wrong(f)
	}
	return p.use(ctx, l, func(desk newsroom.Newsroom) error {
		out, err := do(desk, batches[0])
		if workflow.KindOf(err) == workflow.NotFound {
			err = workflow.Fail(workflow.NotFound, "cli.no-batch", "Name", batches[0])
		}
		if err != nil {
			return err
		}
		return p.printReport(out)
	})
}
