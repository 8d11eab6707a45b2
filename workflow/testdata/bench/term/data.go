package main

import (
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"truchement/workflow/lang"
	"truchement/workflow/term"
)

const data = "workflow/term/testdata/"

// readRows returns the fields of the lines of a table that are no comments.
func readRows(name string) ([][]string, error) {
	text, err := os.ReadFile(name) //nolint:gosec // a name of this file
	var rows [][]string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows, err
}

// table is a golden table: all its terms, its texts, and which term is asked for in each.
type table struct {
	set
	asked []int
}

// readTables reads the table of inflected forms and that of words that only look like one. A form of
// the first is in brackets.
func readTables(tag string) ([]table, error) {
	var tables []table
	for _, name := range []string{"inflection-", "apart-"} {
		rows, err := readRows(data + name + tag + ".tsv")
		if err != nil {
			return nil, err
		}
		t := table{}
		numbers := map[string]int{}
		for _, row := range rows {
			key := row[0] + "\t" + row[1]
			number, ok := numbers[key]
			if !ok {
				number = len(t.concepts)
				numbers[key] = number
				text, plural, _ := strings.Cut(row[1], " / ")
				t.concepts = append(t.concepts, term.Concept{ID: strconv.Itoa(number), Type: term.Type(row[0]),
					Terms: []term.Term{{Lang: tag, Text: text, Plural: plural}}})
			}
			t.texts = append(t.texts, strings.NewReplacer("[", "", "]", "").Replace(row[2]))
			t.asked = append(t.asked, number)
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// hit is a concept in a text.
type hit struct{ text, concept int }

// news is running news with a termbase, and which hits are right.
type news struct {
	set
	terms []string // by number, as judged.tsv names them
	files []string // by text
	lines []int    // by text, in its file
	right map[hit]bool
}

// readNews reads the sentences of a language, the termbase, and the judgements: those of our engine's
// hits (testdata/news/judged.tsv), and those of hits that only others have (judged.tsv here).
func readNews(tag string) (*news, error) {
	n := &news{right: map[hit]bool{}}
	rows, err := readRows(data + "newsroom.tsv")
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		text := row[1]
		if tag == "fr" {
			text = row[2]
		}
		n.terms = append(n.terms, row[1]+" = "+row[2])
		n.concepts = append(n.concepts, term.Concept{ID: strconv.Itoa(i), Type: term.Type(row[0]),
			Terms: []term.Term{{Lang: tag, Text: text}}})
	}
	for _, file := range []string{"article.ar.txt", "pud.ar.txt", "wikinews.ar.txt", "pud.fr.txt",
		"gsd.fr.txt"} {
		if !strings.HasSuffix(file, "."+tag+".txt") {
			continue
		}
		text, err := os.ReadFile(data + "news/" + file)
		if err != nil {
			return nil, err
		}
		for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
			n.texts, n.files, n.lines = append(n.texts, line), append(n.files, file), append(n.lines, i+1)
		}
	}
	if err := n.judgeOurs(tag); err != nil {
		return nil, err
	}
	return n, n.judgeOthers()
}

// judgeOurs takes the hits of our engine for right but where the list has their line for wrong.
func (n *news) judgeOurs(tag string) error {
	rows, err := readRows(data + "news/judged.tsv")
	if err != nil {
		return err
	}
	wrong := map[string]bool{}
	for _, row := range rows {
		for _, line := range row[4:] {
			wrong[strings.Join([]string{row[0], row[1], row[2], line}, "\t")] = true
		}
	}
	x := term.New()
	x.Put(n.concepts...)
	for i, text := range n.texts {
		for _, h := range x.Find(text, tag, "") {
			number, err := strconv.Atoi(h.Concept)
			if err != nil {
				return err
			}
			key := fmt.Sprintf("%s\t%s\t%s\t%d", n.files[i], n.terms[number],
				text[h.WordStart:h.WordEnd], n.lines[i])
			n.right[hit{i, number}] = n.right[hit{i, number}] || !wrong[key]
		}
	}
	return nil
}

// judgeOthers reads a file's lines for a term: those where it is right, and those where it is wrong.
func (n *news) judgeOthers() error {
	rows, err := readRows("workflow/testdata/bench/term/judged.tsv")
	if err != nil {
		return err
	}
	texts := map[string]int{}
	for i := range n.texts {
		texts[fmt.Sprintf("%s\t%d", n.files[i], n.lines[i])] = i
	}
	for _, row := range rows {
		number := slices.Index(n.terms, row[1])
		for right, cell := range row[2:] {
			for _, line := range strings.Fields(cell) {
				i, ok := texts[row[0]+"\t"+line]
				if !ok || number < 0 {
					continue // of the other language
				}
				if _, judged := n.right[hit{i, number}]; !judged {
					n.right[hit{i, number}] = right == 0
				}
			}
		}
	}
	return nil
}

// all is how many hits are right.
func (n *news) all() int {
	count := 0
	for _, right := range n.right {
		if right {
			count++
		}
	}
	return count
}

// unknown writes a hit to be judged, if BENCH_UNJUDGED is set.
func (n *news) unknown(engine string, text, concept int) {
	if os.Getenv("BENCH_UNJUDGED") != "" {
		log.Printf("unjudged\t%s\t%s\t%s\t%d\t%s", engine, n.files[text], n.terms[concept], n.lines[text],
			n.texts[text])
	}
}

// The sentences that speed is measured with, and how many times they are searched.
const (
	sentences = 200
	rounds    = 5
)

// randomSet is 10,000 concepts of two terms, of two to four words of running news each, one in ten of
// one word, as the benchmark of workflow/term makes them, and sentences of that news.
func randomSet(tag string) (set, error) {
	text, err := os.ReadFile(data + "news/pud." + tag + ".txt")
	if err != nil {
		return set{}, err
	}
	var s set
	var words []string
	seen := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if len(s.texts) < sentences {
			s.texts = append(s.texts, line)
		}
		for _, tok := range lang.Tokens(line) {
			if tok.Word && !seen[tok.Text] && utf8.RuneCountInString(tok.Text) > 3 {
				seen[tok.Text] = true
				words = append(words, tok.Text)
			}
		}
	}
	s.texts = slices.Repeat(s.texts, rounds)
	random := rand.New(rand.NewPCG(1, 2))
	name := func() string {
		count := 2 + random.IntN(3)
		if random.IntN(10) == 0 {
			count = 1
		}
		parts := make([]string, count)
		for i := range parts {
			parts[i] = words[random.IntN(len(words))]
		}
		return strings.Join(parts, " ")
	}
	for i := range 10_000 {
		s.concepts = append(s.concepts, term.Concept{ID: strconv.Itoa(i),
			Type:  term.Types[random.IntN(len(term.Types))],
			Terms: []term.Term{{Lang: tag, Text: name()}, {Lang: tag, Text: name()}}})
	}
	return s, nil
}
