// Command truchement is the translation desk of a bilingual Arabic-French
// newsroom: it serves the desk, and offers its engines and its accounts on the
// command line.
//
// A command is a file with a method of program, a line in commands(), its
// entries in usage (usage.go), a script in testdata/script, and its name in
// README.md. One that uses
// the desk opens it by program.use (store.go).
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"truchement/ui/word"
	"truchement/workflow"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := program{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		env: os.Getenv, environ: os.Environ(), speech: word.Speak(userLanguage(os.Getenv)),
	}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// program is what a command sees of the world.
type program struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	environ  []string // all of the environment
	speech   word.Voice
}

// errUsage says that the command line is wrong; what and why is already printed.
var errUsage = errors.New("usage")

// errNotDone says that a command whose status 1 tells what it found did not come to look.
var errNotDone = errors.New("not done")

// The exit statuses. A command fails too with what it has found; what the command line names and is not there, or cannot
// be used, is wrong use.
const (
	exitFailed = 1
	exitUsage  = 2
)

type command func(*program, context.Context, []string) error

func commands() map[string]command {
	return map[string]command{
		"serve":      (*program).serve,
		"segment":    (*program).segment,
		"align":      (*program).align,
		"check":      (*program).check,
		"convert":    (*program).convert,
		"article":    (*program).article,
		"collection": (*program).collection,
		"user":       (*program).user,
		"token":      (*program).token,
		"quality":    (*program).quality,
		"memory":     (*program).memory,
		"term":       (*program).term,
		"doctor":     (*program).doctor,
		"audit":      (*program).audit,
		"version":    (*program).version,
		"backup":     (*program).backup,
		"restore":    (*program).restore,
	}
}

// run carries out one command line and returns the exit status.
func (p *program) run(ctx context.Context, args []string) int {
	name := "serve"
	switch {
	case len(args) > 0 && args[0] != "" && args[0][0] != '-':
		name, args = args[0], args[1:]
	case len(args) > 0 && isHelp(args[0]):
		name = "help"
	default:
		if line := flagsLast(args, isCommand); line != "" && !p.servable(args) {
			return p.status(p.complain(p.flags("serve"), p.speech.T("cli.flags-first", "Line", "truchement "+line)))
		}
	}
	if name == "help" {
		fmt.Fprint(p.out, usage)
		return 0
	}
	do, ok := commands()[name]
	if !ok {
		fmt.Fprintf(p.err, "truchement: %s\n\n%s", p.speech.T("cli.unknown", "Name", name), usage)
		return exitUsage
	}
	return p.status(do(p, ctx, args))
}

func isCommand(arg string) bool { return commands()[arg] != nil }

// status prints what went wrong, in the user's language, and turns it into an
// exit status.
func (p *program) status(err error) int {
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage):
		return exitUsage
	}
	fmt.Fprintf(p.err, "truchement: %s\n", p.sentence(err))
	_, named := unknown(err)
	kind := workflow.KindOf(err)
	if named || errors.Is(err, errNotDone) || (kind == workflow.NotFound || kind == workflow.Invalid) && !isFound(err) {
		return exitUsage
	}
	return exitFailed
}

// sentence says what went wrong: which of the things that the command line names is not there, if that is it.
func (p *program) sentence(err error) string {
	if w, named := unknown(err); named {
		return p.speech.Sentence(w)
	}
	return p.speech.Sentence(err)
}

// unknown is the error for what the command line names and is not there, with its name, if err says so.
func unknown(err error) (error, bool) {
	var path *fs.PathError
	if errors.As(err, &path) && errors.Is(err, fs.ErrNotExist) {
		return workflow.Fail(workflow.NotFound, "cli.no-file", "Name", path.Path), true
	}
	var w *workflow.Error
	if !errors.As(err, &w) || w.ID != "error.not-found" {
		return nil, false
	}
	id := map[any]string{"person": "cli.no-person", "article": "cli.no-article", "publication": "cli.no-publication",
		"grant": "cli.no-token"}[w.Args["Noun"]]
	return workflow.Fail(workflow.NotFound, id, "Name", w.Args["Key"]), id != ""
}

func isHelp(arg string) bool { return arg == "-h" || arg == "-help" || arg == "--help" }

// userLanguage reads the language of the environment as POSIX has it.
func userLanguage(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); len(v) >= 2 && v != "C" && v != "POSIX" {
			return v[:2]
		}
	}
	return "en"
}

// parse reads flags that may stand before, between and after the operands, and
// returns the operands.
func (p *program) parse(f *flag.FlagSet, args []string) ([]string, error) {
	var operands []string
	for {
		var said bytes.Buffer // what package flag has to say, which is English
		f.SetOutput(&said)
		err := f.Parse(args)
		f.SetOutput(p.err)
		switch {
		case errors.Is(err, flag.ErrHelp):
			_, _ = p.err.Write(said.Bytes())
			return nil, err
		case err != nil:
			fmt.Fprintf(p.err, "truchement: %s\n", p.speech.T("cli.option", "Name", flagOf(err)))
			f.PrintDefaults()
			return nil, errUsage
		case f.NArg() == 0:
			return operands, nil
		}
		operands, args = append(operands, f.Arg(0)), f.Args()[1:]
	}
}

// flagOf is the flag that an error of package flag is about, as it was typed.
func flagOf(err error) string {
	for _, word := range strings.Fields(err.Error()) {
		if strings.HasPrefix(word, "-") {
			return strings.TrimSuffix(word, ":")
		}
	}
	return err.Error()
}
