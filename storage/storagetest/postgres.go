package storagetest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Postgres makes an empty database for one test in the cluster that
// TRUCHEMENT_TEST_POSTGRES names, and returns its URL; the database goes with
// the test. Without the variable the test is skipped.
func Postgres(t testing.TB) string {
	t.Helper()
	cluster := os.Getenv("TRUCHEMENT_TEST_POSTGRES")
	if cluster == "" {
		t.Skip("TRUCHEMENT_TEST_POSTGRES does not name a PostgreSQL cluster; " +
			"storage/testdata/postgres.sh sets one up")
	}
	name := "test_" + strconv.FormatInt(time.Now().UnixNano(), 36)
	name += "_" + strconv.Itoa(os.Getpid())
	administer(t, cluster, "CREATE DATABASE "+name)
	t.Cleanup(func() { administer(t, cluster, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	u, err := url.Parse(cluster)
	if err != nil {
		t.Fatalf("TRUCHEMENT_TEST_POSTGRES: %v", err)
	}
	u.Path = "/" + name
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
