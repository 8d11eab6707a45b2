package storage

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"truchement/workflow"
)

// saverEnv makes the test binary a saver: a process that saves and prints what was
// acknowledged. Its value is the saver as JSON.
const saverEnv = "TRUCHEMENT_TEST_SAVER"

type saver struct {
	Data, Database string
	Saves          int
}

func TestMain(m *testing.M) {
	if task := os.Getenv(saverEnv); task != "" {
		if err := runSaver(task); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// runSaver saves from 16 goroutines and prints the operation of each save on a line
// of its own once it is acknowledged.
func runSaver(task string) error {
	var s saver
	if err := json.Unmarshal([]byte(task), &s); err != nil {
		return err
	}
	db, err := Open(context.Background(), Config{Data: s.Data, Database: s.Database})
	if err != nil {
		return err
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	var failed atomic.Pointer[error]
	for range 16 {
		wait.Go(func() {
			for n := next.Add(1); n <= int64(s.Saves) && failed.Load() == nil; n = next.Add(1) {
				op := fmt.Sprintf("op%05d", n)
				err := db.Update(context.Background(), func(tx workflow.Tx) error {
					return save(tx, fmt.Sprintf("a%d-%d", n%8, n%20), op, op)
				})
				if err != nil {
					failed.Store(&err)
					return
				}
				os.Stdout.WriteString(op + "\n") // one write each: lines do not mix
			}
		})
	}
	wait.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return db.Close()
}

// saverProcess is a running saver.
type saverProcess struct {
	cmd  *exec.Cmd
	done chan struct{}
	mu   sync.Mutex
	ops  []string
}

func startSaver(t *testing.T, c Config, saves int) *saverProcess {
	t.Helper()
	task, err := json.Marshal(saver{Data: c.Data, Database: c.Database, Saves: saves})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), saverEnv+"="+string(task))
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &saverProcess{cmd: cmd, done: make(chan struct{})}
	go func() {
		defer close(p.done)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			p.mu.Lock()
			p.ops = append(p.ops, lines.Text())
			p.mu.Unlock()
		}
		_ = cmd.Wait() // killed, or ended with a message on its standard error
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has most likely ended
		<-p.done
		if complaint.Len() > 0 {
			t.Errorf("the other process: %s", complaint.String())
		}
	})
	return p
}

func (p *saverProcess) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

func (p *saverProcess) acknowledged() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.ops...)
}

// TestKilledProcessKeepsAcknowledgedSaves kills a process in the middle of a
// thousand saves: all it acknowledged is there, and each save is whole or absent.
func TestKilledProcessKeepsAcknowledgedSaves(t *testing.T) {
	for _, after := range []int{1, 150, 400} {
		t.Run(fmt.Sprint("after ", after), func(t *testing.T) {
			onEngines(t, func(t *testing.T, c Config) { checkKilledSaver(t, c, after) })
		})
	}
}

func checkKilledSaver(t *testing.T, c Config, after int) {
	db := open(t, c)
	ctx := context.Background()
	if err := db.Update(ctx, func(tx workflow.Tx) error { return fill(tx, 8) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	p := startSaver(t, c, 1000)
	for len(p.acknowledged()) < after && !p.ended() {
		time.Sleep(time.Millisecond)
	}
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.done
	acknowledged := p.acknowledged()
	if n := len(acknowledged); n < after || n == 1000 {
		t.Fatalf("%d of 1000 saves were acknowledged: it was not killed in their middle", n)
	}
	db = open(t, c)
	kept := countKept(t, db, acknowledged)
	t.Logf("%d acknowledged, %d kept", len(acknowledged), kept)
}

// countKept checks that all acknowledged operations are there, that every
// segment is as its last change left it, and that each has its feed entry.
func countKept(t *testing.T, db *DB, acknowledged []string) int {
	t.Helper()
	changes := 0
	err := db.View(context.Background(), func(tx workflow.Tx) error {
		for _, op := range acknowledged {
			if _, err := tx.ChangeByOp("p1", op); err != nil {
				t.Errorf("%s was acknowledged and is lost: %v", op, err)
			}
		}
		for a := range 8 {
			n, err := checkArticle(t, tx, fmt.Sprint("a", a))
			if err != nil {
				return err
			}
			changes += n
		}
		head, err := tx.FeedHead()
		if head != int64(changes) {
			t.Errorf("%d changes and %d feed entries", changes, head)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func checkArticle(t *testing.T, tx workflow.Tx, article string) (changes int, err error) {
	segments, err := tx.Segments(article)
	for _, s := range segments {
		history, err := tx.Changes(s.ID)
		if err != nil {
			return 0, err
		}
		changes += len(history)
		if int(s.Version) != len(history)+1 {
			t.Errorf("%s is at version %d with %d changes", s.ID, s.Version, len(history))
		}
		if n := len(history); n > 0 && !history[n-1].To.Target.Equal(s.Target) {
			t.Errorf("%s is not as its last change left it", s.ID)
		}
	}
	return changes, err
}

// TestTwoProcessesTakeTurns has two processes write to one data directory at full
// speed: no save is refused, and none waits long.
func TestTwoProcessesTakeTurns(t *testing.T) {
	dir := t.TempDir()
	db := open(t, Config{Data: dir})
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := db.Update(ctx, func(tx workflow.Tx) error { return fill(tx, 8) }); err != nil {
		t.Fatal(err)
	}
	other := startSaver(t, Config{Data: dir}, 200)
	var slowest time.Duration
	var n int
	for ; ctx.Err() == nil && !other.ended(); n++ {
		began := time.Now()
		err := db.Update(ctx, func(tx workflow.Tx) error {
			return save(tx, fmt.Sprintf("a%d-%d", n%8, n%20), fmt.Sprint("mine", n), "moi")
		})
		if err != nil {
			t.Fatal(err)
		}
		slowest = max(slowest, time.Since(began))
	}
	if got := len(other.acknowledged()); got != 200 {
		t.Errorf("the other process made %d of 200 saves", got)
	}
	if n < 5 { // the other has up to 16 in each of its turns
		t.Errorf("this process had %d turns while the other made 200 saves", n)
	}
	if slowest > 3*time.Second {
		t.Errorf("a save waited %v for the other process", slowest)
	}
	if head, err := feedHeadOf(t, db); err != nil || head != int64(n+200) {
		t.Errorf("the feed has %d entries (%v), want %d", head, err, n+200)
	}
}
