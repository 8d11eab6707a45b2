package engine

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
	// updateLock takes the advisory lock of all Updates, migrationLock that of
	// migrations: numbers of this program's choosing.
	updateLock    = "SELECT pg_advisory_xact_lock(7233173838382854001)"
	migrationLock = "SELECT pg_advisory_xact_lock(7233173838382854002)"
	// openLock is shared by all programs that have the desk of a schema open, on the connection that they write by.
	openLock         = "72331738, hashtext(current_schema())"
	feedChannel      = "truchement_feed"
	minServerVersion = 150000 // PostgreSQL 15, as server_version_num
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
		name:           "postgres",
		writers:        stdlib.OpenDB(*writers, stdlib.OptionAfterConnect(holdOpen)),
		readers:        stdlib.OpenDB(*config),
		rewriteQuery:   unchanged,
		rewriteSchema:  collateByBytes,
		classify:       classifyPostgres,
		acquire:        func() func() { return func() {} },
		beginUpdate:    "BEGIN; " + updateLock,
		beginMigration: "BEGIN; " + migrationLock,
		beginView:      "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
		wire:           wire{commitPostgres, execPostgres, execAllPostgres},
		maxBatch:       60,
		retryTimeout:   15 * time.Second,
		attemptTimeout: 30 * time.Second,
		closeRest:      func() error { return nil },
	}
	e.writers.SetMaxOpenConns(1)
	e.readers.SetMaxOpenConns(maxReaders + 2)
	e.copy, e.measure = e.copyPostgres, e.measurePostgres
	// A notification is a commit of its own, which needs no flush to the disk:
	// saves have more need of that.
	e.notifyNodes = func(ctx context.Context) error {
		_, err := e.readers.ExecContext(ctx, "BEGIN; SET LOCAL synchronous_commit TO off; NOTIFY "+
			feedChannel+"; COMMIT", pgx.QueryExecModeSimpleProtocol)
		return err
	}
	e.listenToNodes = func(ctx context.Context, announce func()) {
		listen(ctx, config, log, announce)
	}
	if err := assertPostgres(ctx, e.writers); err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

// holdOpen says that this program has the database open, as long as the connection lasts.
func holdOpen(ctx context.Context, conn *pgx.Conn) error {
	var free bool
	if err := conn.QueryRow(ctx, "SELECT pg_try_advisory_lock_shared("+openLock+")").Scan(&free); err != nil {
		return err
	}
	if !free {
		return fmt.Errorf("the database is being restored: %w", driver.ErrBadConn)
	}
	return nil
}

// assertPostgres asks the server for its settings and checks them.
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
	return checkPostgresSettings(settings)
}

// checkPostgresSettings refuses settings that lose what was acknowledged, and a
// database that cannot keep every text.
func checkPostgresSettings(settings map[string]string) error {
	version, err := strconv.Atoi(settings["server_version_num"])
	if err != nil || version < minServerVersion {
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

// execPostgres sends all statements in one round trip.
func execPostgres(ctx context.Context, c *sql.Conn, statements string) error {
	_, err := c.ExecContext(ctx, statements, pgx.QueryExecModeSimpleProtocol)
	return err
}

// execAllPostgres sends all statements before it reads the first answer.
func execAllPostgres(ctx context.Context, c *sql.Conn, all []Statement) error {
	return raw(c, func(conn *pgx.Conn) error {
		var batch pgx.Batch
		for _, s := range all {
			batch.Queue(s.Query, s.Args...).Exec(func(tag pgconn.CommandTag) error {
				if tag.RowsAffected() != s.Rows {
					return errRows
				}
				return nil
			})
		}
		return conn.SendBatch(ctx, &batch).Close()
	})
}

// raw runs fn with the driver's own connection.
func raw(c *sql.Conn, fn func(*pgx.Conn) error) error {
	return c.Raw(func(conn any) error {
		own, ok := conn.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("the driver's connection is %T", conn)
		}
		return fn(own.Conn())
	})
}

// commitPostgres checks what the server did: it answers the COMMIT of a failed
// transaction with a rollback, and no error.
func commitPostgres(ctx context.Context, c *sql.Conn) error {
	return raw(c, func(conn *pgx.Conn) error {
		tag, err := conn.Exec(ctx, "COMMIT", pgx.QueryExecModeSimpleProtocol)
		if err == nil && tag.String() != "COMMIT" {
			return errRolledBack
		}
		return err
	})
}

// classifyPostgres reads the SQLSTATE; an error that the server did not send
// means that the connection failed.
func classifyPostgres(err error) fault {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return classifyConnection(err)
	}
	switch e.Code {
	case "23505":
		return duplicate
	case "23503":
		return missingReference
	case "23502", "23514", "22021", "22P05", "22001":
		return invalidValue
	case "40001", "40P01", "55P03", "53200":
		return transient
	case "53100":
		return diskFull
	case "57P01", "57P02", "57P03", "25P03", "53300", "25006":
		// Shut down, starting up, idle too long, no places left, or a
		// primary that has become a standby.
		return disconnected
	}
	if e.Code[:2] == "08" {
		return disconnected
	}
	return otherFault
}

func classifyConnection(err error) fault {
	var refused *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.Is(err, errRolledBack):
		return transient
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed),
		errors.As(err, &refused), pgconn.SafeToRetry(err):
		return disconnected
	case isContextEnd(err):
		return cancelled
	case errors.As(err, &network):
		return disconnected
	}
	return otherFault
}
