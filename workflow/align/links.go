package align

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ErrLinks is wrapped by every error about the content of a file of links.
var ErrLinks = errors.New("align: links")

// The limits of a file of links.
const (
	maxLinkLine = 64 << 10
	maxSentence = 1 << 24 // the greatest sentence number
	maxLinks    = 1 << 22
)

// WriteLinks writes a line 'i,j:k' for each bead, with sentence numbers from 0 inside the pair,
// and an empty line between pairs. A pair without beads is a line '-'.
func WriteLinks(w io.Writer, pairs [][]Bead) error {
	out := bufio.NewWriter(w)
	for i, beads := range pairs {
		if i > 0 {
			_ = out.WriteByte('\n') // Flush returns the error
		}
		if len(beads) == 0 {
			_, _ = out.WriteString("-\n")
		}
		for _, b := range beads {
			_, _ = out.WriteString(b.Link() + "\n")
		}
	}
	return out.Flush()
}

// Link returns the bead as a line of WriteLinks.
func (b Bead) Link() string { return joinNumbers(b.Source) + ":" + joinNumbers(b.Target) }

func joinNumbers(span [2]int) string {
	var list []string
	for i := span[0]; i < span[1]; i++ {
		list = append(list, strconv.Itoa(i))
	}
	return strings.Join(list, ",")
}

// ReadLinks reads the format of WriteLinks, and the variants of other aligners: brackets, spaces,
// and the confidence as a third field. Lines that begin with # are skipped. The numbers of a side
// must be consecutive. An error about the content wraps ErrLinks and names the line.
func ReadLinks(r io.Reader) ([][]Bead, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 4<<10), maxLinkLine)
	var pairs [][]Bead
	var beads []Bead
	open, n, total := false, 0, 0
	for lines.Scan() {
		n++
		line := strings.TrimSpace(lines.Text())
		switch {
		case strings.HasPrefix(line, "#"):
			continue
		case line == "":
			if open {
				pairs, beads, open = append(pairs, beads), nil, false
			}
			continue
		}
		open = true
		if line == "-" {
			continue
		}
		b, err := parseLink(line)
		if total++; total > maxLinks {
			err = errors.New("too many")
		}
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrLinks, n, err)
		}
		beads = append(beads, b)
	}
	if open {
		pairs = append(pairs, beads)
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return nil, fmt.Errorf("%w: line %d is too long", ErrLinks, n+1)
	}
	return pairs, lines.Err()
}

func parseLink(line string) (Bead, error) {
	fields := strings.Split(line, ":")
	if len(fields) < 2 || len(fields) > 3 {
		return Bead{}, errors.New("not of the form i,j:k")
	}
	var b Bead
	var err error
	if b.Source, err = parseNumbers(fields[0]); err != nil {
		return b, err
	}
	if b.Target, err = parseNumbers(fields[1]); err != nil {
		return b, err
	}
	if len(fields) == 3 {
		b.Confidence, err = strconv.ParseFloat(strings.TrimSpace(fields[2]), 64)
		if err != nil || !(b.Confidence >= 0 && b.Confidence <= 1) {
			return b, errors.New("the confidence is no number from 0 to 1")
		}
	}
	return b, nil
}

// parseNumbers parses the sentence numbers of one side, which may be in any order but must be
// consecutive.
func parseNumbers(field string) ([2]int, error) {
	field = strings.Trim(strings.TrimSpace(field), "[]")
	if strings.TrimSpace(field) == "" {
		return [2]int{}, nil
	}
	var list []int
	for _, f := range strings.Split(field, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(f))
		if err != nil || n < 0 || n > maxSentence {
			return [2]int{}, fmt.Errorf("%q is no sentence number", f)
		}
		list = append(list, n)
	}
	slices.Sort(list)
	for i, n := range list {
		if n != list[0]+i {
			return [2]int{}, errors.New("the sentences are no neighbours")
		}
	}
	return [2]int{list[0], list[len(list)-1] + 1}, nil
}
