package term

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// readTestdata returns the fields of the lines of a table that are no comments.
func readTestdata(t testing.TB, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}

// newsroom returns the concepts of the termbase of a newsroom. Their IDs are their Arabic and French
// terms.
func newsroom(t testing.TB) []Concept {
	t.Helper()
	var list []Concept
	for _, row := range readTestdata(t, "newsroom.tsv") {
		list = append(list, Concept{ID: row[1] + " = " + row[2], Type: Type(row[0]), Terms: []Term{
			{Lang: "ar", Text: row[1]}, {Lang: "fr", Text: row[2]},
		}})
	}
	return list
}

// judgement is a line of judged.tsv.
type judgement struct {
	file, term, word string
	right            int
	wrong            []int // lines
}

func (j judgement) key() string { return j.file + "\t" + j.term + "\t" + j.word }

// TestFindIsPreciseOnNews holds the hits in running news to the list that was judged by hand, and
// that list to the precision that is wanted.
func TestFindIsPreciseOnNews(t *testing.T) {
	x := New()
	x.Put(newsroom(t)...)
	judged := readJudged(t)
	found := map[string]*judgement{}
	right, all := 0, 0
	for _, file := range []string{"article.ar.txt", "pud.ar.txt", "wikinews.ar.txt",
		"pud.fr.txt", "gsd.fr.txt"} {
		_, tag, _ := strings.Cut(strings.TrimSuffix(file, ".txt"), ".")
		data, err := os.ReadFile("testdata/news/" + file)
		if err != nil {
			t.Fatal(err)
		}
		number := 0
		for line := range strings.Lines(string(data)) {
			number++
			for _, h := range x.Find(line, tag, "") {
				j := &judgement{file: file, term: h.Concept, word: line[h.WordStart:h.WordEnd]}
				if found[j.key()] == nil {
					found[j.key()] = j
				}
				j = found[j.key()]
				all++
				if was := judged[j.key()]; was != nil && slices.Contains(was.wrong, number) {
					j.wrong = append(j.wrong, number)
					continue
				}
				j.right++
				right++
			}
		}
	}
	if *update {
		writeJudged(t, found)
		return
	}
	for key, j := range found {
		if was := judged[key]; was == nil || was.right != j.right || len(was.wrong) != len(j.wrong) {
			t.Errorf("%s: %d right and wrong in lines %v; judged were %+v", key, j.right, j.wrong, was)
		}
	}
	for key := range judged {
		if found[key] == nil {
			t.Errorf("%s: not found any more", key)
		}
	}
	precision := float64(right) / float64(all)
	t.Logf("%d of %d hits are right: %.2f %%", right, all, 100*precision)
	if precision < 0.99 {
		t.Errorf("precision %.4f, want 0.99", precision)
	}
}

func readJudged(t *testing.T) map[string]*judgement {
	t.Helper()
	list := map[string]*judgement{}
	for _, row := range readTestdata(t, "news/judged.tsv") {
		j := &judgement{file: row[0], term: row[1], word: row[2]}
		var err error
		if j.right, err = strconv.Atoi(row[3]); err != nil {
			t.Fatal(err)
		}
		for _, field := range row[4:] {
			line, err := strconv.Atoi(field)
			if err != nil {
				t.Fatal(err)
			}
			j.wrong = append(j.wrong, line)
		}
		list[j.key()] = j
	}
	return list
}

func writeJudged(t *testing.T, found map[string]*judgement) {
	t.Helper()
	var list []*judgement
	for _, j := range found {
		list = append(list, j)
	}
	slices.SortFunc(list, func(a, b *judgement) int { return cmp.Compare(a.key(), b.key()) })
	var b strings.Builder
	b.WriteString("# File, term, word, hits that are right, lines of those that are wrong.\n")
	for _, j := range list {
		fmt.Fprintf(&b, "%s\t%d", j.key(), j.right)
		for _, line := range j.wrong {
			fmt.Fprintf(&b, "\t%d", line)
		}
		b.WriteString("\n")
	}
	if err := os.WriteFile("testdata/news/judged.tsv", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
