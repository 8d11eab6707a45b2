// Command align scores `truchement align` and the method of Gale and Church side by side in one
// run, on sets of Arabic-French texts with their right beads. It is run by `make bench-engines`
// from the top of the tree, with the binary and the folder of the sets as its arguments.
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

	"truchement/workflow/align"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: align TRUCHEMENT FOLDER")
	}
	golds, err := filepath.Glob(filepath.Join(os.Args[2], "*.gold"))
	if err != nil || len(golds) == 0 {
		log.Fatalf("no sets in %s", os.Args[2])
	}
	fmt.Println("Alignment: F1 strict, lax, of links and of sentences left alone; seconds of",
		"processor time, start-up included.")
	fmt.Println()
	const row = "%-14s %-14s %7s %7s %7s %7s %8s\n"
	fmt.Printf(row, "", "", "strict", "lax", "links", "alone", "s")
	for _, gold := range golds {
		name := strings.TrimSuffix(gold, ".gold")
		want, err := read(gold)
		if err != nil {
			log.Fatal(err)
		}
		for _, p := range []struct {
			name string
			run  func(string) ([][]align.Bead, time.Duration, error)
		}{{"truchement", ours}, {"Gale-Church", galeChurch}} {
			got, took, err := p.run(name)
			if err != nil {
				log.Printf("%s does not run: %v", p.name, err)
				continue
			}
			s := score(got, want)
			fmt.Printf(row, filepath.Base(name), p.name, s.strict, s.lax, s.link, s.alone,
				fmt.Sprintf("%.2f", took.Seconds()))
		}
	}
}

func read(name string) ([][]align.Bead, error) {
	in, err := os.Open(name) //nolint:gosec // the user names the folder
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }() // read only
	return align.ReadLinks(in)
}

func ours(name string) ([][]align.Bead, time.Duration, error) {
	c := exec.Command(os.Args[1], "align", "--source-lang", "ar", //nolint:gosec // ours
		"--target-lang", "fr", name+".src", name+".tgt")
	out, err := c.Output()
	if err != nil {
		return nil, 0, err
	}
	beads, err := align.ReadLinks(bytes.NewReader(out))
	return beads, c.ProcessState.UserTime() + c.ProcessState.SystemTime(), err
}

// texts reads the lengths of the sentences of each document.
func texts(name string) ([][]float64, error) {
	text, err := os.ReadFile(name) //nolint:gosec // the user names the folder
	if err != nil {
		return nil, err
	}
	var out [][]float64
	for doc := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n") {
		var lengths []float64
		for line := range strings.SplitSeq(doc, "\n") {
			lengths = append(lengths, float64(len([]rune(line))))
		}
		out = append(out, lengths)
	}
	return out, nil
}
