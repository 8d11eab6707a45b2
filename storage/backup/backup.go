// Package backup makes backups of a desk, puts them back, and tries whether they could be put back.
//
// A backup is a file of SQLite, whatever the engine of the desk, with the tables of the desk as its migrations make
// them, encrypted as the program age does if there is a key. It is one moment of the desk: saves go on while it is made.
// It is checked, and on the disk, before it has its name.
package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"truchement/storage"
	"truchement/storage/engine"
	"truchement/workflow"
)

// Write makes a backup of db in a new file and says what is in it. With a key, what is not encrypted yet is in the
// directory scratch, and never beside the file.
func Write(ctx context.Context, db *storage.DB, file, scratch string, key *Key) (storage.Contents, error) {
	if _, err := os.Lstat(file); err == nil {
		return storage.Contents{}, workflow.Fail(workflow.Conflict, "backup.exists", "File", file)
	}
	if key == nil {
		scratch = filepath.Dir(file)
	}
	dir, err := os.MkdirTemp(scratch, scratchBegin+"backup-*")
	if err != nil {
		return storage.Contents{}, err
	}
	c, err := write(ctx, db, file, filepath.Join(dir, "plain"), key)
	return c, errors.Join(err, os.RemoveAll(dir))
}

func write(ctx context.Context, db *storage.DB, file, plain string, key *Key) (storage.Contents, error) {
	c, err := db.Copy(ctx, plain)
	if err != nil {
		return c, err
	}
	if key == nil {
		return c, rename(plain, file)
	}
	part := file + partEnd
	if err := encryptFile(part, plain, key); err != nil {
		return c, errors.Join(err, os.Remove(part))
	}
	return c, rename(part, file)
}

func rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return engine.SyncDir(filepath.Dir(to))
}

func encryptFile(to, from string, key *Key) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	return writeFile(to, func(w io.Writer) error { return key.encrypt(w, in) })
}

// writeFile makes a file for its owner only, which is on the disk when it returns.
func writeFile(path string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err = fill(f); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// Unpack decrypts a backup to a new file, checks all of it and says what is in it. After an error that file is
// not there.
func Unpack(ctx context.Context, file, to string, key *Key) (c storage.Contents, err error) {
	in, err := os.Open(file)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	plain, err := key.decrypt(in)
	if err != nil {
		return c, err
	}
	err = writeFile(to, func(w io.Writer) error {
		if _, err := io.Copy(w, plain); err != nil {
			return &workflow.Error{Kind: workflow.Internal, ID: "backup.damaged", Err: err}
		}
		return nil
	})
	if err == nil {
		c, err = storage.CheckCopy(ctx, to)
	}
	if err != nil {
		return c, errors.Join(err, os.Remove(to))
	}
	return c, nil
}

// Restored says what a restore has done.
type Restored struct {
	storage.Contents
	Aside string // the directory, or schema of PostgreSQL, where what was there before is now
}

// Restore puts a backup in the place of the desk in a data directory, which it makes if need be. It is refused while
// a program has that desk open.
func Restore(ctx context.Context, file, dir string, key *Key, now time.Time) (r Restored, err error) {
	if err := storage.PrepareDataDir(dir); err != nil {
		return r, err
	}
	return restore(ctx, file, dir, key, func(plain string) (string, error) { return storage.Replace(dir, plain, now) })
}

// RestoreTo puts a backup in the place of the desk in a database of PostgreSQL, once it was put in a data directory
// of its own below dir, and examined there. It is refused while a program has that desk open.
func RestoreTo(
	ctx context.Context, database, file, dir string, key *Key, now time.Time,
	examine func(ctx context.Context, dir string) error,
) (Restored, error) {
	return restore(ctx, file, dir, key, func(plain string) (string, error) {
		desk := filepath.Join(filepath.Dir(plain), "desk")
		if err := storage.PrepareDataDir(desk); err != nil {
			return "", err
		}
		if _, err := storage.Replace(desk, plain, now); err != nil {
			return "", err
		}
		if err := examine(ctx, desk); err != nil {
			return "", err
		}
		return storage.Load(ctx, database, desk, now)
	})
}

func restore(
	ctx context.Context, file, dir string, key *Key, put func(plain string) (aside string, err error),
) (r Restored, err error) {
	scratch, err := os.MkdirTemp(dir, scratchBegin+"restore-*")
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	plain := filepath.Join(scratch, "plain")
	if r.Contents, err = Unpack(ctx, file, plain, key); err != nil {
		return r, fmt.Errorf("%s: %w", file, err)
	}
	r.Aside, err = put(plain)
	return r, err
}
