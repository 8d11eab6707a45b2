package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"truchement": main, "hello": serveHello})
}

// TestScripts types what users type. Each script runs on SQLite, and those
// whose name says desk on PostgreSQL too.
func TestScripts(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		testscript.Run(t, params("testdata/script/*.txtar", func(env *testscript.Env) error {
			env.Setenv("TRUCHEMENT_DATA", filepath.Join(env.WorkDir, "data"))
			return nil
		}))
	})
	t.Run("postgres", func(t *testing.T) {
		cluster := os.Getenv("TRUCHEMENT_TEST_POSTGRES")
		if cluster == "" {
			t.Skip("TRUCHEMENT_TEST_POSTGRES is not set: make test starts a cluster")
		}
		testscript.Run(t, params("testdata/script/desk*.txtar", func(env *testscript.Env) error {
			address, err := newDatabase(cluster, env)
			env.Setenv("TRUCHEMENT_DATABASE", address)
			return err
		}))
	})
}

func params(glob string, setup func(*testscript.Env) error) testscript.Params {
	files, err := filepath.Glob(glob)
	if err != nil || len(files) == 0 {
		panic("no scripts " + glob)
	}
	return testscript.Params{
		Files:               files,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			r := &running{}
			env.Values[serverKey{}] = r
			env.Setenv("LANG", "fr_FR.UTF-8")
			env.Setenv("TZ", "Africa/Casablanca")
			env.Setenv("SHARED", mustAbs("testdata"))
			env.Defer(func() { _ = r.stop() })
			return setup(env)
		},
		Condition: func(name string) (bool, error) {
			return name == "tools" && os.Getenv("TRUCHEMENT_TEST_TOOLS") != "", nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve": serveCmd, "stop": stopCmd, "crash": crashCmd, "capture": captureCmd,
			"http": httpCmd, "json": jsonCmd, "translate": translateCmd, "approve": approveCmd,
			"status": statusCmd, "manylines": manyLinesCmd,
		},
	}
}

func mustAbs(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		panic(err)
	}
	return abs
}

// newDatabase makes a database that is dropped at the end of the script.
func newDatabase(cluster string, env *testscript.Env) (string, error) {
	db, err := sql.Open("pgx", cluster)
	if err != nil {
		return "", err
	}
	name := fmt.Sprintf("script_%d", time.Now().UnixNano())
	if _, err := db.Exec("CREATE DATABASE " + name); err != nil {
		return "", fmt.Errorf("create database: %w", err)
	}
	env.Defer(func() {
		_, _ = db.Exec("DROP DATABASE " + name + " WITH (FORCE)")
		_ = db.Close()
	})
	address, err := url.Parse(cluster)
	if err != nil {
		return "", err
	}
	address.Path = "/" + name
	return address.String(), nil
}

type serverKey struct{}

// running is the server of one script.
type running struct {
	cmd  *exec.Cmd
	out  *lines
	base string
}

func server(ts *testscript.TestScript) *running {
	r, _ := ts.Value(serverKey{}).(*running)
	return r
}

// lines collects output and can be read while it grows.
type lines struct {
	mu  chan struct{}
	buf bytes.Buffer
}

func newLines() *lines { return &lines{mu: make(chan struct{}, 1)} }

func (l *lines) Write(p []byte) (int, error) {
	l.mu <- struct{}{}
	defer func() { <-l.mu }()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu <- struct{}{}
	defer func() { <-l.mu }()
	return l.buf.String()
}

var (
	addressLine = regexp.MustCompile(`http://[0-9.]+:[0-9]+`)
	setupLine   = regexp.MustCompile(`/setup/(\S+)`)
)

// serveCmd starts the server with more flags, waits until it is ready and sets
// URL, and SETUP when it printed a set-up link: serve [flags]
func serveCmd(ts *testscript.TestScript, neg bool, args []string) {
	r := server(ts)
	r.out = newLines()
	bin, err := exec.LookPath("truchement")
	ts.Check(err)
	r.cmd = exec.Command(bin, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	r.cmd.Dir, r.cmd.Stdout, r.cmd.Stderr = ts.Getenv("WORK"), r.out, r.out
	r.cmd.Env = os.Environ()
	for _, name := range []string{"LANG", "TZ", "TRUCHEMENT_DATA", "TRUCHEMENT_DATABASE"} {
		if v := ts.Getenv(name); v != "" {
			r.cmd.Env = append(r.cmd.Env, name+"="+v)
		}
	}
	ts.Check(r.cmd.Start())
	for range 300 {
		if r.base = addressLine.FindString(r.out.String()); r.base != "" && ready(r.base) {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if r.base == "" || !ready(r.base) {
		ts.Fatalf("the server is not ready:\n%s", r.out)
	}
	ts.Setenv("URL", r.base)
	if m := setupLine.FindStringSubmatch(r.out.String()); m != nil {
		ts.Setenv("SETUP", m[1])
	}
	ts.Logf("%s", r.out)
}

func ready(base string) bool {
	resp, err := http.Get(base + "/readyz") //nolint:gosec,noctx // our own server
	if err != nil {
		return false
	}
	defer func() { _ = resp.Body.Close() }()
	return resp.StatusCode == http.StatusOK
}

// statusCmd runs a command that must end with an exit status: status STATUS COMMAND…
func statusCmd(ts *testscript.TestScript, neg bool, args []string) {
	status := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var ended *exec.ExitError
		if !errors.As(err, &ended) {
			ts.Fatalf("%v", err)
		}
		status = ended.ExitCode()
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("status %d, want %s", status, args[0])
	}
}

// manyLinesCmd writes a file of so many short paragraphs: manylines FILE COUNT
func manyLinesCmd(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat("Oui.\n\n", n)), 0o600))
}

// stop ends the server as a service manager does and waits for it.
func (r *running) stop() error {
	if r.cmd == nil || r.cmd.ProcessState != nil {
		return nil
	}
	_ = r.cmd.Process.Signal(syscall.SIGTERM)
	return r.cmd.Wait()
}

func stopCmd(ts *testscript.TestScript, neg bool, args []string) {
	r := server(ts)
	err := r.stop()
	ts.Logf("%s", r.out)
	ts.Check(err)
}

// crashCmd ends the server with SIGKILL. It is not called kill, a command of testscript's own,
// which a script would then get instead.
func crashCmd(ts *testscript.TestScript, neg bool, args []string) {
	r := server(ts)
	ts.Check(r.cmd.Process.Kill())
	if err := r.cmd.Wait(); err == nil {
		ts.Fatalf("the server ended by itself")
	}
}

// captureCmd sets a variable to the last line of standard output: capture NAME
func captureCmd(ts *testscript.TestScript, neg bool, args []string) {
	all := strings.Split(strings.TrimSpace(ts.ReadFile("stdout")), "\n")
	ts.Setenv(args[0], all[len(all)-1])
}

// httpCmd calls the server and prints the body; with ! it wants an error
// status: http STATUS METHOD PATH TOKEN [BODY [HEADER: VALUE…]]
func httpCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 4 {
		ts.Fatalf("usage: http STATUS METHOD PATH TOKEN [BODY [HEADER: VALUE]…]")
	}
	body := ""
	var headers []string
	if len(args) > 4 {
		body, headers = args[4], args[5:]
	}
	status, answer := call(ts, args[1], args[2], args[3], body, headers)
	if want := args[0]; strconv.Itoa(status) != want {
		ts.Fatalf("%s %s: status %d, want %s\n%s", args[1], args[2], status, want, answer)
	}
	ts.Check(os.WriteFile(ts.MkAbs("answer"), answer, 0o600))
	ts.Logf("%.2000s", answer)
}

func call(ts *testscript.TestScript, method, path, token, body string, headers []string) (int, []byte) {
	req, err := http.NewRequestWithContext(context.Background(), method,
		server(ts).base+path, strings.NewReader(body))
	ts.Check(err)
	req.Header.Set("Content-Type", "application/json")
	if token != "-" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	ts.Check(err)
	return resp.StatusCode, answer
}

// jsonCmd sets a variable to a value of the last answer: json NAME a.0.b
func jsonCmd(ts *testscript.TestScript, neg bool, args []string) {
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("answer")), &v))
	for key := range strings.SplitSeq(args[1], ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[key]
		case []any:
			i, err := strconv.Atoi(key)
			ts.Check(err)
			if i >= len(at) {
				ts.Fatalf("%s: %d entries", args[1], len(at))
			}
			v = at[i]
		}
	}
	ts.Setenv(args[0], fmt.Sprint(v))
}

type apiSegment struct {
	ID       string `json:"id"`
	Position int    `json:"position"`
	State    string `json:"state"`
	Version  int64  `json:"version"`
}

func segmentsOf(ts *testscript.TestScript, article, token string) []apiSegment {
	status, answer := call(ts, "GET", "/api/v1/articles/"+article+"/segments", token, "", nil)
	if status != http.StatusOK {
		ts.Fatalf("segments: %d %s", status, answer)
	}
	var all []apiSegment
	ts.Check(json.Unmarshal(answer, &all))
	return all
}

// translateCmd confirms the lines of a file as the targets of an article's
// segments: translate ARTICLE TOKEN FILE
func translateCmd(ts *testscript.TestScript, neg bool, args []string) {
	targets := strings.Split(strings.TrimSpace(ts.ReadFile(args[2])), "\n")
	segments := segmentsOf(ts, args[0], args[1])
	if len(segments) != len(targets) {
		ts.Fatalf("%d segments, %d targets", len(segments), len(targets))
	}
	for i, s := range segments {
		body, err := json.Marshal(map[string]any{"target": targets[i], "confirm": true})
		ts.Check(err)
		status, answer := call(ts, "PUT", "/api/v1/segments/"+s.ID, args[1], string(body), []string{
			fmt.Sprintf("If-Match: %q", strconv.FormatInt(s.Version, 10)), "Idempotency-Key: t-" + s.ID,
		})
		if status != http.StatusOK {
			ts.Fatalf("translate %d: %d %s", s.Position, status, answer)
		}
	}
}

// approveCmd approves all segments of an article: approve ARTICLE TOKEN
func approveCmd(ts *testscript.TestScript, neg bool, args []string) {
	for _, s := range segmentsOf(ts, args[0], args[1]) {
		status, answer := call(ts, "POST", "/api/v1/segments/"+s.ID+"/review", args[1],
			`{"decision":"approve"}`, []string{fmt.Sprintf("If-Match: %q", strconv.FormatInt(s.Version, 10))})
		if status != http.StatusOK {
			ts.Fatalf("approve %d: %d %s", s.Position, status, answer)
		}
	}
}
