package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"truchement/storage/engine"
	"truchement/workflow"
)

// Contents says what a file that Copy made holds.
type Contents struct {
	Schema                     int64 // the version of its schema
	People, Articles, Segments int64
	Seq                        int64     // of the last entry of the feed
	Last                       time.Time // when that happened; zero: never
}

// Copy writes the desk as it is at one moment to a new file, which is checked and on the disk when Copy returns,
// and says what is in it. Saves go on meanwhile. After an error the file is not there.
func (d *DB) Copy(ctx context.Context, path string) (Contents, error) {
	if err := d.eng.Copy(ctx, path, addSum); err != nil {
		return Contents{}, err
	}
	return readContents(ctx, path)
}

// CheckCopy checks the whole of a file that Copy made, and says what is in it. It refuses what is damaged, what is
// no desk, and what a newer program made.
func CheckCopy(ctx context.Context, path string) (Contents, error) {
	if err := engine.Check(ctx, path); err != nil {
		var damage *engine.DamageError
		if errors.As(err, &damage) {
			return Contents{}, &workflow.Error{Kind: workflow.Internal, ID: "backup.damaged", Err: err}
		}
		return Contents{}, err
	}
	return readContents(ctx, path)
}

func readContents(ctx context.Context, path string) (Contents, error) {
	var c Contents
	err := engine.QueryFile(ctx, path, `SELECT (SELECT max(version) FROM schema_version),
		(SELECT count(*) FROM person), (SELECT count(*) FROM article), (SELECT count(*) FROM segment WHERE gone = FALSE),
		COALESCE((SELECT max(seq) FROM feed), 0), COALESCE((SELECT at FROM feed ORDER BY seq DESC LIMIT 1), 0)`,
		&c.Schema, &c.People, &c.Articles, &c.Segments, &c.Seq, (*timestamp)(&c.Last))
	if err != nil {
		return c, &workflow.Error{Kind: workflow.Invalid, ID: "backup.no-desk", Err: err}
	}
	if newest := newestSchema(); c.Schema > newest {
		return c, workflow.Fail(workflow.Invalid, "backup.newer", "Schema", c.Schema, "Known", newest)
	}
	return c, nil
}

// newestSchema is the number of migrations.
func newestSchema() int64 {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return 0 // an embedded folder is there
	}
	return int64(len(files))
}

// Replace puts a file that Copy made, in the data directory dir, in the place of the desk there. What was there
// before goes to a directory in it, whose name Replace returns, empty if there was nothing. It is refused while a
// program has the desk open.
func Replace(dir, path string, now time.Time) (aside string, err error) {
	aside = filepath.Join(dir, "before-restore-"+now.UTC().Format("20060102T150405Z"))
	// The files of the memory's index follow from the desk that they were made of, and are made anew.
	err = engine.Replace(dir, path, aside, "memory")
	if errors.Is(err, engine.ErrInUse) {
		err = workflow.Fail(workflow.Conflict, "backup.in-use", "Folder", dir)
	}
	if _, gone := os.Stat(aside); gone != nil {
		aside = ""
	}
	return aside, err
}

// Load puts the desk in a data directory, which no program has open, in the place of the one in a PostgreSQL database.
// What was there before goes to a schema, whose name Load returns, empty if there was nothing. It is refused while a
// program has that desk open.
func Load(ctx context.Context, database, dir string, now time.Time) (aside string, err error) {
	aside, err = engine.Load(ctx, database, dir, migrations, now)
	if errors.Is(err, engine.ErrInUse) {
		err = workflow.Fail(workflow.Conflict, "backup.in-use-database")
	}
	return aside, err
}

// PrepareDataDir makes a data directory, as Open does.
func PrepareDataDir(dir string) error { return engine.PrepareDataDir(dir) }
