//go:build unix

package uitest

import (
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"truchement/workflow/outside"
)

// browserTurn lets the test programs of the rooms, of which go test runs several at once, have
// browsers one after the other: two on two processors keep neither to what it promises. Within a
// program the browsers of one test share its turn.
var browserTurn struct {
	sync.Mutex
	file  *os.File
	users int
}

// takeBrowserTurn waits until no other program has a browser, and gives the turn back when the test
// ends. Where there is no browser, the test is skipped at once.
func takeBrowserTurn(t testing.TB) {
	t.Helper()
	outside.Tool(t, "TRUCHEMENT_TEST_CHROMIUM", "")
	turn := &browserTurn
	turn.Lock()
	defer turn.Unlock()
	if turn.users == 0 {
		f, err := os.OpenFile(filepath.Join(os.TempDir(), "truchement-browser.lock"),
			os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
			t.Fatal(err)
		}
		turn.file = f
	}
	turn.users++
	t.Cleanup(func() {
		turn.Lock()
		defer turn.Unlock()
		if turn.users--; turn.users == 0 {
			turn.file.Close() // which ends the lock
		}
	})
}
