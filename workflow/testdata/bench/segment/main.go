// Command segment scores `truchement segment` and what it finds of its peers, side by side in one
// run: cuts in paragraphs, golden rules, our own sentences by class, and speed. It is run by
// `make bench-engines` from the top of the tree, with the binary as its argument.
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const data = "workflow/segment/testdata/"

// peer is a segmenter as a command that reads paragraphs and writes sentences.
type peer struct {
	name    string
	command func(lang string) *exec.Cmd
}

func main() {
	log.SetFlags(0)
	if len(os.Args) == 4 && os.Args[1] == "-as" {
		as(os.Args[2], os.Args[3])
		return
	}
	if len(os.Args) != 2 {
		log.Fatal("usage: segment TRUCHEMENT")
	}
	var rows [][]string
	for _, p := range peers(os.Args[1]) {
		row, err := p.row()
		if err != nil {
			log.Printf("%s does not run: %v", p.name, err)
			continue
		}
		rows = append(rows, row)
	}
	fmt.Println("Segmentation: F1 in paragraphs, golden rules and sentences of our own by class",
		"(passed of all),\nand megabytes a second of processor time, start-up left out.")
	fmt.Println()
	table(append([][]string{header()}, rows...))
}

func header() []string {
	return []string{"", "ar pud", "fr pud", "fr gsd", "ar golden", "fr golden", "ar own", "fr own",
		"ar MB/s", "fr MB/s"}
}

// peers are all that could be there; those that do not run are told and left out.
func peers(truchement string) []peer {
	self, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	dir := "workflow/testdata/bench/segment/"
	node := func(which string) func(string) *exec.Cmd {
		return func(lang string) *exec.Cmd {
			return exec.Command("node", filepath.Join(os.Getenv("BENCH_TOOLS"), "peers.mjs"), which, lang)
		}
	}
	own := func(which string) func(string) *exec.Cmd {
		return func(lang string) *exec.Cmd { return exec.Command(self, "-as", which, lang) }
	}
	return []peer{
		{"truchement", func(lang string) *exec.Cmd {
			return exec.Command(truchement, "segment", "--lang", lang)
		}},
		{"uax29 (Go)", own("uax29")},
		{"Intl.Segmenter (ICU)", node("intl")},
		{"sentencex (Wikimedia)", node("sentencex")},
		{"OmegaT 3.6", func(lang string) *exec.Cmd {
			return exec.Command("java", "-cp", "/usr/share/omegat/OmegaT.jar:/usr/share/java/*:"+
				"/usr/share/omegat/lib/*", dir+"OmegaT.java", lang)
		}},
		{"naive", own("naive")},
	}
}

// row is what one peer makes of everything.
func (p peer) row() ([]string, error) {
	row := []string{p.name}
	for _, set := range []string{"ar.pud", "fr.pud", "fr.gsd"} {
		f1, err := p.paragraphs(set)
		if err != nil {
			return nil, err
		}
		row = append(row, fmt.Sprintf("%.2f", 100*f1))
	}
	for _, read := range []func(string) ([][]string, error){goldenCases, classCases} {
		for _, lang := range []string{"ar", "fr"} {
			passed, all, err := p.cases(lang, read)
			if err != nil {
				return nil, err
			}
			row = append(row, fmt.Sprintf("%d/%d", passed, all))
		}
	}
	for _, set := range []string{"ar.pud", "fr.gsd"} {
		speed, err := p.speed(set)
		if err != nil {
			return nil, err
		}
		row = append(row, fmt.Sprintf("%.1f", speed))
	}
	return row, nil
}

// run cuts text, and answers the documents with the time it took on a processor.
func (p peer) run(lang, text string) (docs [][]string, took time.Duration, err error) {
	cmd := p.command(lang)
	var out, faults bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(text), &out, &faults
	if err := cmd.Run(); err != nil {
		return nil, 0, fmt.Errorf("%w: %.200s", err, strings.TrimSpace(faults.String()))
	}
	took = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return documents(out.String()), took, nil
}

// speed repeats the text, so that what starting costs can be taken off: the more often, until the
// rest takes long enough that two starts do not differ by as much.
func (p peer) speed(set string) (float64, error) {
	const few, enough = 4, time.Second
	docs, err := readGold(set)
	if err != nil {
		return 0, err
	}
	text := input(docs)
	took := func(times int) (time.Duration, error) {
		_, took, err := p.run(set[:2], strings.Repeat(text, times))
		return took, err
	}
	short, err := took(few)
	if err != nil {
		return 0, err
	}
	for many := 44; ; many *= 2 {
		long, err := took(many)
		if err != nil {
			return 0, err
		}
		if rest := long - short; rest >= enough && rest >= short {
			return float64(len(text)) * float64(many-few) / 1e6 / rest.Seconds(), nil
		}
	}
}

// table prints rows in columns: the first to the left, the others to the right.
func table(rows [][]string) {
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], len(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		fmt.Fprintf(&line, "%-*s", width[0], row[0])
		for i, cell := range row[1:] {
			fmt.Fprintf(&line, "  %*s", width[i+1], cell)
		}
		fmt.Println(line.String())
	}
}
