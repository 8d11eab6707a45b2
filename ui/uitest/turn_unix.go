//go:build unix

package uitest

import (
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

// browserTurn lets the test programs of the rooms, of which go test runs several at once, have
// browsers one after the other: two on two processors keep neither to what it promises.
var browserTurn struct {
	sync.Mutex
	file *os.File // its lock ends with the program
}

// takeBrowserTurn waits until no other program has a browser. The turn ends with this one.
func takeBrowserTurn(t testing.TB) {
	t.Helper()
	turn := &browserTurn
	turn.Lock()
	defer turn.Unlock()
	if turn.file != nil {
		return
	}
	f, err := os.OpenFile(filepath.Join(os.TempDir(), "truchement-browser.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	turn.file = f
}
