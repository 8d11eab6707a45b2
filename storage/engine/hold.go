package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Files beside the database. Every program that has the database open holds a share of openFile;
// who puts another database in its place holds all of it. restoringFile is there while that is under way.
const (
	openFile      = "open.lock"
	restoringFile = "restoring"
)

// ErrInUse says that another program has the data directory open.
var ErrInUse = errors.New("storage: another program has the data directory open")

// holdShared says that this program has the directory open, until close.
func holdShared(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, openFile), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if !tryLockShared(f) {
		return nil, errors.Join(fmt.Errorf("storage: %s is being restored", dir), f.Close())
	}
	if _, err := os.Stat(filepath.Join(dir, restoringFile)); err == nil {
		return nil, errors.Join(fmt.Errorf("storage: a restore of %s was interrupted: "+
			"restore again before anything is served", dir), f.Close())
	}
	return f, nil
}

// Replace puts the database at path, which is in the directory dir and open nowhere, in the place of the one
// there. It refuses with ErrInUse while a program has the directory open. The old database, its log and what else
// was made from it (the names in others) go to the directory aside, which is made if there is any. A program that
// stops in the middle leaves a directory that is not opened until Replace has been called again.
func Replace(dir, path, aside string, others ...string) (err error) {
	f, err := os.OpenFile(filepath.Join(dir, openFile), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if !tryLock(f) {
		return ErrInUse
	}
	mark := filepath.Join(dir, restoringFile)
	if err := os.WriteFile(mark, nil, 0o600); err != nil {
		return err
	}
	if err := errors.Join(syncFile(mark), os.Mkdir(aside, 0o700)); err != nil {
		return err
	}
	for _, name := range append([]string{databaseFile, databaseFile + "-wal", databaseFile + "-shm"}, others...) {
		err := os.Rename(filepath.Join(dir, name), filepath.Join(aside, name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if err := os.Rename(path, databasePath(dir)); err != nil {
		return err
	}
	if err := os.Remove(aside); err != nil { // it is removed only if there was nothing before
		if err := SyncDir(aside); err != nil {
			return err
		}
	}
	return errors.Join(SyncDir(dir), os.Remove(mark), SyncDir(dir))
}
