package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"
)

// usage names every command with all its flags, an entry for each way to use it. The lines
// after an entry that are indented further belong to it.
const usage = `truchement, the translation desk of a bilingual Arabic-French newsroom

  truchement                            serve on 127.0.0.1:8080 from ./truchement-data
  truchement serve [--addr A] [--data DIR | --database postgres://…] [--demo] [--origin https://…]
                   [--trusted-proxies NETWORKS] [--zone Z]
                   [--metrics-addr A] [--log-level L] [--log-format text|json] [--access-log=false]
                   [--backups DIR|off] [--backup-every 24h] [--backup-keep 7] [--backup-key KEYS] [--secret FILE]
  truchement segment --lang ar|fr [--rules FILE.srx] [FILE…]
  truchement align --source-lang ar --target-lang fr SRC TGT [--format links|tsv|tmx|html]
                   [--lexicon FILE.tsv] [--memory FILE.tmx]
  truchement check FILE --source-lang ar --target-lang fr [--format tmx|tsv|csv|xliff] [--rules FILE.json]
                   [--source-day D --target-day D] [--lang fr|ar|en]
  truchement check --desk [--publication ID] [--stage S] [--lang fr|ar|en] [--as EMAIL]
                   ends with 0: nothing found; 1: findings, or pairs that cannot be checked; 2: it could not look
  truchement convert IN OUT [--source-lang … --target-lang …] [--target-only]
  truchement article add FILE [--source-lang ar --target-lang fr] [--title T] [--as EMAIL]
  truchement article list [--as EMAIL]
  truchement article export ID --format F [--out FILE] [--states S] [--rows R] [--layout L] [--paper P]
                   [--lead LANG] [--notes] [--target-only] [--fonts] [--no-credits] [--as EMAIL]
  truchement article export ID --into FILE [--out FILE] [--as EMAIL]   FILE, which ID was made of, with its translations
  truchement collection ID… | --publication ID  [--title fr=…] [--title ar=…] [--layout L] [--lead LANG]
                   [--as EMAIL] --out BOOK.epub
  truchement user add EMAIL --role R --name N [--language fr|ar|en] [--password-stdin]
  truchement user list
  truchement user role EMAIL ROLE
  truchement user password EMAIL        <PASSWORD, on standard input
  truchement user email EMAIL NEW-EMAIL
  truchement user erase EMAIL EMAIL     name and address for good; the address twice, to confirm
  truchement user disable EMAIL
  truchement user enable EMAIL
  truchement token create --user EMAIL [--name N] [--scope S] [--expires D]
  truchement token list --user EMAIL
  truchement token revoke ID --user EMAIL
  truchement memory import FILE [--source-lang … --target-lang …] [--dry-run] [--agreeing]
  truchement memory export FILE --source-lang ar --target-lang fr
  truchement memory undo BATCH
  truchement memory stats
  truchement memory lookup --source-lang ar --target-lang fr [--threshold 50] [--limit 5]
                   <TEXTS, one a line on standard input
  truchement memory concordance --source-lang ar --target-lang fr [--lang ar] [--limit 50]
                   <WORDS, some a line on standard input
  truchement term import FILE [--source-lang … --target-lang …] [--publication ID] [--dry-run] [--agreeing]
  truchement term export FILE [--format F] [--headings fr|ar|en] [--type T] [--domain D] [--state S]
                   [--publication ID]
  truchement term undo BATCH
  truchement term find --source-lang ar --target-lang fr [--publication ID]
                   <TEXTS, one a line on standard input
  truchement term list [--type T] [--domain D] [--state proposed|settled] [--publication ID]
  truchement quality [--since D] [--until D] [--publication ID] [--article ID] [--format csv|json]
                   [--as EMAIL]
  truchement doctor
  truchement audit export [--user EMAIL] [--kind K] [--since D] [--until D] [--format csv|jsonl]
  truchement audit verify
  truchement version
  truchement backup FILE [--backup-key KEYS]
  truchement restore FILE [--backup-key KEYS]

Every command that uses the desk takes --data or --database.
`

// usageOf is how a command is used, such as "truchement memory" or "truchement memory import": its entries of usage.
func usageOf(command string) string {
	var out strings.Builder
	inside := false
	for line := range strings.Lines(usage) {
		entry, more := strings.CutPrefix(line, "  ")
		if more && !strings.HasPrefix(entry, " ") {
			inside = strings.HasPrefix(strings.TrimSuffix(entry, "\n")+" ", command+" ")
		}
		switch {
		case !more || !inside:
		case out.Len() == 0:
			out.WriteString("usage: " + entry)
		default:
			out.WriteString("       " + entry)
		}
	}
	return out.String()
}

// flags makes the flag set of a command, which prints to standard error.
func (p *program) flags(name string) *flag.FlagSet {
	f := flag.NewFlagSet("truchement "+name, flag.ContinueOnError)
	f.SetOutput(p.err)
	f.Usage = func() {
		fmt.Fprint(f.Output(), usageOf(f.Name()))
		f.PrintDefaults()
	}
	return f
}

// refuse prints why the command line is wrong, and how the command is used.
func (p *program) refuse(f *flag.FlagSet, err error) error {
	return p.complain(f, p.speech.Sentence(err))
}

// complain prints what is wrong with the command line, and how the command is used.
func (p *program) complain(f *flag.FlagSet, what string) error {
	fmt.Fprintf(p.err, "truchement: %s\n%s", what, usageOf(f.Name()))
	return errUsage
}

// extra says that a command does not take an operand.
func (p *program) extra(f *flag.FlagSet, operand string) error {
	return p.complain(f, p.speech.T("cli.extra", "Name", operand))
}

// wrong prints how a command is used.
func (p *program) wrong(f *flag.FlagSet) error {
	f.Usage()
	return errUsage
}

// verb carries out one of the verbs of a command, which have flags of their own.
func (p *program) verb(name string, verbs map[string]command, args []string) (command, []string, error) {
	f := p.flags(name)
	switch {
	case len(args) == 0:
		return nil, nil, p.wrong(f)
	case verbs[args[0]] != nil:
		return verbs[args[0]], args[1:], nil
	case isHelp(args[0]):
		f.Usage()
		return nil, nil, flag.ErrHelp
	}
	if line := flagsLast(args, func(arg string) bool { return verbs[arg] != nil }); line != "" {
		return nil, nil, p.complain(f, p.speech.T("cli.flags-first", "Line", f.Name()+" "+line))
	}
	return nil, nil, p.complain(f, p.speech.T("cli.unknown", "Name", name+" "+args[0]))
}

// flagsLast is a command line that begins with flags, with what begins at the command's name before them; empty:
// none of args is such a name.
func flagsLast(args []string, isName func(string) bool) string {
	at := slices.IndexFunc(args, isName)
	if at < 1 || !strings.HasPrefix(args[0], "-") {
		return ""
	}
	var line []string
	for _, arg := range slices.Concat(args[at:], args[:at]) {
		if arg == "" || strings.ContainsAny(arg, " \t\n'\"\\$&;|<>()*?`") {
			arg = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
		line = append(line, arg)
	}
	return strings.Join(line, " ")
}
