// Command mutants breaks important lines of the program, one at a time, and reports which breaks the
// tests catch. The lists beside it have a break a line, of four or five fields with a tab between
// them:
//
//	file    old text    new text    package whose tests must catch it    [postgres]
//
// The old text occurs once in its file. The fifth field marks a break that only the tests on
// PostgreSQL can catch: it is skipped where TRUCHEMENT_TEST_POSTGRES is not set. The other breaks
// are tried on SQLite, and none needs a browser. The tree is left alone: the broken file is laid
// over it by the -overlay of go test. Run it from the root of the module:
//
//	go run ./cmd/truchement/testdata/mutants [-run REGEXP] [-j 2]
//
// The tests of each package are run without a break first: when they fail, they catch nothing. It
// exits with 1 when a break is not caught, or cannot be made.
package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// testTime is how long the tests of one break may take. A break that makes them hang is caught.
const testTime = 4 * time.Minute

const postgresURL = "TRUCHEMENT_TEST_POSTGRES"

// mutant is one break.
type mutant struct {
	file, old, new string
	suite
}

// suite is what must catch a break: the tests of a package, on one of the stores.
type suite struct {
	pkg      string
	postgres bool
}

// outcome is what became of a break: "caught", "MISSED", or what kept it from being made.
type outcome struct {
	word   string
	detail string // the test that failed, or the output of a build that did
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
	caught := tryAll(all, *jobs)
	fmt.Printf("%d passed, %d failed\n", caught, len(all)-caught)
	if caught < len(all) {
		os.Exit(1)
	}
}

// tryAll tries the breaks, prints what becomes of each, and returns how many are caught.
func tryAll(all []mutant, jobs int) (caught int) {
	sound := soundSuites(all, jobs)
	var mutex sync.Mutex
	done := 0
	each(len(all), jobs, func(i int) {
		m, begun := all[i], time.Now()
		o := outcome{word: "TESTS FAIL"}
		if sound[m.suite] {
			o = m.try()
		}
		mutex.Lock()
		defer mutex.Unlock()
		if done++; o.word == "caught" {
			caught++
		}
		fmt.Printf("[%d/%d] %-8s %5.1fs %s: %s -> %s", done, len(all), o.word,
			time.Since(begun).Seconds(), m.file, brief(m.old), brief(m.new))
		if o.detail != "" {
			fmt.Printf(" (%s)", o.detail)
		}
		fmt.Println()
	})
	return caught
}

// soundSuites runs the tests of every package without a break, and returns those that pass.
func soundSuites(all []mutant, jobs int) map[suite]bool {
	sound := map[suite]bool{}
	for _, m := range all {
		sound[m.suite] = false
	}
	suites := slices.Collect(maps.Keys(sound))
	var mutex sync.Mutex
	each(len(suites), jobs, func(i int) {
		o := suites[i].run()
		mutex.Lock()
		defer mutex.Unlock()
		sound[suites[i]] = o.word == "MISSED"
		if o.word != "MISSED" {
			fmt.Printf("%s: its tests fail without a break: %s\n", suites[i].pkg, o.detail)
		}
	})
	return sound
}

// each calls do with every number below n, on jobs goroutines.
func each(n, jobs int, do func(i int)) {
	var wait sync.WaitGroup
	turns := make(chan struct{}, jobs)
	for i := range n {
		turns <- struct{}{}
		wait.Go(func() {
			defer func() { <-turns }()
			do(i)
		})
	}
	wait.Wait()
}

// readLists reads the chosen lines of the lists, package by package, and says how many it skips.
func readLists(chosen *regexp.Regexp) ([]mutant, error) {
	lists, err := filepath.Glob("cmd/truchement/testdata/mutants/*.tsv")
	if err != nil || len(lists) == 0 {
		return nil, fmt.Errorf("no lists of breaks: run this from the root of the module (%v)", err)
	}
	var all []mutant
	for _, list := range lists {
		some, err := readList(list, chosen)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	if os.Getenv(postgresURL) == "" {
		n := len(all)
		all = slices.DeleteFunc(all, func(m mutant) bool { return m.postgres })
		if n -= len(all); n > 0 {
			fmt.Printf("%d breaks need PostgreSQL and are skipped: %s is not set\n", n, postgresURL)
		}
	}
	slices.SortStableFunc(all, func(a, b mutant) int { return cmp.Compare(a.pkg, b.pkg) })
	return all, nil
}

func readList(list string, chosen *regexp.Regexp) (all []mutant, err error) {
	f, err := os.Open(list)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") || !chosen.MatchString(line) {
			continue
		}
		fields := strings.Split(line, "\t")
		needsPostgres := len(fields) == 5 && fields[4] == "postgres"
		if len(fields) != 4 && !needsPostgres {
			return nil, fmt.Errorf("%s: not four fields, or five with postgres: %s", list, line)
		}
		all = append(all, mutant{fields[0], fields[1], fields[2], suite{fields[3], needsPostgres}})
	}
	return all, lines.Err()
}

// try makes the break and runs the tests.
func (m mutant) try() outcome {
	text, err := os.ReadFile(m.file)
	if err != nil {
		return outcome{word: "NO FILE"}
	}
	switch strings.Count(string(text), m.old) {
	case 0:
		return outcome{word: "NO TEXT"}
	case 1:
	default:
		return outcome{word: "TWICE"}
	}
	dir, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return outcome{"NO DIR", err.Error()}
	}
	defer os.RemoveAll(dir)
	overlay, err := m.overlay(dir, strings.Replace(string(text), m.old, m.new, 1))
	if err != nil {
		return outcome{"NO DIR", err.Error()}
	}
	return m.run("-overlay", overlay)
}

// overlay writes the broken file into dir, and the rules that lay it over the tree.
func (m mutant) overlay(dir, text string) (path string, err error) {
	file, err := filepath.Abs(m.file)
	if err != nil {
		return "", err
	}
	broken := filepath.Join(dir, filepath.Base(m.file))
	rules, err := json.Marshal(map[string]any{"Replace": map[string]string{file: broken}})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(broken, []byte(text), 0o600); err != nil {
		return "", err
	}
	path = filepath.Join(dir, "overlay.json")
	return path, os.WriteFile(path, rules, 0o600)
}

var failedTest = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// run runs the tests with further arguments of go test.
func (s suite) run(args ...string) outcome {
	ctx, cancel := context.WithTimeout(context.Background(), testTime+2*time.Minute)
	defer cancel()
	args = append([]string{"test", "-count=1", "-short", "-failfast", "-vet=off",
		"-timeout", testTime.String()}, args...)
	test := exec.CommandContext(ctx, "go", append(args, s.pkg)...)
	test.WaitDelay = 10 * time.Second
	test.Env = s.environment()
	out, err := test.CombinedOutput()
	text := string(out)
	failed := failedTest.FindAllStringSubmatch(text, -1)
	switch {
	case err == nil:
		return outcome{word: "MISSED"}
	case strings.Contains(text, "[build failed]"), strings.Contains(text, "[setup failed]"):
		return outcome{"NO BUILD", strings.TrimSpace(text)}
	case strings.Contains(text, "panic: test timed out"):
		return outcome{"caught", "hung"}
	case len(failed) > 0:
		return outcome{"caught", failed[len(failed)-1][1]} // the innermost one
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return outcome{"caught", brief(lines[0])}
}

// environment is this one, without the browser, and with PostgreSQL for the tests that need it.
func (s suite) environment() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "TRUCHEMENT_TEST_") &&
			(!s.postgres || !strings.HasPrefix(v, postgresURL))
	})
}

func brief(s string) string {
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
