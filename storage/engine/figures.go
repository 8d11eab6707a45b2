package engine

import (
	"context"
	"os"

	"truchement/workflow/status"
)

// Figures say how the database does.
func (d *DB) Figures(ctx context.Context) (status.Storage, error) {
	f := status.Storage{Engine: d.eng.name, Size: -1, Log: -1, Free: -1, Waiting: len(d.writer.queue),
		Saves: d.writer.took.Times(), Broken: d.eng.stoppedBy.Load() != nil}
	err := d.eng.measure(ctx, &f)
	return f, err
}

// measureFiles measures the files of SQLite in a directory, and the disk that they are on.
func measureFiles(dir string, f *status.Storage) error {
	database, err := os.Stat(databasePath(dir))
	if err != nil {
		return err
	}
	f.Size, f.Log = database.Size(), 0
	if log, err := os.Stat(databasePath(dir) + "-wal"); err == nil { // there is none before the first write
		f.Log = log.Size()
	}
	f.Free, err = freeSpace(dir)
	return err
}

// measurePostgres asks the server for the size of the desk's tables; its disk and its log are its own.
func (e *engine) measurePostgres(ctx context.Context, f *status.Storage) error {
	return e.readers.QueryRowContext(ctx, `SELECT COALESCE(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind = 'r'`).Scan(&f.Size)
}
