package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"truchement/storage"
	"truchement/storage/backup"
	"truchement/workflow"
	"truchement/workflow/audit"
	"truchement/workflow/checking"
	"truchement/workflow/ledger"
	"truchement/workflow/newsroom"
	"truchement/workflow/status"
)

// backup makes a backup in a new file while the desk is served, and says what is in it.
func (p *program) backup(ctx context.Context, args []string) error {
	var l place
	f := p.flags("backup")
	l.flags(f, p.env)
	keyFile := keyFlag(f, p.env)
	file, err := p.oneFile(f, args)
	if err != nil {
		return err
	}
	key, err := readKey(*keyFile)
	if err != nil {
		return err
	}
	if err := l.find(); err != nil {
		return err
	}
	db, desk, err := l.open(ctx, slog.New(slog.DiscardHandler), checking.Options{})
	if err != nil {
		return err
	}
	c, err := backup.Write(ctx, db, file, l.scratch(), key)
	if err == nil {
		err = desk.Audit.Note(ctx, workflow.Operator(), ledger.BackupMade, filepath.Base(file), "")
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	return p.sayContents("cli.backed-up", file, c)
}

// restore puts a backup in the place of the desk, which no program may have open, and says what it holds.
func (p *program) restore(ctx context.Context, args []string) error {
	var l place
	f := p.flags("restore")
	l.flags(f, p.env)
	keyFile := keyFlag(f, p.env)
	file, err := p.oneFile(f, args)
	if err != nil {
		return err
	}
	key, err := readKey(*keyFile)
	if err != nil {
		return err
	}
	r, err := p.putBack(ctx, l, file, key)
	if err != nil {
		return err
	}
	if err := p.sayContents("cli.restored", file, r.Contents); err != nil {
		return err
	}
	if err := p.use(ctx, l, func(d newsroom.Newsroom) error {
		return d.Audit.Note(ctx, workflow.Operator(), ledger.DeskRestored, filepath.Base(file), "")
	}); err != nil {
		return err
	}
	if r.Aside != "" {
		fmt.Fprintln(p.out, p.speech.T("cli.restored-aside", "Folder", r.Aside))
	}
	return nil
}

// putBack restores a backup, and examines what a database of PostgreSQL has after that.
func (p *program) putBack(ctx context.Context, l place, file string, key *backup.Key) (backup.Restored, error) {
	if l.database == "" {
		return backup.Restore(ctx, file, l.data, key, time.Now())
	}
	r, err := backup.RestoreTo(ctx, l.database, file, l.scratch(), key, time.Now(), p.examineCopy)
	if err == nil {
		err = p.examineQuietly(ctx, l)
	}
	return r, err
}

// sayContents prints what is in a backup: its counts and the time of the last thing that happened in it.
func (p *program) sayContents(message, file string, c storage.Contents) error {
	last := "-"
	if !c.Last.IsZero() {
		last = c.Last.Format(time.RFC3339)
	}
	_, err := fmt.Fprintln(p.out, p.speech.T(message, "File", file, "Articles", c.Articles, "Segments", c.Segments,
		"People", c.People, "Last", last))
	return err
}

func keyFlag(f *flag.FlagSet, env func(string) string) *string {
	return f.String("backup-key", env("TRUCHEMENT_BACKUP_KEY"),
		"file of age keys that encrypt backups [TRUCHEMENT_BACKUP_KEY]")
}

// readKey reads a file of keys; an empty name is no key.
func readKey(file string) (*backup.Key, error) {
	if file == "" {
		return nil, nil
	}
	return backup.ReadKey(file)
}

// oneFile is the only operand.
func (p *program) oneFile(f *flag.FlagSet, args []string) (string, error) {
	rest, err := p.parse(f, args)
	switch {
	case err != nil:
		return "", err
	case len(rest) == 0:
		return "", p.wrong(f)
	case len(rest) > 1:
		return "", p.extra(f, rest[1])
	}
	return rest[0], nil
}

// scratch is a directory for what must not be beside a backup: the data's own, where the desk is not encrypted
// either.
func (l place) scratch() string {
	if l.database != "" {
		return os.TempDir()
	}
	return l.data
}

// keeping is what serve was told of its backups.
type keeping struct {
	dir   string
	key   *string // a file
	every time.Duration
	count int
}

// noBackups is the value of --backups that means none.
const noBackups = "off"

func (k *keeping) flags(f *flag.FlagSet, env func(string) string) {
	f.StringVar(&k.dir, "backups", env("TRUCHEMENT_BACKUPS"),
		"folder of the backups that are made by the clock; off: none; empty: backups in --data [TRUCHEMENT_BACKUPS]")
	k.key = keyFlag(f, env)
	f.DurationVar(&k.every, "backup-every", 24*time.Hour, "how often a backup is made")
	f.IntVar(&k.count, "backup-keep", 7, "how many of them are kept")
}

// keeper is what makes the backups of a desk by the clock; nil: none are made.
func (p *program) keeper(
	o serving, db *storage.DB, book *audit.UseCases, log *slog.Logger,
) (*backup.Keeper, error) {
	k := o.backups
	if k.dir == "" && o.database == "" {
		k.dir = filepath.Join(o.data, "backups")
	}
	if k.dir == "" || k.dir == noBackups {
		return nil, nil
	}
	key, err := readKey(*k.key)
	if err != nil {
		return nil, err
	}
	return &backup.Keeper{DB: db, Dir: k.dir, Scratch: o.scratch(), Every: k.every, Keep: k.count, Key: key,
		Examine: p.examineCopy, Note: noteBackups(book, log), Log: log, Now: time.Now}, nil
}

// noteBackups writes down in the ledger what becomes of the backups that are made by the clock.
func noteBackups(book *audit.UseCases, log *slog.Logger) func(ctx context.Context, file, problem string) {
	program := workflow.Operator()
	program.ID = ledger.Program
	return func(ctx context.Context, file, problem string) {
		kind := ledger.BackupMade
		if problem != "" {
			kind = ledger.BackupFailed
		}
		if err := book.Note(ctx, program, kind, file, problem); err != nil {
			log.LogAttrs(ctx, slog.LevelError, "backup not written down", slog.Any("error", err))
		}
	}
}

// lookAt asks how the storage and the backups do; keeper is nil where none are made by the clock.
func lookAt(db *storage.DB, keeper *backup.Keeper) status.Look {
	return func(ctx context.Context) (d status.Desk, err error) {
		if keeper != nil {
			d.Backups, d.Backup = true, keeper.State()
		}
		d.Storage, err = db.Figures(ctx)
		return d, err
	}
}

// examineCopy verifies a desk that was put back for trial.
func (p *program) examineCopy(ctx context.Context, dir string) error {
	return p.examineQuietly(ctx, place{data: dir})
}

func (p *program) examineQuietly(ctx context.Context, l place) error {
	quiet := *p
	quiet.out, quiet.err = io.Discard, io.Discard
	return quiet.doctorAt(ctx, l)
}
