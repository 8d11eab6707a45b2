package engine

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"truchement/workflow/status"
)

// engine holds what differs between SQLite and PostgreSQL.
type engine struct {
	stop
	upkeep
	wire
	name          string
	writers       *sql.DB // one connection, which the writer goroutine owns
	readers       *sql.DB // read-only connections
	rewriteQuery  func(query string) string
	rewriteSchema func(ddl string) string
	classify      func(err error) fault
	// acquire waits for this process's turn to write; release ends the turn.
	acquire func() (release func())
	// beginUpdate opens a transaction of the writer. Until that transaction ends
	// no other process can begin one.
	beginUpdate    string
	beginMigration string // opens the transaction of a migration
	beginView      string // opens the transaction of a View
	maxBatch       int    // Updates that may share a commit
	// retryTimeout is how long an Update is tried again.
	retryTimeout time.Duration
	// attemptTimeout bounds one attempt, for engines that wait for a server; 0
	// where there is no server.
	attemptTimeout time.Duration
	// notifyNodes announces new feed entries to other nodes, and listenToNodes
	// calls announce for theirs until ctx ends; nil where other processes can
	// only be polled.
	notifyNodes   func(context.Context) error
	listenToNodes func(ctx context.Context, announce func())
	closeRest     func() error // closes what is not a connection
}

// wire is how statements reach the database.
type wire struct {
	commit func(context.Context, *sql.Conn) error
	// exec executes statements that have no parameters.
	exec func(ctx context.Context, c *sql.Conn, statements string) error
	// execAll runs statements; nil: one after the other is as fast.
	execAll func(ctx context.Context, c *sql.Conn, all []Statement) error
}

// stop says whether writing has ended.
type stop struct {
	log       *slog.Logger
	stoppedBy atomic.Pointer[error] // why nothing is written any more; nil: writing continues
}

// upkeep is how the database is looked after; what is nil the engine does itself.
type upkeep struct {
	steps []migration // of the schema
	// copy writes all that the database holds at one moment to a new file of SQLite.
	copy func(ctx context.Context, path string, rewrite Rewrite) error
	// measure fills in the sizes of what is kept.
	measure func(ctx context.Context, f *status.Storage) error
	// copyBeforeMigration keeps the database as it is at a version of its schema.
	copyBeforeMigration func(ctx context.Context, version int64) error
	// check looks for damage, quickly or thoroughly.
	check func(ctx context.Context, how string) error
	// intact returns an error when the open files are no longer those at their paths.
	intact func() error
}

// attemptContext is the context of one attempt, which no caller can cancel.
func (e *engine) attemptContext() (context.Context, context.CancelFunc) {
	if e.attemptTimeout == 0 {
		return context.Background(), func() {}
	}
	return context.WithTimeout(context.Background(), e.attemptTimeout)
}

// briefContext is the context of a statement that is done at once: where there is no server it cannot be cancelled,
// since what watches for that costs the driver as much as the statement.
func (e *engine) briefContext(ctx context.Context) context.Context {
	if e.attemptTimeout == 0 {
		return context.Background()
	}
	return ctx
}

// stopWriting ends all writing: the contents of a broken file cannot be trusted. why is what every Update is
// answered from then on.
func (e *stop) stopWriting(why error) {
	if e.stoppedBy.CompareAndSwap(nil, &why) {
		e.log.Error("storage is broken; nothing is written until a restart", "error", why)
	}
}

// checkIntact is intact where there are files.
func (e *engine) checkIntact() error {
	if e.intact == nil {
		return nil
	}
	return e.intact()
}

// close closes all connections.
func (e *engine) close() error {
	return errors.Join(e.readers.Close(), e.writers.Close(), e.closeRest())
}

// fault is what an engine's error means for a transaction.
type fault int

const (
	noFault          fault = iota
	otherFault             // a mistake of this program: wrong SQL, a value of a wrong type
	duplicate              // a value that must be unique is there already
	missingReference       // the row that is referred to is not there
	invalidValue           // a CHECK or the encoding forbids the value
	transient              // another transaction was in the way: run again
	disconnected           // the connection is gone: run again, unless while committing
	busy                   // the database stayed locked: run again
	diskFull               // no space: refuse this Update and continue
	readOnly               // the database may not be written to: refuse, and look again at the next Update
	corrupted              // the file cannot be trusted: stop writing
	replaced               // another file is at the path of the open one: stop writing
	cancelled              // the caller's context has ended
	needsSavepoints        // a refused Update had written: run again, with savepoints
)

// endsTransaction reports whether the whole transaction has failed, and not one
// statement.
func (f fault) endsTransaction() bool {
	switch f {
	case transient, disconnected, busy, diskFull, readOnly, corrupted, replaced:
		return true
	}
	return false
}

var parameter = regexp.MustCompile(`\$(\d+)`)

// questionMarks turns $N into +?N. SQLite takes $N for a name and numbers names
// by their first appearance, so that $2 before $1 would swap them unnoticed.
//
// The + changes no value. It hides the parameter from SQLite's planner, which
// otherwise compiles a statement anew whenever a parameter it has looked at is
// bound again; with this driver that is at every run of every join.
func questionMarks(query string) string { return parameter.ReplaceAllString(query, "+?$1") }

func unchanged(s string) string { return s }

// collateByBytes makes PostgreSQL sort and compare text by bytes, as SQLite does,
// whatever the language of the database.
func collateByBytes(ddl string) string {
	return strings.ReplaceAll(ddl, " TEXT ", ` TEXT COLLATE "C" `)
}
