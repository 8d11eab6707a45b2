package format_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format"
	"truchement/workflow/format/edition/editiontest"
)

// handed shows what is read of a file: kind, source, target and state of each segment, notes, and what was not taken over as it is.
func handed(t *testing.T, path string) string {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	name := filepath.Base(path)
	f, ok := format.ReaderOf(name)
	if !ok {
		return "not read\n"
	}
	d, err := f.ReadFile(name, in)
	if err != nil {
		return err.Error() + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s>%s %q\n", d.SourceLang, d.TargetLang, d.Title)
	for _, block := range d.Blocks {
		if block.IsLeft() {
			fmt.Fprintf(&b, "- ")
		}
		for _, s := range block.Segments {
			fmt.Fprintf(&b, "%s %q", block.Kind, shown(s.Source))
			if !s.Target.Empty() {
				fmt.Fprintf(&b, " > %q %s", shown(s.Target), strings.TrimSuffix(string(s.State)+"/"+string(s.SubState), "/"))
			}
			for _, n := range s.Notes {
				fmt.Fprintf(&b, " note %q", n.Text)
			}
			b.WriteString("\n")
		}
	}
	for _, c := range d.Credits {
		fmt.Fprintf(&b, "%s: %s\n", c.Role, strings.Join(c.Names, ", "))
	}
	for _, o := range d.Oddities {
		fmt.Fprintf(&b, "! %s %d %v %q\n", o.Kind, o.Count, o.Lines, o.Text)
	}
	return b.String()
}

// shown is a text with the labels of its placeholders.
func shown(t bitext.Text) string {
	var b strings.Builder
	for _, r := range t {
		if r.Kind == bitext.Lone && r.Code.Equiv != "" {
			b.WriteString("⟦" + r.Code.ID + " " + r.Code.Equiv + "/⟧")
			continue
		}
		b.WriteString(bitext.Text{r}.Markup())
	}
	return b.String()
}

// TestReadHandedFiles reads files that people hand in.
func TestReadHandedFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/handed/*.*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	var b strings.Builder
	for _, path := range files {
		if filepath.Base(path) != "README.md" {
			b.WriteString("== " + filepath.Base(path) + "\n" + handed(t, path))
		}
	}
	editiontest.CheckGolden(t, "handed.txt", b.String())
}
