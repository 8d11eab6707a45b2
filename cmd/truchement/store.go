package main

import (
	"context"
	"flag"
	"log/slog"
	"path/filepath"

	"truchement/storage"
	"truchement/workflow"
	"truchement/workflow/checking"
	"truchement/workflow/draft"
	"truchement/workflow/newsroom"
)

// place is where the desk's data is: a directory or a PostgreSQL database.
type place struct {
	data     string
	database string
	check    bool   // look for damage first
	secret   string // file of the secret that keys are sealed with; empty: see secretFile
}

// flags adds --data and --database, which also come from the environment.
func (l *place) flags(f *flag.FlagSet, env func(string) string) {
	data := env("TRUCHEMENT_DATA")
	if data == "" {
		data = "truchement-data"
	}
	f.StringVar(&l.data, "data", data, "directory of the data [TRUCHEMENT_DATA]")
	f.StringVar(&l.database, "database", env("TRUCHEMENT_DATABASE"),
		"PostgreSQL address instead of --data [TRUCHEMENT_DATABASE]")
}

// open opens the store and a desk over it, with checks as they are asked for. The caller closes the store.
func (l place) open(ctx context.Context, log *slog.Logger, checks checking.Options) (*storage.DB, newsroom.Newsroom, error) {
	db, err := storage.Open(ctx, storage.Config{Data: l.data, Database: l.database, Logger: log, Check: l.check})
	if err != nil {
		return nil, newsroom.Newsroom{}, err
	}
	o := l.options()
	o.Checking = checks
	return db, newsroom.New(db, o), nil
}

// options has the index of the memory kept beside the data of SQLite; a node on PostgreSQL has no place of its
// own, and reads the whole memory when it starts.
func (l place) options() newsroom.Options {
	o := newsroom.Options{Draft: draft.Options{Secret: l.readSecret}}
	if l.database == "" {
		o.MemoryFiles = storage.NewFolder(filepath.Join(l.data, "memory"))
	}
	return o
}

// use runs fn on the desk at l, which is there: a directory that was mistyped is refused, not filled with a new desk.
func (p *program) use(ctx context.Context, l place, fn func(newsroom.Newsroom) error) error {
	if err := l.find(); err != nil {
		return err
	}
	return p.useOrMake(ctx, l, fn)
}

// find refuses a directory without a desk.
func (l place) find() error {
	if l.database == "" && !storage.Exists(l.data) {
		return workflow.Fail(workflow.NotFound, "cli.no-desk", "Folder", l.data)
	}
	return nil
}

// useOrMake runs fn on the desk at l, and makes a desk where there is none.
func (p *program) useOrMake(ctx context.Context, l place, fn func(newsroom.Newsroom) error) error {
	db, desk, err := l.open(ctx, slog.New(slog.DiscardHandler), checking.Options{})
	if err != nil {
		return err
	}
	err = fn(desk)
	if closed := db.Close(); err == nil {
		err = closed
	}
	return err
}
