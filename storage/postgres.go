package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	// deskLock is the advisory lock of all Updates, schemaLock that of
	// migrations: numbers of this program's choosing.
	deskLock   = "SELECT pg_advisory_xact_lock(7233173838382854001)"
	schemaLock = "SELECT pg_advisory_xact_lock(7233173838382854002)"
	channel    = "truchement_feed"
	oldest     = 150000 // PostgreSQL 15, as server_version_num
)

var errRolledBack = errors.New("PostgreSQL answered the commit with a rollback")

// openPostgres connects to the database of a URL.
func openPostgres(ctx context.Context, url string, log *slog.Logger) (*engine, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("storage: read the database URL: %w", err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "truchement"
	}
	writers := config.Copy()
	// A node that freezes in the middle of a transaction must not keep the
	// others from writing.
	writers.RuntimeParams["idle_in_transaction_session_timeout"] = "10000"
	e := &engine{
		name: "postgres", rewrite: same, schema: byteOrder, fault: postgresFault,
		enter: func() func() { return func() {} }, begin: "BEGIN; " + deskLock,
		view: "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", run: postgresRun,
		commit: postgresCommit, most: 60, patience: 15 * time.Second, longest: 30 * time.Second,
		exclusive: "BEGIN; " + schemaLock, writers: stdlib.OpenDB(*writers), readers: stdlib.OpenDB(*config),
		release: func() error { return nil },
	}
	e.writers.SetMaxOpenConns(1)
	e.readers.SetMaxOpenConns(mostReaders + 2)
	// A notification is a commit; unless told, the server would flush it to the
	// disk, which saves have more need of.
	e.notify = func(ctx context.Context) error {
		_, err := e.readers.ExecContext(ctx, "BEGIN; SET LOCAL synchronous_commit TO off; NOTIFY "+
			channel+"; COMMIT", pgx.QueryExecModeSimpleProtocol)
		return err
	}
	e.listen = func(ctx context.Context, wake func()) { listen(ctx, config, log, wake) }
	if err := assertPostgres(ctx, e.writers); err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

// assertPostgres refuses a server whose settings lose what was acknowledged,
// or that cannot keep every text.
func assertPostgres(ctx context.Context, db *sql.DB) error {
	settings := map[string]string{}
	for _, name := range []string{"server_version_num", "fsync", "full_page_writes",
		"synchronous_commit", "server_encoding"} {
		var value string
		if err := db.QueryRowContext(ctx, "SHOW "+name).Scan(&value); err != nil {
			return fmt.Errorf("storage: connect to PostgreSQL: %w", err)
		}
		settings[name] = value
	}
	version, err := strconv.Atoi(settings["server_version_num"])
	if err != nil || version < oldest {
		return fmt.Errorf("storage: PostgreSQL %s is too old: 15 or newer is needed",
			settings["server_version_num"])
	}
	if settings["server_encoding"] != "UTF8" {
		return fmt.Errorf("storage: the database is encoded as %s: make one with UTF8",
			settings["server_encoding"])
	}
	for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		if settings[name] == "off" {
			return fmt.Errorf("storage: PostgreSQL has %s=off: work would not be safe, "+
				"so it is not opened", name)
		}
	}
	return nil
}

// postgresRun sends all statements in one round trip.
func postgresRun(ctx context.Context, c *sql.Conn, statements string) error {
	_, err := c.ExecContext(ctx, statements, pgx.QueryExecModeSimpleProtocol)
	return err
}

// postgresCommit looks at what the server did: it answers the COMMIT of a
// failed transaction with a rollback, and no error.
func postgresCommit(ctx context.Context, c *sql.Conn) error {
	return c.Raw(func(conn any) error {
		raw, ok := conn.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("the driver's connection is %T", conn)
		}
		tag, err := raw.Conn().Exec(ctx, "COMMIT", pgx.QueryExecModeSimpleProtocol)
		if err == nil && tag.String() != "COMMIT" {
			return errRolledBack
		}
		return err
	})
}

// postgresFault reads the SQLSTATE; an error that the server did not send
// means that there is none to talk to.
func postgresFault(err error) fault {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return connectionFault(err)
	}
	switch e.Code {
	case "23505":
		return taken
	case "23503":
		return dangling
	case "23502", "23514", "22021", "22P05", "22001":
		return rejected
	case "40001", "40P01", "55P03", "53200":
		return passing
	case "53100":
		return full
	case "57P01", "57P02", "57P03", "25P03", "53300", "25006":
		// Shut down, starting up, idle too long, no places left, or a
		// primary that has become a standby.
		return lost
	}
	if e.Code[:2] == "08" {
		return lost
	}
	return otherFault
}

func connectionFault(err error) fault {
	var refused *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.Is(err, errRolledBack):
		return passing
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed),
		errors.As(err, &refused), pgconn.SafeToRetry(err):
		return lost
	case cancelled(err):
		return stopped
	case errors.As(err, &network):
		return lost
	}
	return otherFault
}
