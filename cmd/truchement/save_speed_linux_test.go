package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"truchement/storage"
	"truchement/storage/storagetest"
	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/bitext"
	"truchement/workflow/intake"
	"truchement/workflow/newsroom"
)

// serveHello is what the server is measured against: echo with one handler that answers a word.
func serveHello() {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.GET("/readyz", func(c echo.Context) error { return c.String(http.StatusOK, "Hello") })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		fmt.Println("http://" + listener.Addr().String())
		e.Listener = listener
		err = e.Start("")
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// The sizes of what is measured.
const (
	fewWriters  = 64
	manyWriters = 1000
	bookSize    = 10_000
)

// BenchmarkServer runs the program as it is run, on each engine, and beside it a server of echo's that
// says hello, which is measured in turns with it: what a machine does in a second changes from one
// minute to the next. One operation is the whole table, of which
//
//   - hello is what echo does: answers a second, and processor time an answer;
//   - saves are durable saves by the API, of 80 characters, from 64 connections at once, each of
//     another person, in articles of 40 segments; percent is that of hello;
//   - book is the same in an article of 10,000 segments;
//   - burst is 1,000 people who save at the same moment;
//   - api-article and bench are the time of the server to answer one, by the number of segments.
//
// Bytes written are those of the process on SQLite, and of PostgreSQL's log; disk is what the
// database grows by for each further change.
func BenchmarkServer(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			s := newSpeedDesk(b, engine)
			for b.Loop() {
				s.measure(b)
			}
		})
	}
}

// speedDesk is a desk that is measured from outside.
type speedDesk struct {
	data, database string
	tokens         []string
	shelf          []*copyist // one a person, over articles of 40 segments
	book           []*copyist // few, over an article of 10,000
	articles       map[int]string
	cookie         string
	desk, hello    *measured
}

func newSpeedDesk(b *testing.B, engine string) *speedDesk {
	s := &speedDesk{data: filepath.Join(b.TempDir(), "data"), articles: map[int]string{}}
	place := []string{"--data", s.data}
	if engine == "postgres" {
		s.database = storagetest.Postgres(b)
		place = []string{"--database", s.database}
	}
	s.fill(b)
	s.hello = startMeasured(b, "hello")
	s.desk = startMeasured(b, "truchement", append([]string{"serve", "--addr", "127.0.0.1:0"}, place...)...)
	return s
}

// fill puts people and articles on the desk.
func (s *speedDesk) fill(b *testing.B) {
	b.Helper()
	db, err := storage.Open(b.Context(), storage.Config{Data: s.data, Database: s.database})
	if err != nil {
		b.Fatal(err)
	}
	desk := newsroom.New(db, newsroom.Options{Unchecked: true, HashMemory: 64})
	var who workflow.Actor
	for i := range manyWriters {
		p, err := desk.Access.AddPerson(b.Context(), workflow.Operator(), access.NewPerson{
			Email: fmt.Sprintf("p%d@desk.test", i), Name: fmt.Sprintf("Person %d", i), Role: workflow.Editor,
			Password: "une phrase assez longue"})
		who = workflow.Actor{Person: p, Scope: workflow.FullScope}
		var token string
		if err == nil {
			token, err = desk.Access.CreateToken(b.Context(), who, access.NewToken{Name: "speed", Scope: workflow.WriteScope})
		}
		if err != nil {
			b.Fatal(err)
		}
		s.tokens = append(s.tokens, token)
	}
	s.cookie, _, err = desk.Access.SignIn(b.Context(), access.Credentials{Email: who.Email,
		Password: "une phrase assez longue", Address: "127.0.0.1"})
	if err != nil {
		b.Fatal(err)
	}
	var shelf []workflow.Segment
	for i := range 2 * manyWriters / 40 {
		shelf = append(shelf, s.add(b, desk, who, fmt.Sprint("Article ", i), 40)...)
	}
	s.add(b, desk, who, "Dossier", 1000)
	s.shelf = deal(shelf, s.tokens)
	s.book = deal(s.add(b, desk, who, "Livre", bookSize), s.tokens[:fewWriters])
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}

// add adds an article of so many segments.
func (s *speedDesk) add(
	b *testing.B, desk newsroom.Newsroom, who workflow.Actor, title string, size int,
) []workflow.Segment {
	b.Helper()
	doc := &bitext.Document{SourceLang: "fr"}
	for i := range size {
		doc.Blocks = append(doc.Blocks, bitext.NewBlock(bitext.Paragraph,
			bitext.Plain(fmt.Sprintf("La ministre a reçu hier la délégation numéro %d à Rabat.", i))))
	}
	a, err := desk.Intake.AddArticle(b.Context(), who, intake.NewArticle{Document: doc, Title: title})
	if err != nil {
		b.Fatal(err)
	}
	s.articles[size] = a.ID
	all, err := desk.Article.Segments(b.Context(), who, a.ID)
	if err != nil {
		b.Fatal(err)
	}
	return all
}

// deal gives each person a share of segments, not beside each other.
func deal(all []workflow.Segment, tokens []string) []*copyist {
	out := make([]*copyist, len(tokens))
	for i := range out {
		out[i] = &copyist{token: tokens[i]}
	}
	for i, g := range all {
		c := out[i*7919%len(out)]
		c.segments = append(c.segments, g)
	}
	return out
}

// measure makes the table.
func (s *speedDesk) measure(b *testing.B) {
	idle := s.desk.resident(b)
	s.saves(b, s.shelf[:fewWriters], time.Second) // the first ones prepare their statements
	grown := s.size(b)
	var hello, saves, book figures
	for range 3 {
		hello.add(s.greet(b, time.Second))
		saves.add(s.saves(b, s.shelf[:fewWriters], 2*time.Second))
		book.add(s.saves(b, s.book, time.Second))
	}
	grown = s.size(b) - grown
	busy := s.desk.resident(b)
	var burst []time.Duration
	for range 5 {
		burst = append(burst, s.burst(b)...)
	}
	report := func(name string, value float64) { b.ReportMetric(value, name) }
	report("hello/s", hello.rate())
	report("hello-cpu-µs", hello.processor())
	report("saves/s", saves.rate())
	report("saves-%hello", 100*saves.rate()/hello.rate())
	report("save-p50-ms", quantile(saves.took, 50))
	report("save-p99-ms", quantile(saves.took, 99))
	report("save-cpu-µs", saves.processor())
	report("save-written-B", float64(saves.written)/float64(len(saves.took)))
	report("book-saves/s", book.rate())
	report("book-cpu-µs", book.processor())
	report("change-disk-B", float64(grown)/float64(len(saves.took)+len(book.took)))
	report("burst-p99-ms", quantile(burst, 99))
	report("idle-MB", idle)
	report("busy-MB", busy)
	bearer := "Authorization: Bearer " + s.tokens[0]
	wall, cpu := s.read(b, "/api/v1/articles/"+s.articles[bookSize], bearer)
	report("api-article-10000-ms", wall)
	report("api-article-10000-cpu-ms", cpu)
	for _, size := range []int{40, 1000, bookSize} {
		wall, _ := s.read(b, "/articles/"+s.articles[size], "Cookie: truchement="+s.cookie)
		report(fmt.Sprintf("bench-%d-ms", size), wall)
	}
	b.ReportMetric(0, "ns/op")
}

// figures are those of one kind of work, done in several turns.
type figures struct {
	took    []time.Duration
	elapsed time.Duration
	cpu     time.Duration // of the server
	written int64
}

func (f *figures) add(more figures) {
	f.took, f.elapsed = append(f.took, more.took...), f.elapsed+more.elapsed
	f.cpu, f.written = f.cpu+more.cpu, f.written+more.written
}

func (f *figures) rate() float64 { return float64(len(f.took)) / f.elapsed.Seconds() }

// processor is how many microseconds of processor time an answer takes.
func (f *figures) processor() float64 {
	return float64(f.cpu.Microseconds()) / float64(len(f.took))
}

// quantile is a percentile, in milliseconds.
func quantile(took []time.Duration, percent int) float64 {
	slices.Sort(took)
	return float64(took[len(took)*percent/100].Microseconds()) / 1000
}

func (s *speedDesk) greet(b *testing.B, d time.Duration) figures {
	lines := make([]*line, fewWriters)
	for i := range lines {
		lines[i] = s.hello.connect(b)
		defer lines[i].close()
	}
	f := figures{cpu: -s.hello.cpu(b)}
	f.took, f.elapsed = during(d, len(lines), func(i int) error {
		_, err := lines[i].ask("GET", "/readyz", "")
		return err
	}, b)
	f.cpu += s.hello.cpu(b)
	return f
}

func (s *speedDesk) saves(b *testing.B, all []*copyist, d time.Duration) figures {
	for _, c := range all {
		c.line = s.desk.connect(b)
		defer c.line.close()
	}
	f := figures{cpu: -s.desk.cpu(b), written: -s.written(b)}
	f.took, f.elapsed = during(d, len(all), func(i int) error { return all[i].save() }, b)
	f.cpu, f.written = f.cpu+s.desk.cpu(b), f.written+s.written(b)
	return f
}

// burst has many people save once, at the same moment.
func (s *speedDesk) burst(b *testing.B) []time.Duration {
	for _, c := range s.shelf {
		c.line = s.desk.connect(b)
		defer c.line.close()
	}
	took := make([]time.Duration, len(s.shelf))
	start := make(chan struct{})
	var wait sync.WaitGroup
	for i, c := range s.shelf {
		wait.Go(func() {
			<-start
			began := time.Now()
			if err := c.save(); err != nil {
				b.Error(err)
			}
			took[i] = time.Since(began)
		})
	}
	close(start)
	wait.Wait()
	return took
}

// read asks for a page several times: the fastest answer in milliseconds, and the processor time of one.
func (s *speedDesk) read(b *testing.B, path, header string) (wall, cpu float64) {
	l := s.desk.connect(b)
	defer l.close()
	least, rounds := time.Duration(1<<62), 8
	used := -s.desk.cpu(b)
	for range rounds {
		began := time.Now()
		if _, err := l.ask("GET", path, "", header); err != nil {
			b.Fatal(err)
		}
		least = min(least, time.Since(began))
	}
	used += s.desk.cpu(b)
	return float64(least.Microseconds()) / 1000, float64(used.Microseconds()) / 1000 / float64(rounds)
}

// during has n workers work for a time, and answers how long each piece took.
func during(d time.Duration, n int, do func(i int) error, b *testing.B) (all []time.Duration, elapsed time.Duration) {
	var wait sync.WaitGroup
	var mu sync.Mutex
	var over atomic.Bool
	time.AfterFunc(d, func() { over.Store(true) })
	began := time.Now()
	for i := range n {
		wait.Go(func() {
			var took []time.Duration
			for !over.Load() {
				began := time.Now()
				if err := do(i); err != nil {
					b.Error(err)
					return
				}
				took = append(took, time.Since(began))
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, took...)
		})
	}
	wait.Wait()
	if b.Failed() {
		b.FailNow()
	}
	return all, time.Since(began)
}

// copyist is a person who saves the segments of a share, one after the other.
type copyist struct {
	token    string
	line     *line
	segments []workflow.Segment
	done     int
}

func (c *copyist) save() error {
	g := &c.segments[c.done%len(c.segments)]
	c.done++
	body := fmt.Sprintf(`{"target": "%-80s"}`, fmt.Sprintf("استقبلت الوزيرة أمس الوفد رقم %d في الرباط، ثم غادر.", c.done))
	answer, err := c.line.ask("PUT", "/api/v1/segments/"+g.ID, body, "Content-Type: application/json",
		"Authorization: Bearer "+c.token, fmt.Sprintf(`If-Match: "%d"`, g.Version))
	if err != nil {
		return err
	}
	var saved struct {
		Version  int64 `json:"version"`
		Position int   `json:"position"`
	}
	err = json.Unmarshal(answer, &saved)
	if err == nil && (saved.Version != g.Version+1 || saved.Position != g.Position) {
		err = fmt.Errorf("position %d at version %d, want %d at %d", saved.Position, saved.Version, g.Position, g.Version+1)
	}
	g.Version = saved.Version
	return err
}

// measured is a program that runs beside the benchmark.
type measured struct {
	cmd     *exec.Cmd
	address string
}

func startMeasured(b *testing.B, name string, args ...string) *measured {
	b.Helper()
	bin, err := exec.LookPath(name)
	if err != nil {
		b.Fatal(err)
	}
	m := &measured{cmd: exec.Command(bin, args...)}
	out := newLines()
	m.cmd.Stdout = out // the log of requests goes to no file
	if err := m.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = (&running{cmd: m.cmd}).stop() })
	for range 300 {
		if base := addressLine.FindString(out.String()); base != "" && ready(base) {
			m.address = strings.TrimPrefix(base, "http://")
			time.Sleep(2 * settleTime)
			return m
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.Fatalf("%s is not ready: %s", name, out)
	return nil
}

// proc is a file about the process.
func (m *measured) proc(b *testing.B, name string) string {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", m.cmd.Process.Pid, name))
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}

// cpu is the processor time that the process has used, in ticks of ten milliseconds.
func (m *measured) cpu(b *testing.B) time.Duration {
	_, stat, _ := strings.Cut(m.proc(b, "stat"), ") ")
	fields := strings.Fields(stat)
	user, err := strconv.Atoi(fields[11])
	system, failed := strconv.Atoi(fields[12])
	if err != nil || failed != nil {
		b.Fatal(err, failed)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// number is that of a line of a file about the process.
func (m *measured) number(b *testing.B, file, label string) float64 {
	for text := range strings.Lines(m.proc(b, file)) {
		if after, ok := strings.CutPrefix(text, label+":"); ok {
			n, err := strconv.ParseFloat(strings.Fields(after)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return n
		}
	}
	b.Fatalf("%s has no %s", file, label)
	return 0
}

// resident is the memory that the process has, in megabytes.
func (m *measured) resident(b *testing.B) float64 { return m.number(b, "status", "VmRSS") / 1024 }

// written is how many bytes were written for the desk so far.
func (s *speedDesk) written(b *testing.B) int64 {
	if s.database == "" {
		return int64(s.desk.number(b, "io", "write_bytes"))
	}
	return s.ask(b, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
}

// size is how large the database is.
func (s *speedDesk) size(b *testing.B) int64 {
	if s.database == "" {
		return s.ask(b, "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size")
	}
	return s.ask(b, `SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind = 'r'`)
}

// ask asks the database behind the back of the program.
func (s *speedDesk) ask(b *testing.B, query string) (n int64) {
	b.Helper()
	driver, source := "sqlite3", filepath.Join(s.data, "truchement.db")
	if s.database != "" {
		driver, source = "pgx", s.database
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(context.Background(), query).Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}

// line is one connection to a server. It speaks the least of HTTP, because it shares the machine with
// what it measures.
type line struct {
	conn net.Conn
	in   *bufio.Reader
	out  bytes.Buffer
}

func (m *measured) connect(b *testing.B) *line {
	b.Helper()
	conn, err := net.Dial("tcp", m.address)
	if err != nil {
		b.Fatal(err)
	}
	return &line{conn: conn, in: bufio.NewReaderSize(conn, 16<<10)}
}

func (l *line) close() { _ = l.conn.Close() }

// ask sends a request and reads the body of its answer, which must be a success.
func (l *line) ask(method, path, body string, headers ...string) ([]byte, error) {
	l.out.Reset()
	fmt.Fprintf(&l.out, "%s %s HTTP/1.1\r\nHost: desk\r\nContent-Length: %d\r\n", method, path, len(body))
	for _, h := range headers {
		l.out.WriteString(h + "\r\n")
	}
	l.out.WriteString("\r\n" + body)
	if _, err := l.conn.Write(l.out.Bytes()); err != nil {
		return nil, err
	}
	status, err := l.in.ReadString('\n')
	if err != nil {
		return nil, err
	}
	length := -1
	for {
		header, err := l.in.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		if len(header) == 2 {
			break
		}
		if n, ok := bytes.CutPrefix(header, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(n))); err != nil {
				return nil, err
			}
		}
	}
	answer, err := l.body(length)
	if err == nil && !strings.HasPrefix(status, "HTTP/1.1 200") {
		err = fmt.Errorf("%s %s: %s%s", method, path, status, answer)
	}
	return answer, err
}

// body reads a body of a length, or one in chunks.
func (l *line) body(length int) ([]byte, error) {
	if length >= 0 {
		answer := make([]byte, length)
		_, err := io.ReadFull(l.in, answer)
		return answer, err
	}
	var answer []byte
	for {
		size, err := l.in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		n, err := strconv.ParseInt(strings.TrimSpace(size), 16, 64)
		if err != nil {
			return nil, err
		}
		chunk := make([]byte, n+2)
		if _, err := io.ReadFull(l.in, chunk); err != nil || n == 0 {
			return answer, err
		}
		answer = append(answer, chunk[:n]...)
	}
}
