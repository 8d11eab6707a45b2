package engine

import (
	"context"
	"strings"
	"testing"
	"time"
)

// TestFailedMigrationKeepsEarlierSteps adds a step to a desk in use, and then one
// that fails.
func TestFailedMigrationKeepsEarlierSteps(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		ctx := context.Background()
		db := open(t, c)
		if err := db.Update(ctx, person("p1")); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		eng, err := openEngine(ctx, Config{Data: c.Data, Database: c.Database, Logger: discardLogger()})
		if err != nil {
			t.Fatal(err)
		}
		steps, err := readMigrations(testSchema)
		if err != nil {
			t.Fatal(err)
		}
		last := steps[len(steps)-1].version
		good := migration{last + 1, "good", `ALTER TABLE person ADD COLUMN extra TEXT ;
			UPDATE person SET extra = 'x';`}
		bad := migration{last + 2, "bad", `CREATE TABLE half (id TEXT ); INSERT INTO none VALUES (1);`}
		err = migrate(ctx, eng, append(steps, good, bad), time.Now())
		if err == nil || !strings.Contains(err.Error(), "bad") {
			t.Errorf("a step that fails: %v", err)
		}
		var extra string
		if err := eng.readers.QueryRow(`SELECT extra FROM person`).Scan(&extra); err != nil || extra != "x" {
			t.Errorf("the step before it is not kept: %q, %v", extra, err)
		}
		if _, err := eng.readers.Exec(`SELECT * FROM half`); err == nil {
			t.Error("half of the step that failed is kept")
		}
		if err := migrate(ctx, eng, append(steps, good), time.Now()); err != nil {
			t.Errorf("after the step that failed: %v", err)
		}
		if err := eng.close(); err != nil {
			t.Error(err)
		}
		// The program under test does not know schema last+1.
		_, err = openDesk(ctx, Config{Data: c.Data, Database: c.Database, Logger: discardLogger()})
		if err == nil || !strings.Contains(err.Error(), "newer") {
			t.Errorf("a database newer than the program: %v", err)
		}
	})
}
