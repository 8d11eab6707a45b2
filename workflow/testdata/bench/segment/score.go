package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// visible is text without spaces and controls, which never count.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}

// documents reads sentences a line, documents apart by an empty line.
func documents(text string) [][]string {
	var out [][]string
	for doc := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		out = append(out, strings.Split(strings.Trim(doc, "\n"), "\n"))
	}
	return out
}

func readGold(set string) ([][]string, error) {
	text, err := os.ReadFile(data + set + ".para.gold")
	return documents(string(text)), err
}

// input is what a segmenter is given: the lines of a paragraph on one.
func input(docs [][]string) string {
	var b strings.Builder
	for _, doc := range docs {
		text := strings.ReplaceAll(strings.Join(doc, " "), " <p> ", "\n")
		b.WriteString(text + "\n\n")
	}
	return b.String()
}

// ends are where the sentences of a document end, in visible characters; free are those at
// paragraph breaks, which cost nothing.
func ends(doc []string) (all, free map[int]bool) {
	all, free = map[int]bool{}, map[int]bool{}
	at := 0
	for _, line := range doc {
		if line == "<p>" {
			free[at] = true
			continue
		}
		at += len(visible(line))
		all[at] = true
	}
	delete(all, at)
	return all, free
}

// paragraphs scores the cuts inside paragraphs.
func (p peer) paragraphs(set string) (float64, error) {
	gold, err := readGold(set)
	if err != nil {
		return 0, err
	}
	got, _, err := p.run(set[:2], input(gold))
	if err != nil {
		return 0, err
	}
	if len(got) != len(gold) {
		return 0, fmt.Errorf("%s: %d documents of %d", set, len(got), len(gold))
	}
	right, cut, want := 0, 0, 0
	for i, doc := range gold {
		marked, free := ends(doc)
		found, _ := ends(got[i])
		for at := range found {
			if !free[at] {
				cut++
				if marked[at] {
					right++
				}
			}
		}
		for at := range marked {
			if !free[at] {
				want++
			}
		}
	}
	return 2 * float64(right) / float64(cut+want), nil
}

// cases counts those whose sentences are all right.
func (p peer) cases(lang string, read func(string) ([][]string, error)) (passed, all int, err error) {
	want, err := read(lang)
	if err != nil {
		return 0, 0, err
	}
	got, _, err := p.run(lang, input(want))
	if err != nil {
		return 0, 0, err
	}
	if len(got) != len(want) {
		return 0, 0, fmt.Errorf("%d documents of %d", len(got), len(want))
	}
	for i := range want {
		if slices.EqualFunc(want[i], got[i], func(a, b string) bool { return visible(a) == visible(b) }) {
			passed++
		}
	}
	return passed, len(want), nil
}

func goldenCases(lang string) ([][]string, error) {
	f, err := os.Open(data + "golden.jsonl")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out [][]string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c struct {
			Lang, Text string
			Sents      []string
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, err
		}
		if c.Lang == lang && c.Text == "" {
			out = append(out, c.Sents)
		}
	}
	return out, nil
}

// classCases are our own sentences, those that are cut where no space stands left out.
func classCases(lang string) ([][]string, error) {
	text, err := os.ReadFile(data + "classes." + lang + ".txt")
	var out [][]string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "# ") && !glued.MatchString(line) {
			out = append(out, strings.Split(line, "¦"))
		}
	}
	return out, err
}

var (
	glued = regexp.MustCompile(`\S¦`)
	sign  = regexp.MustCompile(`[.!?؟…]+[»”"'’)\]]*\s+`)
)

// as is a segmenter in this program: uax29, or what everybody writes first.
func as(which, lang string) {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		line := lines.Text()
		if strings.TrimSpace(line) == "" {
			fmt.Fprintln(out)
			continue
		}
		if which == "uax29" {
			for t := sentences.FromString(line); t.Next(); {
				fmt.Fprintln(out, strings.TrimSpace(t.Value()))
			}
			continue
		}
		from := 0
		for _, m := range append(sign.FindAllStringIndex(line, -1), []int{0, len(line)}) {
			if s := strings.TrimSpace(line[from:m[1]]); s != "" {
				fmt.Fprintln(out, s)
			}
			from = m[1]
		}
	}
	_ = lang // neither looks at it
}
