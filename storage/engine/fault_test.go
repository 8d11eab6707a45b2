package engine

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
	errIO      = sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrFsync}
	errBusy    = sqlite3.Error{Code: sqlite3.ErrBusy}
	errBadConn = driver.ErrBadConn
)

func TestEngineErrorsAreClassified(t *testing.T) {
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
		{"SQLite unique", classifySQLite, lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintUnique), duplicate},
		{"SQLite reference", classifySQLite,
			lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintForeignKey), missingReference},
		{"SQLite check", classifySQLite, lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintCheck), invalidValue},
		{"SQLite primary key", classifySQLite,
			lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintPrimaryKey), duplicate},
		{"SQLite not null", classifySQLite,
			lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintNotNull), invalidValue},
		{"SQLite busy", classifySQLite, errBusy, busy},
		{"SQLite locked", classifySQLite, lite(sqlite3.ErrLocked, 0), busy},
		{"SQLite full", classifySQLite, lite(sqlite3.ErrFull, 0), diskFull},
		{"SQLite I/O", classifySQLite, errIO, corrupted},
		{"SQLite corrupt", classifySQLite, lite(sqlite3.ErrCorrupt, 0), corrupted},
		{"SQLite other file", classifySQLite, lite(sqlite3.ErrNotADB, 0), corrupted},
		{"SQLite interrupt", classifySQLite, lite(sqlite3.ErrInterrupt, 0), cancelled},
		{"SQLite context", classifySQLite, context.Canceled, cancelled},
		{"SQLite SQL", classifySQLite, lite(sqlite3.ErrError, 0), otherFault},
		{"SQLite none", classifySQLite, errors.New("x"), otherFault},
		{"PostgreSQL unique", classifyPostgres, state("23505"), duplicate},
		{"PostgreSQL reference", classifyPostgres, state("23503"), missingReference},
		{"PostgreSQL check", classifyPostgres, state("23514"), invalidValue},
		{"PostgreSQL encoding", classifyPostgres, state("22021"), invalidValue},
		{"PostgreSQL not null", classifyPostgres, state("23502"), invalidValue},
		{"PostgreSQL NUL", classifyPostgres, state("22P05"), invalidValue},
		{"PostgreSQL too long", classifyPostgres, state("22001"), invalidValue},
		{"PostgreSQL lock", classifyPostgres, state("55P03"), transient},
		{"PostgreSQL memory", classifyPostgres, state("53200"), transient},
		{"PostgreSQL crash", classifyPostgres, state("57P02"), disconnected},
		{"PostgreSQL idle", classifyPostgres, state("25P03"), disconnected},
		{"PostgreSQL connections", classifyPostgres, state("53300"), disconnected},
		{"PostgreSQL serialization", classifyPostgres, state("40001"), transient},
		{"PostgreSQL deadlock", classifyPostgres, state("40P01"), transient},
		{"PostgreSQL rolled back", classifyPostgres, errRolledBack, transient},
		{"PostgreSQL disk full", classifyPostgres, state("53100"), diskFull},
		{"PostgreSQL shutdown", classifyPostgres, state("57P01"), disconnected},
		{"PostgreSQL starting", classifyPostgres, state("57P03"), disconnected},
		{"PostgreSQL connection", classifyPostgres, state("08006"), disconnected},
		{"PostgreSQL standby", classifyPostgres, state("25006"), disconnected},
		{"PostgreSQL end of file", classifyPostgres, io.ErrUnexpectedEOF, disconnected},
		{"PostgreSQL network", classifyPostgres, &net.OpError{Err: errors.New("reset")}, disconnected},
		{"PostgreSQL bad connection", classifyPostgres, errBadConn, disconnected},
		{"PostgreSQL context", classifyPostgres, context.DeadlineExceeded, cancelled},
		{"PostgreSQL SQL", classifyPostgres, state("42703"), otherFault},
		{"PostgreSQL scan", classifyPostgres, errors.New("x"), otherFault},
	} {
		if got := test.read(test.err); got != test.want {
			t.Errorf("%s: fault %d, want %d", test.name, got, test.want)
		}
	}
}
