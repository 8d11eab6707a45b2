package pdf

import (
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/outside"
)

// run runs a program and returns what it prints.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		report := ""
		if e, ok := err.(*exec.ExitError); ok {
			report = string(e.Stderr)
		}
		t.Fatalf("%s: %v\n%s%s", name, err, out, report)
	}
	return string(out)
}

func file(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "edition.pdf")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

//go:embed testdata/page.tsv
var pageRows string

// pageDocument has what is hard to copy out: names, numbers in both digits, an address, Latin
// letters in Arabic, and a line with all its vowels.
func pageDocument() *bitext.Document {
	d := &bitext.Document{
		ID: "page", Title: "Page", SourceLang: "ar-MA", TargetLang: "fr-MA", Labels: editiontest.Labels(),
	}
	for row := range strings.SplitSeq(strings.TrimSpace(pageRows), "\n") {
		source, target, _ := strings.Cut(row, "\t")
		d.Blocks = append(d.Blocks, bitext.Block{Kind: bitext.Paragraph, Segments: []bitext.Segment{{
			Source: bitext.Plain(source), Target: bitext.Plain(target), State: bitext.Final,
		}}})
	}
	return d
}

var arabicWord = regexp.MustCompile(`[\x{0621}-\x{064A}\x{06AD}]+`)

// recovered counts the words of rows that text has, and the pairs of neighbours that it has as
// neighbours.
func recovered(rows []string, text string) (words, pairs, ofWords, ofPairs int) {
	has := map[string]int{}
	found := arabicWord.FindAllString(strings.NewReplacer("\u2068", "", "\u2069", "", "\u202B", "", "\u202C", "",
		"\u200F", "", "\u200E", "").Replace(text), -1)
	next := map[[2]string]bool{}
	for i, w := range found {
		has[w]++
		if i > 0 {
			next[[2]string{found[i-1], w}] = true
		}
	}
	for _, row := range rows {
		before := ""
		for _, w := range arabicWord.FindAllString(row, -1) {
			ofWords++
			if has[w] > 0 {
				has[w]--
				words++
			}
			if before != "" {
				ofPairs++
				if next[[2]string{before, w}] {
					pairs++
				}
			}
			before = w
		}
	}
	return words, pairs, ofWords, ofPairs
}

// TestTextCopiesOut has the programs that people search and copy with find the words of a page and
// their order.
func TestTextCopiesOut(t *testing.T) {
	dir := outside.Package(t, "")
	var rows []string
	for _, b := range pageDocument().Blocks[:4] {
		rows = append(rows, b.Source().String())
	}
	for _, typeface := range edition.Typefaces() {
		for _, layout := range []Layout{SideBySide, Alternating} {
			path := file(t, written(t, pageDocument(), Options{Layout: layout, Look: edition.Look{Typeface: typeface}}))
			texts := map[string]string{"pdftotext": run(t, "pdftotext", path, "-")}
			if err := json.Unmarshal([]byte(run(t, "node", "testdata/text.mjs", dir, path)), &texts); err != nil {
				t.Fatal(err)
			}
			for program, text := range texts {
				words, pairs, ofWords, ofPairs := recovered(rows, text)
				t.Logf("%q %q %s: %d of %d words, %d of %d pairs", typeface, layout, program, words, ofWords, pairs, ofPairs)
				if ofWords != 45 || words < 44 || 8*pairs < 7*ofPairs {
					t.Errorf("%q %q %s: %d of %d words, %d of %d pairs:\n%s", typeface, layout, program,
						words, ofWords, pairs, ofPairs, text)
				}
				vowels := 0
				for _, w := range strings.Fields("وَقَّعَ الْوَزِيرُ الِاتِّفَاقِيَّةَ أَمْسِ فِي طَنْجَةَ") {
					if strings.Contains(text, w) {
						vowels++
					}
				}
				t.Logf("with vowels: %d of 6", vowels)
				if program == "pdftotext" && vowels < 5 {
					t.Errorf("%q %q %s: %d of 6 words with vowels", typeface, layout, program, vowels)
				}
				for _, want := range []string{"https://example.org/contact?lang=fr&id=42", "2024", "١٢"} {
					if !strings.Contains(strings.ReplaceAll(strings.ReplaceAll(text, "\r", ""), "\n", ""), want) {
						t.Errorf("%q %q %s: no %s", typeface, layout, program, want)
					}
				}
			}
		}
	}
}

func TestFilesPassQpdf(t *testing.T) {
	outside.Package(t, "")
	for _, c := range goldens {
		t.Run(c.name, func(t *testing.T) {
			out := run(t, "qpdf", "--check", file(t, written(t, c.doc(), c.o)))
			if !strings.Contains(out, "No syntax or stream encoding errors found") {
				t.Error(out)
			}
		})
	}
}

// TestFontsAreEmbeddedSubsets asks poppler which fonts a file needs, and has.
func TestFontsAreEmbeddedSubsets(t *testing.T) {
	outside.Package(t, "")
	for _, c := range goldens {
		lines := strings.Split(strings.TrimSpace(run(t, "pdffonts", file(t, written(t, c.doc(), c.o)))), "\n")
		for _, line := range lines[2:] {
			f := strings.Fields(line)
			if flags := f[len(f)-5 : len(f)-2]; !slices.Equal(flags, []string{"yes", "yes", "yes"}) {
				t.Errorf("%s: a font is not embedded, cut and mapped: %s", c.name, line)
			}
		}
	}
}

// TestStructureIsRead has poppler print the structure with its text: what a screen reader follows.
func TestStructureIsRead(t *testing.T) {
	outside.Package(t, "")
	out := run(t, "pdfinfo", "-struct-text", file(t, written(t, editiontest.Kinds(), Options{})))
	for _, want := range []string{"Table", "TR", "TH", "TD", "H1", "H2", "BlockQuote", "Link", "LI", "LBody", "\"un lien\"",
		"Une ligne puis"} {
		if !strings.Contains(out, want) {
			t.Errorf("the structure has no %s:\n%s", want, out)
		}
	}
	info := run(t, "pdfinfo", file(t, written(t, editiontest.Kinds(), Options{})))
	for _, want := range []string{"Tagged:          yes", "Creator:         Truchement"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo has no %q:\n%s", want, info)
		}
	}
}
