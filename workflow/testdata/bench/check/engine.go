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
	"syscall"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/check/testdata/plant"
	"truchement/workflow/term"
)

// one is a pair to look at.
type one struct {
	sourceLang, targetLang string
	source, target         bitext.Text
	other                  *plant.Pair // before it in the article; nil: none
	concepts               []term.Concept
}

// finding is what an engine says of a pair. What is found again in another pair has the same name and key.
type finding struct {
	name, key string
	grave     bool
	shown     string // for people
}

// engine looks at pairs: what it finds in each, and the processor time of a pair.
type engine struct {
	name string
	look func([]one) (found [][]finding, each time.Duration, err error)
}

// engines are all that could be there, ours first.
func engines() []engine {
	const dir = "workflow/testdata/bench/check/"
	return []engine{
		{"truchement", ours},
		{"pofilter", func(all []one) ([][]finding, time.Duration, error) {
			return ask(all, exec.Command("/usr/bin/python3", dir+"pofilter.py"))
		}},
		{"pofilter, chosen", func(all []one) ([][]finding, time.Duration, error) {
			found, each, err := ask(all, exec.Command("/usr/bin/python3", dir+"pofilter.py"))
			for i := range found {
				found[i] = chosen(found[i])
			}
			return found, each, err
		}},
		{"OmegaT 3.6", func(all []one) ([][]finding, time.Duration, error) {
			jar := "/usr/share/omegat/OmegaT.jar"
			if _, err := os.Stat(jar); err != nil {
				return nil, 0, errors.New("it is not installed")
			}
			return ask(all, exec.Command("java", "-Djava.awt.headless=true", "-Duser.home="+os.Getenv("BENCH_TOOLS"),
				"-cp", jar+":/usr/share/java/*:/usr/share/omegat/lib/*", dir+"OmegaT.java"))
		}},
	}
}

// ours is workflow/check with its default rules.
func ours(all []one) (found [][]finding, each time.Duration, err error) {
	checker := check.New(check.Rules{})
	start := processor()
	for _, o := range all {
		pairs := []check.Pair{pairOf(o)}
		if o.other != nil {
			pairs = []check.Pair{pairOf(one{o.other.SourceLang, o.other.TargetLang, bitext.Plain(o.other.Source),
				bitext.Plain(o.other.Target), nil, nil}), pairs[0]}
		}
		var findings []finding
		for _, of := range checker.Article(pairs) { // either pair may be named where two contradict
			for _, f := range of {
				findings = append(findings, finding{string(f.Check), f.Message + f.Found + "→" + f.Expected, f.Severity == check.Error,
					fmt.Sprintf("%s “%s” → “%s”", f.Message, f.Found, f.Expected)})
			}
		}
		found = append(found, findings)
	}
	return found, (processor() - start) / time.Duration(max(len(all), 1)), nil
}

func pairOf(o one) check.Pair {
	p := check.Pair{SourceLang: o.sourceLang, TargetLang: o.targetLang, Source: o.source, Target: o.target}
	if o.concepts != nil {
		x := term.New()
		x.Put(o.concepts...)
		p.SourceTerms, p.TargetTerms = x.Find(o.source.Flat(), o.sourceLang, ""), x.Find(o.target.Flat(), o.targetLang, "")
		p.Concepts = map[string]term.Concept{}
		for _, c := range o.concepts {
			p.Concepts[c.ID] = c
		}
	}
	return p
}

// processor is the processor time of this process so far.
func processor() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		return 0
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// fitting are the filters of pofilter that mean something between scripts: not those of capitals, accelerators and programs.
const fitting = " numbers doublewords doublespacing endpunc endwhitespace startwhitespace puncspacing untranslated unchanged " +
	"doublequoting brackets xmltags urls emails blank short long "

func chosen(all []finding) (kept []finding) {
	for _, f := range all {
		if strings.Contains(fitting, " "+f.name+" ") {
			kept = append(kept, f)
		}
	}
	return kept
}

// ask gives a command the pairs a line each, and reads its answers.
func ask(all []one, c *exec.Cmd) (found [][]finding, each time.Duration, err error) {
	var in, faults bytes.Buffer
	for _, o := range all {
		fmt.Fprintf(&in, "%s\t%s\t%s\n", o.targetLang, tagged(o.source), tagged(o.target))
	}
	c.Stdin, c.Stderr = &in, &faults
	answers, err := c.Output()
	if err != nil {
		lines := strings.Split(strings.TrimSpace(faults.String()), "\n")
		return nil, 0, fmt.Errorf("%w %.300s", err, lines[len(lines)-1])
	}
	took := 0.0
	out := bufio.NewScanner(bytes.NewReader(answers))
	for out.Scan() {
		cells := strings.Split(out.Text(), "\t")
		ms, err := strconv.ParseFloat(cells[0], 64)
		if err != nil {
			return nil, 0, err
		}
		took += ms
		var findings []finding
		for _, cell := range cells[1:] {
			name, category, _ := strings.Cut(cell, ":")
			n, err := strconv.Atoi(category)
			if err != nil {
				return nil, 0, err
			}
			findings = append(findings, finding{name, "", n >= 60, name})
		}
		found = append(found, findings)
	}
	if len(found) != len(all) {
		return nil, 0, fmt.Errorf("%d answers to %d pairs", len(found), len(all))
	}
	return found, time.Duration(took / float64(max(len(all), 1)) * float64(time.Millisecond)), out.Err()
}

// tagged is a text with its codes as the tags of a file.
func tagged(t bitext.Text) string {
	var b strings.Builder
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			b.WriteString(r.Chars)
		case bitext.Open:
			b.WriteString("<g" + r.Code.ID + ">")
		case bitext.Close:
			b.WriteString("</g" + r.Code.ID + ">")
		case bitext.Lone:
			b.WriteString("<x" + r.Code.ID + "/>")
		}
	}
	return b.String()
}
