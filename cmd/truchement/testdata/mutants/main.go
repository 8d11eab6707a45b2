// Command mutants breaks important lines of the program, one at a time, and tells which breaks the
// tests catch. The lists beside it have a break a line, of four fields with a tab between them:
//
//	file    old text    new text    package whose tests must catch it
//
// The old text stands once in its file. The tree is left alone: the broken file is laid over it
// by the -overlay of go test. Run it from the root of the module:
//
//	go run ./cmd/truchement/testdata/mutants [-run REGEXP] [-j 2]
//
// It exits with 1 when a break is not caught, or cannot be made.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// testTime is how long the tests of one break may take. A break that makes them hang is caught.
const testTime = 4 * time.Minute

type mutant struct {
	list, file, old, new, pkg string
}

func main() {
	chosen := flag.String("run", "", "only breaks whose line matches this regular expression")
	jobs := flag.Int("j", 2, "how many breaks are tried at once")
	flag.Parse()
	all, err := readLists(regexp.MustCompile(*chosen))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	outcomes := make([]string, len(all))
	var wait sync.WaitGroup
	turns := make(chan struct{}, *jobs)
	for i, m := range all {
		turns <- struct{}{}
		wait.Go(func() {
			defer func() { <-turns }()
			outcomes[i] = m.try()
			fmt.Printf("%-9s %s: %s -> %s\n", outcomes[i], m.file, brief(m.old), brief(m.new))
		})
	}
	wait.Wait()
	count := map[string]int{}
	for _, o := range outcomes {
		count[o]++
	}
	fmt.Printf("%d passed, %d failed\n", count["caught"], len(all)-count["caught"])
	if count["caught"] < len(all) {
		os.Exit(1)
	}
}

func readLists(chosen *regexp.Regexp) ([]mutant, error) {
	lists, err := filepath.Glob("cmd/truchement/testdata/mutants/*.tsv")
	if err != nil || len(lists) == 0 {
		return nil, fmt.Errorf("no lists of breaks: run this from the root of the module (%v)", err)
	}
	var all []mutant
	for _, list := range lists {
		f, err := os.Open(list)
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			line := lines.Text()
			if line == "" || strings.HasPrefix(line, "#") || !chosen.MatchString(line) {
				continue
			}
			fields := strings.Split(line, "\t")
			if len(fields) != 4 {
				return nil, fmt.Errorf("%s: not four fields: %s", list, line)
			}
			all = append(all, mutant{list, fields[0], fields[1], fields[2], fields[3]})
		}
		if err := errorsOf(lines.Err(), f.Close()); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// try makes the break and runs the tests: "caught", "MISSED", or what kept it from being made.
func (m mutant) try() string {
	text, err := os.ReadFile(m.file)
	if err != nil {
		return "NO FILE"
	}
	switch strings.Count(string(text), m.old) {
	case 0:
		return "NO TEXT"
	case 1:
	default:
		return "TWICE"
	}
	dir, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return "NO DIR"
	}
	defer os.RemoveAll(dir)
	broken := filepath.Join(dir, filepath.Base(m.file))
	overlay := filepath.Join(dir, "overlay.json")
	path, err := filepath.Abs(m.file)
	if err != nil {
		return "NO FILE"
	}
	rules, err := json.Marshal(map[string]any{"Replace": map[string]string{path: broken}})
	if err != nil {
		return "NO DIR"
	}
	mutated := strings.Replace(string(text), m.old, m.new, 1)
	if err := errorsOf(os.WriteFile(broken, []byte(mutated), 0o600),
		os.WriteFile(overlay, rules, 0o600)); err != nil {
		return "NO DIR"
	}
	ctx, cancel := context.WithTimeout(context.Background(), testTime)
	defer cancel()
	if out, err := exec.CommandContext(ctx, "go", "vet", "-overlay", overlay, m.pkg).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s\n%s\n", m.file, out)
		return "NO BUILD"
	}
	test := exec.CommandContext(ctx, "go", "test", "-overlay", overlay, "-count=1", "-short",
		"-failfast", m.pkg)
	if err := test.Run(); err == nil {
		return "MISSED"
	}
	return "caught"
}

func brief(s string) string {
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
