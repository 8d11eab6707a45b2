package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"truchement/ui/report"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/checking"
	"truchement/workflow/newsroom"
	"truchement/workflow/unit/exchange"
)

const (
	mostChecked = 100_000 // pairs of a file, which are all looked at together
	mostRefused = 20      // pairs that cannot be checked and of which is said why
)

// checkFlags are the flags of check.
type checkFlags struct {
	pairFlags
	rules, format, language string
	sourceDay, targetDay    string
	days                    [2]time.Time // what these are
	desk                    bool
	stage, by               string
	selection               checking.Selection
}

// check looks at the pairs of a file as those of an article, or at the desk, and prints a line of JSON for each finding.
// The status says whether there is any, so that no other fault has that of findings.
func (p *program) check(ctx context.Context, args []string) error {
	err := p.look(ctx, args)
	if err == nil || errors.Is(err, flag.ErrHelp) || errors.Is(err, errUsage) || isFound(err) {
		return err
	}
	return errors.Join(err, errNotDone)
}

// isFound reports whether an error is no fault, and says what check has found.
func isFound(err error) bool {
	var w *workflow.Error
	return errors.As(err, &w) && slices.Contains([]string{"cli.check-found", "cli.check-refused"}, w.ID)
}

func (p *program) look(ctx context.Context, args []string) error {
	var o checkFlags
	f := p.flags("check")
	o.tags(f)
	o.place.flags(f, p.env)
	f.BoolVar(&o.desk, "desk", false, "look at the articles of the desk that are in work, instead of a file")
	f.StringVar(&o.selection.Publication, "publication", "", "with --desk: id of a publication; empty: all")
	f.StringVar(&o.stage, "stage", "", "with --desk: stage of the articles; empty: all")
	f.StringVar(&o.by, "as", "", "with --desk: e-mail of the person who asks; empty: the operator")
	f.StringVar(&o.rules, "rules", "", "JSON file that says which checks are off, warn or block, and the house style")
	f.StringVar(&o.format, "format", "", "xliff, tmx, tsv or csv; empty: as the name of the file says, tsv for standard input")
	f.StringVar(&o.sourceDay, "source-day", "", "day on which the source appeared, as 2027-01-31; with --target-day, what yesterday means is looked at")
	f.StringVar(&o.targetDay, "target-day", "", "day on which the translation appears")
	f.StringVar(&o.language, "lang", "", "language of the messages: fr, ar or en; empty: yours")
	files, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if o.desk && len(files) == 0 {
		if err := o.checkDesk(); err != nil {
			return p.refuse(f, err)
		}
		return p.checkDesk(ctx, o)
	}
	if len(files) != 1 || o.desk || o.by != "" || o.stage != "" || o.selection != (checking.Selection{}) {
		return p.wrong(f)
	}
	format, err := o.check(files[0])
	if err != nil {
		return p.refuse(f, err)
	}
	checker, err := checkerOf(o.rules)
	if err != nil {
		return err
	}
	pairs := checked{speech: p.speech, name: filepath.Base(files[0]), errs: p.err, days: o.days}
	if err := p.readPairs(files[0], format, exchange.Pair{Source: o.source, Target: o.target}, &pairs); err != nil {
		return err
	}
	if pairs.empty > 0 {
		fmt.Fprintln(p.err, p.speech.T("cli.check-empty", "Count", pairs.empty))
	}
	found, err := printFindings(p.out, p.voiceOf(o), pairs.lines, checker.Article(pairs.pairs))
	switch {
	case err != nil:
		return err
	case pairs.refused > 0:
		return workflow.Fail(workflow.Invalid, "cli.check-refused", "Count", pairs.refused)
	case found > 0:
		return workflow.Fail(workflow.Invalid, "cli.check-found", "Count", found)
	}
	return nil
}

// voiceOf says the messages in the language that was asked for.
func (p *program) voiceOf(o checkFlags) word.Voice {
	if o.language != "" {
		return word.Speak(o.language)
	}
	return p.speech
}

// checkDesk refuses options of --desk that cannot be followed.
func (o *checkFlags) checkDesk() (err error) {
	if o.stage != "" {
		if o.selection.Stage, err = workflow.ParseStage(o.stage); err != nil {
			return err
		}
	}
	if o.language != "" {
		_, err = workflow.ParseInterface(o.language)
	}
	return err
}

// checkDesk looks at the articles of the desk that are in work, and prints a line of JSON for each open finding.
func (p *program) checkDesk(ctx context.Context, o checkFlags) error {
	lined := json.NewEncoder(p.out)
	lined.SetEscapeHTML(false)
	voice := p.voiceOf(o)
	return p.use(ctx, o.place, func(desk newsroom.Newsroom) error {
		who := workflow.Operator()
		if o.by != "" {
			var err error
			if who, err = desk.Access.As(ctx, o.by); err != nil {
				return err
			}
		}
		out, err := desk.Checking.Desk(ctx, who, o.selection, func(c checking.Checked) error {
			for _, f := range report.DeskFindingsOf(voice, c) {
				if f.Dismissal != nil {
					continue
				}
				if err := lined.Encode(f); err != nil {
					return fmt.Errorf("print the findings: %w", err)
				}
			}
			return nil
		})
		if err == nil {
			fmt.Fprintln(p.err, p.speech.T("cli.check-looked", "Count", out.Articles))
		}
		if err == nil && out.Open > 0 {
			err = workflow.Fail(workflow.Invalid, "cli.check-found", "Count", out.Open)
		}
		return err
	})
}

// check refuses options that cannot be followed, and says in which format the file is.
func (o *checkFlags) check(file string) (exchange.Format, error) {
	if o.source != "" && o.target != "" {
		if err := o.checkPair(); err != nil {
			return "", err
		}
	}
	if err := o.checkTags(); err != nil {
		return "", err
	}
	if o.language != "" {
		if _, err := workflow.ParseInterface(o.language); err != nil {
			return "", err
		}
	}
	for i, day := range []string{o.sourceDay, o.targetDay} {
		if day == "" {
			continue
		}
		var err error
		if o.days[i], err = workflow.ParseDay(day, time.UTC); err != nil {
			return "", err
		}
	}
	if (o.sourceDay == "") != (o.targetDay == "") {
		return "", workflow.Fail(workflow.Invalid, "cli.check-days")
	}
	switch {
	case o.format != "":
		return exchange.ParseFormat(o.format)
	case file == "-":
		return exchange.TSV, nil
	}
	return exchange.FormatOf(file)
}

// checkerOf makes a checker by the rules of a file; no file means the usual ones.
func checkerOf(file string) (*check.Checker, error) {
	var rules check.Rules
	if file == "" {
		return check.New(rules), nil
	}
	err := reading(file, func(in io.Reader) (err error) {
		rules, err = check.ReadRules(in)
		return err
	})
	var wrong *check.RulesError
	if !errors.As(err, &wrong) {
		return check.New(rules), err
	}
	name := filepath.Base(file)
	switch wrong.Fault {
	case check.UnknownField:
		err = workflow.Fail(workflow.Invalid, "cli.rules-field", "Name", name, "Value", wrong.Name)
	case check.UnknownCheck:
		err = workflow.Fail(workflow.Invalid, "cli.rules-check", "Name", name, "Value", wrong.Name, "Known", checkNames())
	case check.WrongValue:
		err = workflow.Fail(workflow.Invalid, "cli.rules-value", "Name", name, "Field", wrong.Name, "Value", wrong.Value)
	default:
		err = workflow.Fail(workflow.Invalid, "cli.rules-json", "Name", name)
	}
	return nil, err
}

func checkNames() string {
	var names []string
	for _, k := range check.Checks() {
		names = append(names, string(k.ID))
	}
	return strings.Join(names, ", ")
}

// checked are the pairs of a file.
type checked struct {
	speech  word.Voice
	name    string
	errs    io.Writer
	pairs   []check.Pair
	lines   []int // of pairs: where each is in the file
	read    int
	refused int // pairs that could not be read
	empty   int // pairs without a translation
	days    [2]time.Time
}

// readPairs reads the pairs of a file; "-" is standard input.
func (p *program) readPairs(file string, format exchange.Format, langs exchange.Pair, to *checked) error {
	read := func(in io.Reader) error {
		_, err := exchange.Read(in, format, langs, to.add)
		return workflow.FileError(err, to.read)
	}
	if file == "-" {
		return read(p.in)
	}
	return reading(file, read)
}

// add keeps a pair, or says why it cannot be checked. Whether a translation was accepted does not matter here; those that
// are missing are counted.
func (c *checked) add(i exchange.Item) error {
	if c.read++; c.read > mostChecked {
		return workflow.Fail(workflow.TooLarge, "cli.check-many", "Name", c.name, "Limit", mostChecked)
	}
	line := i.Line
	if line == 0 {
		line = c.read
	}
	fault := i.Fault
	if fault == "memory.bad-state" || fault == "memory.bad-empty" {
		fault = ""
	}
	switch {
	case fault != "":
	case i.SourceLang == "" || i.TargetLang == "":
		fault = "memory.bad-languages"
	case len(i.Source.Markup()) > workflow.MaxSegment || len(i.Target.Markup()) > workflow.MaxSegment:
		fault = "memory.bad-long"
	}
	if fault != "" {
		if c.refused++; c.refused <= mostRefused {
			fmt.Fprintf(c.errs, "%d: %s\n", line, c.speech.T(fault))
		}
		return nil
	}
	if i.Target.Empty() {
		c.empty++
	}
	c.lines = append(c.lines, line)
	c.pairs = append(c.pairs, check.Pair{SourceLang: i.SourceLang, TargetLang: i.TargetLang, Source: i.Source, Target: i.Target,
		SourceDay: c.days[0], TargetDay: c.days[1]})
	return nil
}

// finding is a finding as a line of JSON.
type finding struct {
	Line int `json:"line"` // on which the pair begins; in XLIFF its number
	report.Finding
}

// printFindings prints what was found in the pairs that are on these lines, and says how many there are.
func printFindings(to io.Writer, voice word.Voice, lines []int, found [][]check.Finding) (n int, err error) {
	out := bufio.NewWriter(to)
	lined := json.NewEncoder(out)
	lined.SetEscapeHTML(false)
	for i, all := range found {
		for _, f := range all {
			n++
			err := lined.Encode(finding{lines[i], report.FindingOf(voice, f)})
			if err != nil {
				return n, fmt.Errorf("print the findings: %w", err)
			}
		}
	}
	return n, out.Flush()
}
