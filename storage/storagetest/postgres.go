package storagetest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Postgres makes an empty schema for one test in the database that
// TRUCHEMENT_TEST_POSTGRES names, and returns the URL of that schema, which is
// dropped when the test ends. Without the variable the test is skipped.
func Postgres(t testing.TB) string {
	t.Helper()
	cluster := os.Getenv("TRUCHEMENT_TEST_POSTGRES")
	if cluster == "" {
		t.Skip("TRUCHEMENT_TEST_POSTGRES does not name a PostgreSQL cluster; " +
			"storage/testdata/postgres.sh sets one up")
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), time.Now().UnixNano())
	administer(t, cluster, "CREATE SCHEMA "+name)
	t.Cleanup(func() { administer(t, cluster, "DROP SCHEMA "+name+" CASCADE") })
	u, err := url.Parse(cluster)
	if err != nil {
		t.Fatalf("TRUCHEMENT_TEST_POSTGRES: %v", err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

func administer(t testing.TB, cluster, statement string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, cluster)
	if err != nil {
		t.Fatalf("connect to the test cluster: %v", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", statement, err))
	}
}
