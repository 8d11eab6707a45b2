// Command memory looks texts up in the memory's engine (workflow/tm) and in what else there is, in
// one run: how long a lookup takes, and how many of the five best units it finds. It is run by
// `make bench-engines` from the top of the tree.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/jackc/pgx/v5"

	"truchement/workflow/tm"
)

// The units that a lookup is asked for, and the least score of one.
const (
	limit = 5
	floor = 50
)

// engine is a peer with units in it: it answers the numbers of the best units for a text.
type engine struct {
	name   string
	lookup func(text string) ([]int, time.Duration, error)
	close  func()
}

func main() {
	log.SetFlags(0)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Println("Memory: milliseconds of a lookup, the median and the worst of a hundred, their ratio to",
		"ours,\nand the share of the five best units (by words, from 50 % on) that it finds.")
	fmt.Println()
	fmt.Fprintln(w, "language\tunits\tengine\tp50\tp99\tratio\tfound\t")
	for _, tag := range []string{"ar", "fr"} {
		if err := compare(w, tag); err != nil {
			log.Fatal(err)
		}
	}
	_ = w.Flush()
}

func number(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return usual
}

// compare runs every engine on the units and queries of a language.
func compare(w *tabwriter.Writer, tag string) error {
	units, queries, err := sample(tag, number("UNITS", 20_000), number("QUERIES", 200))
	if err != nil {
		return err
	}
	best := make([][]int, len(queries))
	median := 0.0
	for _, open := range []func(string, []string) (*engine, error){ours, trigrams, words, omegaT} {
		e, err := open(tag, units)
		if err != nil {
			log.Printf("%s", err)
			continue
		}
		var took []time.Duration
		found, all := 0, 0
		for i, q := range queries {
			ids, d, err := e.lookup(q)
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			took = append(took, d)
			if best[i] == nil { // ours is exact, and first
				best[i] = ids
			}
			for _, id := range best[i] {
				all++
				if slices.Contains(ids, id) {
					found++
				}
			}
		}
		e.close()
		slices.Sort(took)
		p50, p99 := ms(took[len(took)/2]), ms(took[len(took)*99/100])
		if median == 0 {
			median = p50
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%.3f\t%.3f\t%.0f\t%.3f\t\n", tag, len(units), e.name, p50, p99,
			p50/median, float64(found)/float64(max(all, 1)))
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

// sample makes units of real sentences, each once, then the beginning of one with the end of
// another, and queries that are units with up to half of their words changed.
func sample(tag string, n, asked int) (units, queries []string, err error) {
	path := "workflow/segment/testdata/" + tag + ".pud.para.gold"
	if folder := os.Getenv("CORPUS"); folder != "" {
		path = folder + "/" + tag + ".txt"
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	lines := slices.DeleteFunc(strings.Split(string(text), "\n"), func(l string) bool {
		return strings.TrimSpace(l) == "" || strings.HasPrefix(l, "<")
	})
	random := rand.New(rand.NewPCG(7, 11))
	pick := func() []string { return strings.Fields(lines[random.IntN(len(lines))]) }
	for i := range n {
		if i < len(lines) {
			units = append(units, lines[i])
			continue
		}
		a, b := pick(), pick()
		units = append(units, strings.Join(slices.Concat(a[:(len(a)+1)/2], b[len(b)/2:]), " "))
	}
	for range asked {
		words := strings.Fields(units[random.IntN(len(units))])
		for range random.IntN(len(words)/2 + 1) {
			other := pick()
			words[random.IntN(len(words))] = other[random.IntN(len(other))]
		}
		queries = append(queries, strings.Join(words, " "))
	}
	return units, queries, nil
}

// ours is workflow/tm.
func ours(tag string, units []string) (*engine, error) {
	x := tm.New(tag, "en")
	for i, u := range units {
		x.Insert(tm.Unit{ID: tm.ID{15: byte(i), 14: byte(i >> 8), 13: byte(i >> 16)}, Source: u})
	}
	x.Settle()
	return &engine{name: "truchement", close: func() {}, lookup: func(text string) ([]int, time.Duration, error) {
		start := time.Now()
		matches := x.Lookup(tm.Query{Text: text, Floor: floor, Limit: limit})
		took := time.Since(start)
		ids := []int{}
		for _, m := range matches {
			ids = append(ids, int(m.ID[15])|int(m.ID[14])<<8|int(m.ID[13])<<16)
		}
		return ids, took, nil
	}}, nil
}

// trigrams is the nearest neighbours of pg_trgm by its GiST index, as Weblate has asked since 2026.
func trigrams(_ string, units []string) (*engine, error) {
	url := os.Getenv("TRUCHEMENT_TEST_POSTGRES")
	if url == "" {
		return nil, fmt.Errorf("pg_trgm is left out: there is no PostgreSQL")
	}
	ctx := context.Background()
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		return nil, err
	}
	for _, sql := range []string{"CREATE EXTENSION IF NOT EXISTS pg_trgm", "DROP TABLE IF EXISTS unit",
		"CREATE TABLE unit (id int, source text)"} {
		if _, err := db.Exec(ctx, sql); err != nil {
			return nil, fmt.Errorf("pg_trgm is left out: %w", err)
		}
	}
	rows := make([][]any, len(units))
	for i, u := range units {
		rows[i] = []any{i, u}
	}
	if _, err := db.CopyFrom(ctx, pgx.Identifier{"unit"}, []string{"id", "source"}, pgx.CopyFromRows(rows)); err != nil {
		return nil, err
	}
	for _, sql := range []string{"CREATE INDEX ON unit USING gist (source gist_trgm_ops)", "ANALYZE unit"} {
		if _, err := db.Exec(ctx, sql); err != nil {
			return nil, err
		}
	}
	return &engine{name: "pg_trgm, 50 nearest", close: func() { _ = db.Close(ctx) },
		lookup: func(text string) ([]int, time.Duration, error) {
			start := time.Now()
			rows, err := db.Query(ctx, "SELECT id FROM unit ORDER BY source <-> $1 LIMIT 50", text)
			if err != nil {
				return nil, 0, err
			}
			ids, err := pgx.CollectRows(rows, pgx.RowTo[int])
			return ids, time.Since(start), err
		}}, nil
}

// words is FTS5: any of the words, ranked by BM25.
func words(tag string, units []string) (*engine, error) {
	return asked("SQLite FTS5, 50 best", tag, units, "python3", "workflow/testdata/bench/memory/fts5.py")
}

// omegaT is OmegaT's own search for its pane of matches, as Debian has it.
func omegaT(tag string, units []string) (*engine, error) {
	const share = "/usr/share/omegat/"
	if _, err := os.Stat(share + "OmegaT.jar"); err != nil {
		return nil, fmt.Errorf("OmegaT is left out: %w", err)
	}
	return asked("OmegaT 3.6, 5 best", tag, units, "java", "-Djava.awt.headless=true", "-Duser.home="+os.TempDir(),
		"-cp", share+"OmegaT.jar:/usr/share/java/*:"+share+"lib/*", "workflow/testdata/bench/memory/OmegaT.java", tag)
}

// asked is a program that reads the units from the file that is its last argument, says a line when it is ready, and
// answers each line of text with a line: the milliseconds that it took, and the numbers of units.
func asked(name, tag string, units []string, command string, args ...string) (*engine, error) {
	file, err := os.CreateTemp("", "units-"+tag)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if _, err := file.WriteString(strings.Join(units, "\n") + "\n"); err != nil {
		return nil, err
	}
	c := exec.Command(command, append(args, file.Name())...)
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	pipe, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("%s is left out: %w", name, err)
	}
	out := bufio.NewScanner(pipe)
	if !out.Scan() {
		return nil, fmt.Errorf("%s is left out: it does not start", name)
	}
	return &engine{name: name, close: func() {
		_ = in.Close()
		_ = c.Wait()
		_ = os.Remove(file.Name())
	}, lookup: func(text string) ([]int, time.Duration, error) {
		if _, err := fmt.Fprintln(in, strings.ReplaceAll(text, "\n", " ")); err != nil {
			return nil, 0, err
		}
		if !out.Scan() {
			return nil, 0, fmt.Errorf("no answer: %w", out.Err())
		}
		return readAnswer(out.Text())
	}}, nil
}

func readAnswer(line string) (ids []int, took time.Duration, err error) {
	cells := strings.Split(line, "\t")
	millis, err := strconv.ParseFloat(cells[0], 64)
	if err != nil {
		return nil, 0, err
	}
	for _, cell := range cells[1:] {
		id, err := strconv.Atoi(cell)
		if err != nil {
			return nil, 0, err
		}
		ids = append(ids, id)
	}
	return ids, time.Duration(millis * float64(time.Millisecond)), nil
}
