package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"truchement/ui/report"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/memory"
	"truchement/workflow/newsroom"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// memory brings units in and hands them out, counts them, and finds those that are like a text.
func (p *program) memory(ctx context.Context, args []string) error {
	verbs := map[string]command{"import": (*program).memoryImport, "export": (*program).memoryExport,
		"stats": (*program).memoryStats, "lookup": (*program).memoryLookup,
		"concordance": (*program).memoryConcordance, "undo": (*program).memoryUndo}
	do, args, err := p.verb("memory", verbs, args)
	if err != nil {
		return err
	}
	return do(p, ctx, args)
}

// memoryImport keeps what is new of a file, and prints the report as JSON.
func (p *program) memoryImport(ctx context.Context, args []string) error {
	var i importFlags
	f := p.flags("memory import")
	i.flags(p, f)
	files, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(files) != 1 {
		return p.wrong(f)
	}
	in := unit.NewImport{Name: filepath.Base(files[0]), SourceLang: i.source, TargetLang: i.target, Agreeing: i.agreeing}
	if in.Format, err = exchange.FormatOf(in.Name); err != nil {
		return p.refuse(f, err)
	}
	if err := i.checkTags(); err != nil {
		return p.refuse(f, err)
	}
	return p.bringIn(ctx, i.place, files[0], func(desk newsroom.Newsroom, file io.Reader) (any, error) {
		var report *unit.ImportReport
		if i.dry {
			report, err = desk.Units.Try(ctx, workflow.Operator(), in, file)
		} else {
			report, err = desk.Units.Import(ctx, workflow.Operator(), in, desk.Units.NewID(), file, func(int) {})
		}
		if report == nil {
			return nil, err
		}
		for n, fault := range report.Faults {
			report.Faults[n].Reason = p.speech.T(fault.Reason)
		}
		return report, err
	})
}

// memoryUndo takes back what was done to units as one batch, an import too, and prints the outcome as JSON.
func (p *program) memoryUndo(ctx context.Context, args []string) error {
	return p.undo(ctx, "memory undo", args, func(desk newsroom.Newsroom, batch string) (any, error) {
		return desk.Units.Undo(ctx, workflow.Operator(), batch)
	})
}

// memoryExport writes the units of a pair of languages into a file.
func (p *program) memoryExport(ctx context.Context, args []string) error {
	var m pairFlags
	f := p.flags("memory export")
	m.flags(p, f)
	files, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(files) != 1 {
		return p.wrong(f)
	}
	format, err := exchange.FormatOf(files[0])
	if err == nil {
		err = m.checkPair()
	}
	if err != nil {
		return p.refuse(f, err)
	}
	return p.use(ctx, m.place, func(desk newsroom.Newsroom) error {
		if err := desk.Memory.Follow(ctx); err != nil {
			return err
		}
		q := unit.UnitQuery{UnitFilter: workflow.UnitFilter{SourceLang: m.source, TargetLang: m.target}}
		return p.output(files[0], func(w io.Writer) error {
			return desk.Units.Write(ctx, workflow.Operator(), q, format, w)
		})
	})
}

// memoryStats prints how many units there are of each pair of languages, as a table with tabs between and
// headings in the user's language: source, target, units and approved ones.
func (p *program) memoryStats(ctx context.Context, args []string) error {
	var m pairFlags
	f := p.flags("memory stats")
	m.place.flags(f, p.env)
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.extra(f, rest[0])
	}
	return p.use(ctx, m.place, func(desk newsroom.Newsroom) error {
		if err := desk.Memory.Follow(ctx); err != nil {
			return err
		}
		pairs, err := desk.Units.Pairs(ctx, workflow.Operator())
		if err != nil {
			return err
		}
		fmt.Fprintln(p.out, strings.Join([]string{p.speech.T("memory.source"), p.speech.T("memory.target"),
			p.speech.T("memory.units"), p.speech.T("memory.state-approved")}, "\t"))
		for _, pair := range pairs {
			fmt.Fprintf(p.out, "%s\t%s\t%d\t%d\n", pair.SourceLang, pair.TargetLang, pair.Units, pair.Approved)
		}
		return nil
	})
}

// maxQuery is the longest line that lookup reads, in bytes.
const maxQuery = workflow.MaxSegment

// memoryLookup reads a text a line, and prints for each a line with the units that are like it, as
// a JSON array, the best first.
func (p *program) memoryLookup(ctx context.Context, args []string) error {
	var m pairFlags
	var floor, limit int
	f := p.flags("memory lookup")
	m.flags(p, f)
	f.IntVar(&floor, "threshold", memory.DefaultFloor, "lowest score, in percent")
	f.IntVar(&limit, "limit", 5, "matches a query, at most 100")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.extra(f, rest[0])
	}
	if err := m.checkPair(); err != nil {
		return p.refuse(f, err)
	}
	q := memory.Query{SourceLang: m.source, TargetLang: m.target, Floor: floor, Limit: limit}
	return p.answerLines(ctx, m.place, memoryCurrent(ctx), func(desk newsroom.Newsroom, text string) (any, error) {
		q.Text = bitext.Plain(text)
		found, err := desk.Memory.Matches(ctx, workflow.Operator(), q)
		return report.MatchesOf(found), err
	})
}

// memoryConcordance reads words a line, and prints for each a line with the units that have them, as a
// JSON array, phrases first.
func (p *program) memoryConcordance(ctx context.Context, args []string) error {
	var m pairFlags
	var of string
	var limit int
	f := p.flags("memory concordance")
	m.flags(p, f)
	f.StringVar(&of, "lang", "", "language of the words; empty: as their letters say")
	f.IntVar(&limit, "limit", 50, "units a query")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.extra(f, rest[0])
	}
	if err := m.checkPair(); err != nil {
		return p.refuse(f, err)
	}
	q := memory.ConcordanceQuery{Lang: of, Filter: workflow.UnitFilter{SourceLang: m.source,
		TargetLang: m.target, Limit: limit}}
	return p.answerLines(ctx, m.place, memoryCurrent(ctx), func(desk newsroom.Newsroom, text string) (any, error) {
		q.Text = text
		found, err := desk.Memory.Concordance(ctx, workflow.Operator(), q)
		if found.Looked > 0 {
			fmt.Fprintln(p.err, p.speech.T("memory.looked", "Count", found.Looked))
		}
		return report.FoundOf(found.Found), err
	})
}

func memoryCurrent(ctx context.Context) func(newsroom.Newsroom) error {
	return func(desk newsroom.Newsroom) error { return desk.Memory.Current(ctx) }
}

// answerLines prints what the desk at l answers to each line of the input, as a line of JSON, once current
// has brought up what it answers from. A line that cannot be answered has an empty one; why is said with
// its number, and the command fails in the end.
func (p *program) answerLines(ctx context.Context, l place, current func(desk newsroom.Newsroom) error,
	answer func(desk newsroom.Newsroom, text string) (any, error),
) error {
	return p.use(ctx, l, func(desk newsroom.Newsroom) error {
		if err := current(desk); err != nil {
			return err
		}
		lines := bufio.NewScanner(p.in)
		lines.Buffer(nil, maxQuery)
		to := json.NewEncoder(p.out)
		to.SetEscapeHTML(false)
		refused := 0
		for n := 1; lines.Scan(); n++ {
			var found any
			text, err := lang.Clean(strings.TrimSuffix(lines.Text(), "\r"))
			if err == nil {
				found, err = answer(desk, text)
			}
			var why *workflow.Error
			if errors.As(workflow.TextError(err), &why) && (why.Kind == workflow.Invalid || why.Kind == workflow.TooLarge) {
				refused++
				fmt.Fprintf(p.err, "%d: %s\n", n, p.speech.Sentence(why))
				found, err = []any{}, nil
			}
			if err != nil {
				return err
			}
			if err := to.Encode(found); err != nil {
				return err
			}
		}
		if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
			return workflow.Fail(workflow.TooLarge, "segment.too-large", "Limit", maxQuery/1024)
		} else if err != nil {
			return err
		}
		if refused > 0 {
			return workflow.Fail(workflow.Invalid, "memory.lines-refused", "Count", refused)
		}
		return nil
	})
}
