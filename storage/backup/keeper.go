package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"truchement/storage"
	"truchement/workflow/status"
)

// Keeper makes backups by the clock, keeps the newest of them, and after each tries whether it could be put back.
type Keeper struct {
	DB      *storage.DB
	Dir     string        // where backups are
	Scratch string        // where what is not encrypted yet may be
	Every   time.Duration // from one backup to the next
	Keep    int           // how many backups stay
	Key     *Key          // nil: backups are not encrypted
	// Examine opens the desk in a data directory and verifies all of it.
	Examine func(ctx context.Context, dir string) error
	// Note hears of each backup that was made, and of each that failed; nil: no one does.
	Note func(ctx context.Context, file, problem string)
	Log  *slog.Logger
	Now  func() time.Time

	mu sync.Mutex // of the file of the state
}

// State says how the last backup and the last trial went. It is kept beside the backups.
type State = status.Backup

const (
	firstWait = time.Minute // after the start, so that starting again and again makes no backups
	retryWait = 10 * time.Minute
	nameBegin = "truchement-"
	nameTime  = "20060102T150405.000Z"
	plainEnd  = ".db"
	stateName = "state.json"
	partEnd   = ".part"

	scratchBegin = ".truchement-" // of the directories of this package, which nothing else has
	leftAfter    = 24 * time.Hour // a directory as old as that was left by a program that was stopped
)

// Run makes a backup when the newest is older than Every, until ctx ends.
func (k *Keeper) Run(ctx context.Context) {
	for wait := firstWait; sleep(ctx, wait); {
		wait = k.untilNext()
		if wait > 0 {
			continue
		}
		if wait = k.Every; k.Once(ctx) != nil {
			wait = min(retryWait, k.Every)
		}
	}
}

func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// untilNext is how long it is until the next backup. One that a clock which was wrong has dated into the future does
// not keep the next away.
func (k *Keeper) untilNext() time.Duration {
	all, err := k.list()
	if err != nil || len(all) == 0 {
		return 0
	}
	made, err := time.Parse(nameTime, timeOf(all[len(all)-1]))
	if err != nil {
		return 0
	}
	return min(made.Add(k.Every).Sub(k.Now()), k.Every)
}

// Once makes a backup, tries it, and removes those beyond Keep. Nothing is removed after a failure.
func (k *Keeper) Once(ctx context.Context) error {
	s := k.State()
	err := k.once(ctx, &s)
	if ctx.Err() != nil {
		return err // a stop is no failure
	}
	s.Failed, s.Problem = time.Time{}, ""
	if err != nil {
		s.Failed, s.Problem = k.Now().UTC(), err.Error()
		k.Log.LogAttrs(ctx, slog.LevelError, "backup failed", slog.Any("error", err))
	}
	if k.Note != nil {
		k.Note(ctx, s.File, s.Problem)
	}
	return errors.Join(err, k.keepState(s))
}

func (k *Keeper) once(ctx context.Context, s *State) error {
	if err := os.MkdirAll(k.Dir, 0o700); err != nil {
		return err
	}
	file := filepath.Join(k.Dir, nameBegin+k.Now().UTC().Format(nameTime)+plainEnd)
	if k.Key != nil {
		file += ".age"
	}
	made := k.Now().UTC()
	contents, err := Write(ctx, k.DB, file, k.Scratch, k.Key)
	if err != nil {
		return fmt.Errorf("make %s: %w", file, err)
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	*s = State{File: filepath.Base(file), Made: made, Size: info.Size()}
	if k.Key.Reads() {
		if err := k.try(ctx, file, contents); err != nil {
			return fmt.Errorf("try %s: %w", file, err)
		}
		s.Tried = k.Now().UTC()
	}
	k.Log.LogAttrs(ctx, slog.LevelInfo, "backup made", slog.String("file", file), slog.Int64("bytes", s.Size),
		slog.Bool("tried", !s.Tried.IsZero()))
	return k.prune()
}

// try puts a backup back in a directory of its own and examines it there.
func (k *Keeper) try(ctx context.Context, file string, want storage.Contents) (err error) {
	if err := k.removeLeft(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(k.scratch(), scratchBegin+"trial-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	got, err := Restore(ctx, file, dir, k.Key, k.Now())
	if err != nil {
		return err
	}
	if got.Contents != want {
		return fmt.Errorf("it holds %+v, and %+v was put in", got.Contents, want)
	}
	return k.Examine(ctx, dir)
}

// scratch is where a backup is tried: what is not encrypted stays out of the folder of encrypted ones.
func (k *Keeper) scratch() string {
	if k.Key == nil {
		return k.Dir
	}
	return k.Scratch
}

// removeLeft removes what a program that was stopped in the middle left. The folder may have other files.
func (k *Keeper) removeLeft() error {
	for _, pattern := range []string{filepath.Join(k.scratch(), scratchBegin+"*"), filepath.Join(k.Dir, nameBegin+"*"+partEnd)} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return err
		}
		for _, path := range found {
			info, err := os.Stat(path)
			if err == nil && k.Now().Sub(info.ModTime()) > leftAfter {
				err = os.RemoveAll(path)
			}
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// list names the backups, the oldest first.
func (k *Keeper) list() ([]string, error) {
	entries, err := os.ReadDir(k.Dir)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, e := range entries {
		if _, err := time.Parse(nameTime, timeOf(e.Name())); err == nil {
			all = append(all, e.Name())
		}
	}
	slices.Sort(all)
	return all, nil
}

// timeOf is the time in the name of a backup.
func timeOf(name string) string {
	name, _ = strings.CutPrefix(name, nameBegin)
	return strings.TrimSuffix(strings.TrimSuffix(name, ".age"), plainEnd)
}

func (k *Keeper) prune() error {
	all, err := k.list()
	if err != nil {
		return err
	}
	for len(all) > max(k.Keep, 1) {
		if err := os.Remove(filepath.Join(k.Dir, all[0])); err != nil {
			return err
		}
		all = all[1:]
	}
	return nil
}

// State is how the last backup and the last trial went; the zero State where there was none.
func (k *Keeper) State() (s State) {
	k.mu.Lock()
	defer k.mu.Unlock()
	text, err := os.ReadFile(filepath.Join(k.Dir, stateName))
	if err != nil || json.Unmarshal(text, &s) != nil {
		return State{}
	}
	return s
}

func (k *Keeper) keepState(s State) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	path := filepath.Join(k.Dir, stateName)
	if err := errors.Join(os.RemoveAll(path+partEnd), writeFile(path+partEnd, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})); err != nil {
		return err
	}
	return rename(path+partEnd, path)
}
