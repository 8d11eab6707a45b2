package storage

import (
	"context"
	"strings"
	"testing"
	"time"

	"truchement/storage/storagetest"
	"truchement/workflow"
)

func TestPostgresRefusesUnsafeSettings(t *testing.T) {
	url := storagetest.Postgres(t)
	ctx := context.Background()
	_, err := Open(ctx, Config{Database: url + "&synchronous_commit=off", Logger: discardLogger()})
	if err == nil || !strings.Contains(err.Error(), "synchronous_commit") {
		t.Errorf("with synchronous_commit=off: %v", err)
	}
	if _, err := Open(ctx, Config{Database: "postgres://:bad", Logger: discardLogger()}); err == nil {
		t.Error("a URL that is wrong was opened")
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
	err := db.Update(ctx, func(tx workflow.Tx) error {
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
	err = db.View(ctx, func(tx workflow.Tx) error { _, err := tx.Person("p1"); return err })
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
		err := b.Update(ctx, func(tx workflow.Tx) error {
			_, err := tx.Append(workflow.Entry{Kind: workflow.PersonChanged})
			return err
		})
		if err != nil {
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
