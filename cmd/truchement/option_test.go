package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"truchement/ui/word"
	"truchement/workflow/story"
)

// optionLines are the command lines that take an option, VALUE in its place.
var optionLines = map[string][]string{
	"format":      {"article export x --format VALUE --out OUT"},
	"states":      {"article export x --format html --states VALUE --out OUT", "article export x --format html --states final,VALUE --out OUT"},
	"rows":        {"article export x --format html --rows VALUE --out OUT"},
	"paper":       {"article export x --format pdf --paper VALUE --out OUT"},
	"layout":      {"article export x --format pdf --layout VALUE --out OUT", "collection x --layout VALUE --out OUT"},
	"report":      {"quality --format VALUE"},
	"day":         {"quality --since VALUE", "quality --until VALUE", "check x.tsv --source-day VALUE", "check x.tsv --target-day VALUE"},
	"role":        {"user add a@b.test --name A --role VALUE", "user role a@b.test VALUE"},
	"term-type":   {"term list --type VALUE", "term export OUT --format csv --type VALUE"},
	"term-state":  {"term list --state VALUE", "term export OUT --format csv --state VALUE"},
	"term-format": {"term export OUT --format VALUE"},
	"term-file":   {"term export VALUE", "term import VALUE"},
	"interface":   {"term export OUT --format csv --headings VALUE", "user add a@b.test --name A --role editor --language VALUE"},
	"scope":       {"token create --user a@b.test --scope VALUE"},
	"language": {"segment --lang VALUE IN", "align --source-lang VALUE --target-lang fr IN IN",
		"align --source-lang ar --target-lang VALUE IN IN", "convert IN OUT --source-lang VALUE",
		"convert IN OUT --target-lang VALUE", "article add IN --source-lang VALUE",
		"article add IN --target-lang VALUE", "article export x --format epub --lead VALUE --out OUT",
		"term find --source-lang VALUE --target-lang fr", "term import IN --source-lang VALUE", "term import IN --target-lang VALUE",
		"memory lookup --source-lang VALUE --target-lang fr", "memory concordance --source-lang ar --target-lang VALUE",
		"memory import IN.tsv --source-lang VALUE", "memory export OUT.tmx --source-lang VALUE --target-lang fr",
		"collection x --lead VALUE --out OUT", "collection x --title VALUE=titre --out OUT"},
}

// TestWrongOptions types every wrong value where a command takes one: the command ends with status
// 2, names the value and what is possible in the user's language, and leaves no file and no data.
func TestWrongOptions(t *testing.T) {
	tried := map[string]bool{}
	for _, wrong := range story.WrongOptions() {
		for _, line := range optionLines[wrong.Option] {
			for _, tag := range word.Languages() {
				tried[wrong.Option] = true
				t.Run(tag+"/"+line+"/"+wrong.Value, func(t *testing.T) {
					refuse(t, tag, line, wrong.Value, append(wrong.Says, wrong.Value))
				})
			}
		}
	}
	for option := range optionLines {
		if !tried[option] {
			t.Errorf("no wrong value for %s", option)
		}
	}
}

// TestWrongOptionsOfCommands are the wrong values that only a command line can have.
func TestWrongOptionsOfCommands(t *testing.T) {
	for line, says := range map[string][]string{
		"align --source-lang ar --target-lang fr --format pdf IN IN": {"pdf", "html, links, tmx, tsv"},
		"align --source-lang ar --target-lang ar IN IN":              {},
		"article export x --out a.xyz":                               {"a.xyz", ".html", ".xlf"},
		"article export x":                                           {".html"},
		"article add a.pdf":                                          {"a.pdf", ".txt", ".docx"},
		"convert IN a.xyz":                                           {"a.xyz", ".xlf"},
		"convert a.pdf OUT":                                          {"a.pdf", ".docx"},
		"user add a@b.test --name A":                                 {},
		"token create --user a@b.test --expires soon":                {"soon", "720h"},
		"serve --addr nowhere":                                       {"nowhere", "127.0.0.1:8080"},
		"serve --addr 127.0.0.1:many":                                {"127.0.0.1:many"},
		"serve --origin desk.example.org":                            {"desk.example.org", "https://"},
		"serve --origin https://desk.example.org/x":                  {"https://desk.example.org/x"},
		"serve --trusted-proxies 10.0.0.0/8,everyone":                {"everyone", "10.0.0.0/8"},
		"serve --log-level loud":                                     {"loud", "debug"},
		"serve --log-format xml":                                     {"xml", "json"},
		"serve --metrics-addr nowhere":                               {"nowhere"},
		"serve --zone Mars/Olympus":                                  {"Mars/Olympus", "Africa/Casablanca"},
		"doctor --bogus":                                             {"-bogus"},
		"doctor again":                                               {"again"},
		"serve again":                                                {"again"},
		"serve --data memory again":                                  {"again"},
		"memory stats again":                                         {"again"},
		"memory lookup --source-lang ar":                             {},
		"memory forget":                                              {"memory forget"},
		"memory --limit 3 lookup --source-lang ar":                   {"truchement memory lookup --source-lang ar --limit 3"},
		"--data X serve":                                             {"truchement serve --data X"},
		"--data=X memory stats":                                      {"truchement memory stats --data=X"},
		"--lang ar segment a;b.txt":                                  {"truchement segment 'a;b.txt' --lang ar"},
		"quality --since":                                            {"-since"},
		"article list --notes=maybe":                                 {"-notes"},
	} {
		for _, tag := range word.Languages() {
			t.Run(tag+"/"+line, func(t *testing.T) { refuse(t, tag, line, "", says) })
		}
	}
}

// TestUsageNamesEveryFlag compares the flags of every command with what its usage says.
func TestUsageNamesEveryFlag(t *testing.T) {
	shared := []string{"data", "database"} // named once, for all commands that use the desk
	for _, command := range commandLines() {
		t.Run(command, func(t *testing.T) {
			var stderr bytes.Buffer
			p := program{in: strings.NewReader(""), out: io.Discard, err: &stderr, speech: word.Speak("en"),
				env: func(string) string { return "" }}
			if status := p.run(context.Background(), append(strings.Fields(command), "--help")); status != 0 {
				t.Fatalf("status %d: %s", status, &stderr)
			}
			said, defaults, _ := strings.Cut("\n"+stderr.String(), "\n  -")
			if !strings.Contains(said, "truchement "+strings.Fields(command)[0]) {
				t.Errorf("the usage is %q", said)
			}
			var named, flags []string
			for _, m := range regexp.MustCompile(`--([a-z-]+)`).FindAllStringSubmatch(said, -1) {
				named = append(named, m[1])
			}
			for _, m := range regexp.MustCompile(`\n  -([a-z-]+)`).FindAllStringSubmatch("\n  -"+defaults, -1) {
				flags = append(flags, m[1])
			}
			for _, name := range flags {
				if !slices.Contains(named, name) && !slices.Contains(shared, name) {
					t.Errorf("the usage does not name --%s:%s", name, said)
				}
			}
			for _, name := range named {
				if !slices.Contains(flags, name) {
					t.Errorf("there is no --%s:%s", name, said)
				}
			}
		})
	}
}

// commandLines are the commands of the usage, with the verbs of those that have any.
func commandLines() (all []string) {
	for _, m := range regexp.MustCompile(`(?m)^  truchement ([a-z]+)( [a-z]+\b)?`).FindAllStringSubmatch(usage, -1) {
		all = append(all, m[1]+m[2])
	}
	return all
}

// TestEveryCommandIsInTheUsage holds that no command is left out of it.
func TestEveryCommandIsInTheUsage(t *testing.T) {
	for name := range commands() {
		if usageOf("truchement "+name) == "" {
			t.Errorf("the usage does not have %s", name)
		}
	}
}

// A directory may be called as a command is: then no command is named, and the desk is served from there.
func TestFlagsOfServeNeedNoCommand(t *testing.T) {
	p := program{err: io.Discard, env: func(string) string { return "" }}
	for line, want := range map[string]bool{"--data serve": true, "--data memory --demo": true, "--data X memory": false,
		"--limit 3 memory lookup": false} {
		if got := p.servable(strings.Fields(line)); got != want {
			t.Errorf("%s: %v, want %v", line, got, want)
		}
	}
}

// refuse runs a command line that must be refused, with says in the message.
func refuse(t *testing.T, tag, line, value string, says []string) {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.txt"), filepath.Join(dir, "out.html")
	if err := os.WriteFile(in, []byte("وصل الوزير.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := strings.Fields(line)
	for i, a := range args {
		args[i] = strings.NewReplacer("VALUE", value, "IN", in, "OUT", out).Replace(a)
	}
	var stdout, stderr bytes.Buffer
	p := program{in: strings.NewReader(""), out: &stdout, err: &stderr, speech: word.Speak(tag),
		env: func(name string) string {
			return map[string]string{"TRUCHEMENT_DATA": filepath.Join(dir, "data")}[name]
		}}
	if status := p.run(context.Background(), args); status != exitUsage {
		t.Errorf("status %d, want %d", status, exitUsage)
	}
	message, _, _ := strings.Cut(stderr.String(), "\n")
	for _, s := range says {
		if !strings.Contains(message, s) {
			t.Errorf("no %q in %q", s, message)
		}
	}
	if !strings.HasPrefix(message, "truchement: ") || strings.Contains(message, "<no value>") ||
		tag == "ar" && !strings.ContainsAny(message, "اليمه") || stdout.Len() > 0 {
		t.Errorf("message %q, output %q", message, stdout.String())
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("files left: %v, %v", left, err)
	}
}
