package engine

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"truchement/storage/storagetest"
	"truchement/workflow"
)

func TestPostgresRefusesUnsafeSettings(t *testing.T) {
	url := storagetest.Postgres(t)
	ctx := context.Background()
	_, err := openDesk(ctx, Config{Database: url + "&synchronous_commit=off", Logger: discardLogger()})
	if err == nil || !strings.Contains(err.Error(), "synchronous_commit") {
		t.Errorf("with synchronous_commit=off: %v", err)
	}
	if _, err := openDesk(ctx, Config{Database: "postgres://:bad", Logger: discardLogger()}); err == nil {
		t.Error("a URL that is wrong was opened")
	}
}

func TestUnsafePostgresSettingsAreRefused(t *testing.T) {
	for _, test := range []struct{ name, value, fault string }{
		{"", "", ""},
		{"server_version_num", "149999", "too old"},
		{"server_version_num", "", "too old"},
		{"server_encoding", "LATIN1", "LATIN1"},
		{"fsync", "off", "fsync"},
		{"full_page_writes", "off", "full_page_writes"},
		{"synchronous_commit", "off", "synchronous_commit"},
		{"synchronous_commit", "remote_apply", ""},
	} {
		settings := map[string]string{"server_version_num": "150000", "server_encoding": "UTF8",
			"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
		settings[test.name] = test.value
		err := checkPostgresSettings(settings)
		if (err == nil) != (test.fault == "") ||
			err != nil && !strings.Contains(err.Error(), test.fault) {
			t.Errorf("%s=%s: %v, want a fault about %q", test.name, test.value, err, test.fault)
		}
	}
}

// TestPostgresFrozenNodeLosesItsTransaction holds that the server ends a transaction
// of a writer that does nothing for ten seconds, and with it the lock of all Updates.
func TestPostgresFrozenNodeLosesItsTransaction(t *testing.T) {
	db := open(t, Config{Database: storagetest.Postgres(t)})
	err := db.Update(t.Context(), func(tx *Tx) error {
		var value string
		err := tx.ReadOne(func(row Scanner) error { return row.Scan(&value) },
			"SELECT current_setting('idle_in_transaction_session_timeout')")
		if value != "10s" {
			t.Errorf("an idle transaction ends after %q, want 10s", value)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestPostgresCommitOfFailedTransactionIsAnError commits after a statement failed: the
// server rolls back and answers the COMMIT without an error.
func TestPostgresCommitOfFailedTransactionIsAnError(t *testing.T) {
	db := open(t, Config{Database: storagetest.Postgres(t)})
	ctx := t.Context()
	s, err := db.readers.begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer s.discard()
	if db.eng.exec(ctx, s.conn, "SELECT nonsense") == nil {
		t.Fatal("nonsense was selected")
	}
	if err := db.eng.commit(ctx, s.conn); !errors.Is(err, errRolledBack) {
		t.Errorf("commit: %v, want %v", err, errRolledBack)
	}
}

// TestPostgresAttemptIsBounded has an Update take longer than one attempt may, between two statements
// and in one: it is refused as unreachable, because its caller has not cancelled it, and the next one
// succeeds.
func TestPostgresAttemptIsBounded(t *testing.T) {
	for name, slow := range map[string]func(*Tx) error{
		"between statements": func(*Tx) error { time.Sleep(1200 * time.Millisecond); return nil },
		"in a statement": func(tx *Tx) error {
			_, err := tx.Exec("SELECT pg_sleep(1.5)")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := open(t, Config{Database: storagetest.Postgres(t)})
			// A loaded machine takes a while to connect, which is not what is looked at.
			db.eng.attemptTimeout, db.eng.retryTimeout = time.Second, time.Millisecond
			runs := 0
			err := db.Update(t.Context(), func(tx *Tx) error {
				runs++
				if err := slow(tx); err != nil {
					return err
				}
				return person("p1")(tx)
			})
			if !isKind(err, workflow.Unavailable, "store.unreachable") || runs != 1 {
				t.Errorf("an Update that took too long: %v after %d runs, want unreachable after one", err, runs)
			}
			db.eng.attemptTimeout = 10 * time.Second
			if err := db.Update(t.Context(), person("p1")); err != nil {
				t.Errorf("the next Update: %v", err)
			}
		})
	}
}

// terminateConnections ends all other connections of an application, as a restart
// of the server would.
const terminateConnections = `SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a
	WHERE a.pid <> pg_backend_pid() AND a.application_name = $1`

// TestPostgresUpdateRunsAgainAfterLostConnection ends the writer's connection in the
// middle of an Update, and those of the idle readers: the Update runs again, and
// later calls succeed.
func TestPostgresUpdateRunsAgainAfterLostConnection(t *testing.T) {
	url := storagetest.Postgres(t)
	admin := open(t, Config{Database: url})
	db := open(t, Config{Database: url + "&application_name=cut"})
	ctx := context.Background()
	runs := 0
	err := db.Update(ctx, func(tx *Tx) error {
		if runs++; runs == 1 {
			var n int
			err := admin.eng.readers.QueryRow(terminateConnections, "cut").Scan(&n)
			if err != nil || n < 2 {
				t.Errorf("%d connections were cut (%v)", n, err)
			}
		}
		return person("p1")(tx)
	})
	if err != nil || runs != 2 {
		t.Errorf("%d runs (%v), want 2", runs, err)
	}
	err = db.View(ctx, func(tx *Tx) error { _, err := countPeople(tx); return err })
	if err != nil {
		t.Errorf("the next View: %v", err)
	}
	if err := db.Ready(ctx); err != nil {
		t.Errorf("Ready: %v", err)
	}
}

// TestPostgresNotificationReachesOtherNode notifies another node, which does not
// poll here, and again after the connection of its listener was lost.
func TestPostgresNotificationReachesOtherNode(t *testing.T) {
	url := storagetest.Postgres(t)
	a, b := open(t, Config{Database: url}), open(t, Config{Database: url})
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	notified := make(chan struct{}, 1)
	go a.eng.listenToNodes(ctx, func() { notified <- struct{}{} })
	<-notified // it listens
	for range 3 {
		if err := b.Update(ctx, appendOne); err != nil {
			t.Fatal(err)
		}
		select {
		case <-notified:
		case <-ctx.Done():
			t.Fatal("the other node's NOTIFY did not arrive")
		}
	}
	// The listener's connection is lost, and made again.
	var n int
	const listening = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
		WHERE query = 'LISTEN truchement_feed'`
	if err := b.eng.readers.QueryRow(listening).Scan(&n); err != nil || n == 0 {
		t.Fatalf("%d listeners were cut: %v", n, err)
	}
	select {
	case <-notified:
	case <-ctx.Done():
		t.Fatal("the listener did not come back")
	}
}
