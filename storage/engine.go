package storage

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
	"strings"
	"time"
)

// engine holds what differs between SQLite and PostgreSQL.
type engine struct {
	name    string
	writers *sql.DB // one connection, which the writer goroutine owns
	readers *sql.DB // read-only connections
	rewrite func(query string) string
	schema  func(ddl string) string
	fault   func(err error) fault
	// enter waits for this process's turn to write; leave ends it.
	enter func() (leave func())
	// begin opens a transaction of the writer. Until the transaction ends no
	// other process can begin one.
	begin     string
	exclusive string // opens the transaction of a migration
	view      string // opens the transaction of a View
	commit    func(context.Context, *sql.Conn) error
	// run executes statements that have no parameters.
	run  func(ctx context.Context, c *sql.Conn, statements string) error
	most int // Updates that may share a commit
	// patience is how long an Update is tried again.
	patience time.Duration
	// longest bounds an attempt, where waiting for the other side must end; 0:
	// there is no other side.
	longest time.Duration
	// notify tells other nodes of new entries in the feed, and listen hears
	// them until ctx ends; nil where other processes can only be polled.
	notify  func(context.Context) error
	listen  func(ctx context.Context, wake func())
	release func() error // what else close has to close
}

// bound is the context of what the program does on its own.
func (e *engine) bound() (context.Context, context.CancelFunc) {
	if e.longest == 0 {
		return context.Background(), func() {}
	}
	return context.WithTimeout(context.Background(), e.longest)
}

// close closes all connections.
func (e *engine) close() error {
	return errors.Join(e.readers.Close(), e.writers.Close(), e.release())
}

// fault is what an engine's error means for a transaction.
type fault int

const (
	noFault    fault = iota
	otherFault       // ours: SQL that is wrong, a value of a wrong type
	taken            // a unique value is there already
	dangling         // a reference to what is not there
	rejected         // a value a CHECK or the encoding forbids
	passing          // another transaction was in the way: run again
	lost             // the connection is gone: run again, unless while committing
	crowded          // the database stayed locked
	full             // no space: refuse, go on
	broken           // the file cannot be trusted: stop writing
	stopped          // the caller's context has ended
	spoilt           // an Update that was refused had written: run again, with savepoints
)

// fatal reports whether the whole transaction has failed, not one statement.
func (f fault) fatal() bool {
	switch f {
	case passing, lost, crowded, full, broken:
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

func same(s string) string { return s }

// byteOrder makes PostgreSQL sort and compare text by bytes, as SQLite does,
// whatever the language of the database.
func byteOrder(ddl string) string {
	return strings.ReplaceAll(ddl, " TEXT ", ` TEXT COLLATE "C" `)
}
