package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"truchement/workflow/term"
)

// set is terms, and the texts that they are looked for in.
type set struct {
	concepts []term.Concept // all terms in the language
	texts    []string
}

// engine finds the terms of a set: for each text the numbers of the concepts and the time it took. It
// may say which variant of itself ran.
type engine struct {
	name string
	find func(set) (found [][]int, took []time.Duration, variant string, err error)
}

// engines are all that could be there, ours first.
func engines(tag string) []engine {
	const dir = "workflow/testdata/bench/term/"
	tools := os.Getenv("BENCH_TOOLS")
	return []engine{
		{"truchement", func(s set) ([][]int, []time.Duration, string, error) { return ours(tag, s) }},
		{"OmegaT 3.6", func(s set) ([][]int, []time.Duration, string, error) {
			jar := "/usr/share/omegat/OmegaT.jar"
			if _, err := os.Stat(jar); err != nil {
				return nil, nil, "", errors.New("it is not installed")
			}
			// Its preferences go to a folder of the bench, and are the defaults.
			return ask(s, exec.Command("java", "-Djava.awt.headless=true", "-Duser.home="+tools,
				"-cp", jar+":/usr/share/java/*:/usr/share/omegat/lib/*", dir+"OmegaT.java", tag))
		}},
		{"Weblate", func(s set) ([][]int, []time.Duration, string, error) {
			c := exec.Command(python(tools), dir+"weblate.py")
			c.Env = append(os.Environ(), "PYTHONPATH="+tools)
			return ask(s, c)
		}},
	}
}

// python is the first that has an automaton: Debian's packages are for Debian's.
func python(tools string) string {
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		c := exec.Command(name, "-c", "try: import ahocorasick_rs\nexcept ImportError: import ahocorasick")
		c.Env = append(os.Environ(), "PYTHONPATH="+tools)
		if c.Run() == nil {
			return name
		}
	}
	return "python3"
}

// ours is workflow/term.
func ours(tag string, s set) (found [][]int, took []time.Duration, variant string, err error) {
	x := term.New()
	x.Put(s.concepts...)
	for _, text := range s.texts {
		start := time.Now()
		hits := x.Find(text, tag, "")
		took = append(took, time.Since(start))
		var numbers []int
		for _, h := range hits {
			number, err := strconv.Atoi(h.Concept)
			if err != nil {
				return nil, nil, "", err
			}
			numbers = append(numbers, number)
		}
		found = append(found, numbers)
	}
	return found, took, "", nil
}

// ask gives a command the terms as a file and the texts a line each, and reads its answers.
func ask(s set, c *exec.Cmd) (found [][]int, took []time.Duration, variant string, err error) {
	file, err := os.CreateTemp("", "terms-*.tsv")
	if err != nil {
		return nil, nil, "", err
	}
	defer func() { _ = os.Remove(file.Name()) }()
	if _, err := file.WriteString(termLines(s.concepts)); err != nil {
		return nil, nil, "", err
	}
	if err := file.Close(); err != nil {
		return nil, nil, "", err
	}
	c.Args = append(c.Args, file.Name())
	c.Stdin = strings.NewReader(strings.Join(s.texts, "\n") + "\n")
	var faults bytes.Buffer
	c.Stderr = &faults
	answers, err := c.Output()
	if err != nil {
		return nil, nil, "", fmt.Errorf("%w %.300s", err, lastLine(faults.String()))
	}
	out := bufio.NewScanner(bytes.NewReader(answers))
	out.Buffer(nil, 1<<20)
	out.Scan() // the line that says it is ready
	if variant = out.Text(); variant == "ready" {
		variant = ""
	}
	for out.Scan() {
		numbers, d, err := readAnswer(out.Text())
		if err != nil {
			return nil, nil, "", err
		}
		found, took = append(found, numbers), append(took, d)
	}
	if len(found) != len(s.texts) {
		return nil, nil, "", fmt.Errorf("%d answers to %d texts", len(found), len(s.texts))
	}
	return found, took, variant, out.Err()
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// termLines writes each term of a concept, and each plural that it states, after its number.
func termLines(concepts []term.Concept) string {
	var b strings.Builder
	for _, c := range concepts {
		for _, t := range c.Terms {
			fmt.Fprintf(&b, "%s\t%s\n", c.ID, t.Text)
			for plural := range strings.SplitSeq(t.Plural, ";") {
				if plural = strings.TrimSpace(plural); plural != "" {
					fmt.Fprintf(&b, "%s\t%s\n", c.ID, plural)
				}
			}
		}
	}
	return b.String()
}

func readAnswer(line string) (numbers []int, took time.Duration, err error) {
	cells := strings.Split(line, "\t")
	ms, err := strconv.ParseFloat(cells[0], 64)
	if err != nil {
		return nil, 0, err
	}
	for _, cell := range cells[1:] {
		number, err := strconv.Atoi(cell)
		if err != nil {
			return nil, 0, err
		}
		numbers = append(numbers, number)
	}
	return numbers, time.Duration(ms * float64(time.Millisecond)), nil
}
