package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/bitext"
	"truchement/workflow/format"
	"truchement/workflow/format/tmx"
)

// alignFlags are the flags of align.
type alignFlags struct {
	source, target  string
	format          string
	lexicon, memory string
}

// align matches the sentences of two texts: in, one sentence a line and an empty line between
// documents, a line '-' for an empty one; out, the beads in the format asked for.
func (p *program) align(_ context.Context, args []string) error {
	var o alignFlags
	f := p.flags("align")
	f.StringVar(&o.source, "source-lang", "", "language of SRC")
	f.StringVar(&o.target, "target-lang", "", "language of TGT")
	f.StringVar(&o.format, "format", "links", "links, tsv, tmx or html")
	f.StringVar(&o.lexicon, "lexicon", "", "file of word pairs: source, tab, target")
	f.StringVar(&o.memory, "memory", "", "TMX file to learn words from")
	files, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(files) != 2 {
		return p.wrong(f)
	}
	if err := o.check(); err != nil {
		return p.refuse(f, err)
	}
	pairs, err := p.alignPairs(files[0], files[1])
	if err != nil {
		return err
	}
	aligner, err := p.aligner(o)
	if err != nil {
		return err
	}
	beads := aligner.Align(pairs)
	for i := range pairs {
		if m, moved := aligner.FindMoved(pairs[i], beads[i]); moved {
			fmt.Fprintf(p.err, "truchement: %s\n", p.speech.T("align.moved-document", "Number", i+1, "What",
				p.speech.T("align.moved", "From", m.Source[0]+1, "To", m.Source[1],
					"TargetFrom", m.Target[0]+1, "TargetTo", m.Target[1])))
		}
	}
	return alignFormats()[o.format](p.out, o, pairs, beads)
}

// check refuses languages and formats that align does not know.
func (o alignFlags) check() error {
	if err := workflow.CheckPair(o.source, o.target); err != nil {
		return err
	}
	_, err := workflow.ParseOption("option.format", o.format,
		slices.Sorted(maps.Keys(alignFormats())))
	return err
}

// aligner makes the aligner with the lists that the user names.
func (p *program) aligner(o alignFlags) (*align.Aligner, error) {
	var own, learnt *align.Lexicon
	if o.lexicon != "" {
		err := reading(o.lexicon, func(in io.Reader) (err error) {
			own, err = align.ReadLexicon(in, o.source, o.target)
			return err
		})
		if line := (*align.LineError)(nil); errors.As(err, &line) {
			return nil, workflow.Fail(workflow.Invalid, lexiconMessage(line.Why),
				"Name", filepath.Base(o.lexicon), "Line", line.Line)
		}
		if err != nil {
			return nil, err
		}
	}
	if o.memory != "" {
		err := reading(o.memory, func(in io.Reader) error {
			doc, _, err := tmx.ReadReport(in, tmx.Pair{Source: o.source, Target: o.target})
			if err == nil {
				learnt = align.Learn(o.source, o.target, unitsOf(doc))
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return align.New(o.source, o.target, own, learnt), nil
}

func lexiconMessage(why string) string {
	switch why {
	case "encoding":
		return "align.lexicon-encoding"
	case "long":
		return "align.lexicon-long"
	case "many":
		return "align.lexicon-many"
	}
	return "align.lexicon-columns"
}

func unitsOf(doc *bitext.Document) []align.Unit {
	var units []align.Unit
	for _, s := range doc.Segments() {
		units = append(units, align.Unit{Source: s.Source.String(), Target: s.Target.String()})
	}
	return units
}

func reading(name string, read func(io.Reader) error) error {
	in, err := os.Open(name) //nolint:gosec // the user names the file
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // read only
	return read(in)
}

// alignPairs reads both files, which must have the same number of documents.
func (p *program) alignPairs(source, target string) ([]align.Pair, error) {
	sources, err := p.sentences(source)
	if err != nil {
		return nil, err
	}
	targets, err := p.sentences(target)
	if err != nil {
		return nil, err
	}
	if len(sources) != len(targets) {
		return nil, workflow.Fail(workflow.Invalid, "align.documents",
			"Source", len(sources), "Target", len(targets))
	}
	pairs := make([]align.Pair, len(sources))
	for i := range pairs {
		pairs[i].Source = align.Sentences(sources[i])
		pairs[i].Target = align.Sentences(targets[i])
	}
	return pairs, nil
}

// sentences reads the documents of a file; "-" is standard input.
func (p *program) sentences(name string) (docs [][]string, err error) {
	if name == "-" {
		return readSentences(p.in)
	}
	err = reading(name, func(in io.Reader) error {
		docs, err = readSentences(in)
		return err
	})
	return docs, err
}

func readSentences(in io.Reader) ([][]string, error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	var docs [][]string
	var doc []string
	open := false
	for lines.Scan() {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		switch {
		case line == "" && open:
			docs, doc, open = append(docs, doc), nil, false
		case line == "-" && !open:
			open = true
		case line != "":
			doc, open = append(doc, line), true
		}
	}
	if open {
		docs = append(docs, doc)
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return nil, workflow.Fail(workflow.TooLarge, "cli.line-too-long", "Limit", maxLine>>20)
	}
	return docs, lines.Err()
}

type alignWriter func(io.Writer, alignFlags, []align.Pair, [][]align.Bead) error

func alignFormats() map[string]alignWriter {
	return map[string]alignWriter{
		"links": func(w io.Writer, _ alignFlags, _ []align.Pair, beads [][]align.Bead) error {
			return align.WriteLinks(w, beads)
		},
		"tsv": writeBeads, "tmx": writeEdition, "html": writeEdition,
	}
}

// writeBeads writes a line a bead: document and sentences counted from 0 as links has them, the
// confidence, and both texts.
func writeBeads(w io.Writer, _ alignFlags, pairs []align.Pair, beads [][]align.Bead) error {
	out := bufio.NewWriter(w)
	_, _ = out.WriteString("document\tsource\ttarget\tconfidence\tsource text\ttarget text\n")
	clean := strings.NewReplacer("\t", " ", "\r", " ")
	for i, p := range pairs {
		for _, b := range beads[i] {
			source, target, _ := strings.Cut(b.Link(), ":")
			fmt.Fprintf(out, "%d\t%s\t%s\t%.3f\t%s\t%s\n", i, source, target, b.Confidence,
				clean.Replace(align.Join(p.Source, b.Source)),
				clean.Replace(align.Join(p.Target, b.Target)))
		}
	}
	return out.Flush()
}

// writeEdition writes the beads as a page to read or as a memory, in which each unit has its
// confidence as a note.
func writeEdition(w io.Writer, o alignFlags, pairs []align.Pair, beads [][]align.Bead) error {
	f, _ := format.ByName(o.format)
	doc := align.Document(o.source, o.target, pairs, beads)
	if o.format == "tmx" {
		i := 0
		for _, bs := range beads {
			for _, b := range bs {
				note := "confidence " + strconv.FormatFloat(b.Confidence, 'f', 3, 64)
				doc.Blocks[i].Segments[0].Notes = []bitext.Remark{{Text: note}}
				i++
			}
		}
	}
	if err := word.LabelEdition(doc); err != nil {
		return err
	}
	return f.Write(w, doc, format.Options{})
}
