package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"truchement/workflow"
	"truchement/workflow/segment"
)

// maxLine is the longest paragraph that segment takes, in bytes.
const maxLine = 16 << 20

// segment cuts text into sentences: in, a line is a paragraph and an empty line
// ends a document; out, one segment a line and an empty line between documents.
func (p *program) segment(_ context.Context, args []string) error {
	f := p.flags("segment")
	tag := f.String("lang", "", "language of the text, ar or fr")
	srx := f.String("rules", "", "SRX file to cut by, in place of the program's own rules")
	files, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if _, err := workflow.ParseLanguage(*tag); err != nil {
		return p.refuse(f, err)
	}
	rules, err := rulesOf(*srx, *tag)
	if err != nil {
		return err
	}
	in, closeAll, err := p.input(files)
	if err != nil {
		return err
	}
	defer closeAll()
	out := bufio.NewWriterSize(p.out, 64<<10)
	if err := segmentLines(out, in, rules); err != nil {
		return err
	}
	return out.Flush()
}

// rulesOf reads the rules of a language from an SRX file; no file means the program's own.
func rulesOf(file, tag string) (*segment.Rules, error) {
	if file == "" {
		return segment.Default(tag), nil
	}
	in, err := os.Open(file) //nolint:gosec // the user names the file
	if err != nil {
		return nil, err
	}
	defer in.Close()
	srx, err := segment.Parse(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	rules, err := srx.Rules(tag)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return rules, nil
}

// input is the files one after the other, or standard input.
func (p *program) input(files []string) (io.Reader, func(), error) {
	if len(files) == 0 {
		return p.in, func() {}, nil
	}
	var open []*os.File
	var readers []io.Reader
	closeAll := func() {
		for _, f := range open {
			_ = f.Close() // read only
		}
	}
	for _, name := range files {
		f, err := os.Open(name) //nolint:gosec // the user names the file
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		open, readers = append(open, f), append(readers, f)
	}
	return io.MultiReader(readers...), closeAll, nil
}

func segmentLines(out *bufio.Writer, in io.Reader, rules *segment.Rules) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	for lines.Scan() {
		line := strings.TrimSuffix(lines.Text(), "\r")
		from := 0
		for _, end := range rules.Cut(line) {
			if s := strings.TrimSpace(line[from:end]); s != "" {
				writeLine(out, s)
			}
			from = end
		}
		if strings.TrimSpace(line) == "" {
			writeLine(out, "")
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return workflow.Fail(workflow.TooLarge, "cli.line-too-long", "Limit", maxLine>>20)
	}
	return lines.Err()
}

// writeLine writes a line; its fault is the one that Flush tells.
func writeLine(out *bufio.Writer, line string) {
	_, _ = out.WriteString(line)
	_ = out.WriteByte('\n')
}
