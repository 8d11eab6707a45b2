package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// openFiles knows the files of SQLite that are open, the database and its log. SQLite goes on with a file that was
// moved, removed or replaced: what it writes there is acknowledged, and gone at the next start.
type openFiles struct {
	database string

	mu    sync.Mutex
	first map[string]fs.FileInfo // as they were seen first, by path
}

// check returns errReplaced when a file is no longer what it was at first. The log is there from the first write on.
func (o *openFiles) check() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.first == nil {
		o.first = map[string]fs.FileInfo{}
	}
	for _, path := range []string{o.database, o.database + "-wal"} {
		now, err := os.Stat(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		first := o.first[path]
		switch {
		case first == nil && err == nil:
			o.first[path] = now
		case first != nil && (err != nil || !os.SameFile(first, now)):
			return fmt.Errorf("%s: %w", path, errReplaced)
		}
	}
	return nil
}
