package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
)

var (
	errDisk    = sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrFsync}
	errBusy    = sqlite3.Error{Code: sqlite3.ErrBusy}
	errBadConn = driver.ErrBadConn
)

func TestFaults(t *testing.T) {
	lite := func(code sqlite3.ErrNo, extended sqlite3.ErrNoExtended) error {
		return fmt.Errorf("wrapped: %w", sqlite3.Error{Code: code, ExtendedCode: extended})
	}
	state := func(code string) error { return fmt.Errorf("wrapped: %w", &pgconn.PgError{Code: code}) }
	for _, test := range []struct {
		name string
		read func(error) fault
		err  error
		want fault
	}{
		{"SQLite unique", sqliteFault, lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintUnique), taken},
		{"SQLite reference", sqliteFault,
			lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintForeignKey), dangling},
		{"SQLite check", sqliteFault, lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintCheck), rejected},
		{"SQLite busy", sqliteFault, errBusy, crowded},
		{"SQLite full", sqliteFault, lite(sqlite3.ErrFull, 0), full},
		{"SQLite I/O", sqliteFault, errDisk, broken},
		{"SQLite corrupt", sqliteFault, lite(sqlite3.ErrCorrupt, 0), broken},
		{"SQLite other file", sqliteFault, lite(sqlite3.ErrNotADB, 0), broken},
		{"SQLite interrupt", sqliteFault, lite(sqlite3.ErrInterrupt, 0), stopped},
		{"SQLite context", sqliteFault, context.Canceled, stopped},
		{"SQLite SQL", sqliteFault, lite(sqlite3.ErrError, 0), otherFault},
		{"SQLite none", sqliteFault, errors.New("x"), otherFault},
		{"PostgreSQL unique", postgresFault, state("23505"), taken},
		{"PostgreSQL reference", postgresFault, state("23503"), dangling},
		{"PostgreSQL check", postgresFault, state("23514"), rejected},
		{"PostgreSQL encoding", postgresFault, state("22021"), rejected},
		{"PostgreSQL serialization", postgresFault, state("40001"), passing},
		{"PostgreSQL deadlock", postgresFault, state("40P01"), passing},
		{"PostgreSQL rolled back", postgresFault, errRolledBack, passing},
		{"PostgreSQL disk full", postgresFault, state("53100"), full},
		{"PostgreSQL shutdown", postgresFault, state("57P01"), lost},
		{"PostgreSQL starting", postgresFault, state("57P03"), lost},
		{"PostgreSQL connection", postgresFault, state("08006"), lost},
		{"PostgreSQL standby", postgresFault, state("25006"), lost},
		{"PostgreSQL end of file", postgresFault, io.ErrUnexpectedEOF, lost},
		{"PostgreSQL network", postgresFault, &net.OpError{Err: errors.New("reset")}, lost},
		{"PostgreSQL bad connection", postgresFault, errBadConn, lost},
		{"PostgreSQL context", postgresFault, context.DeadlineExceeded, stopped},
		{"PostgreSQL SQL", postgresFault, state("42703"), otherFault},
		{"PostgreSQL scan", postgresFault, errors.New("x"), otherFault},
	} {
		if got := test.read(test.err); got != test.want {
			t.Errorf("%s: fault %d, want %d", test.name, got, test.want)
		}
	}
}
