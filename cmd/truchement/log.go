package main

import (
	"flag"
	"io"
	"log/slog"

	"truchement/workflow"
)

// logging is what serve was told of its log.
type logging struct {
	level, format string
	access        bool
}

func (l *logging) flags(f *flag.FlagSet, env func(string) string) {
	f.StringVar(&l.level, "log-level", first(env("TRUCHEMENT_LOG_LEVEL"), "info"),
		"the least that is logged: debug, info, warn or error [TRUCHEMENT_LOG_LEVEL]")
	f.StringVar(&l.format, "log-format", first(env("TRUCHEMENT_LOG_FORMAT"), "text"), "text or json [TRUCHEMENT_LOG_FORMAT]")
	f.BoolVar(&l.access, "access-log", true, "log every request")
}

// logger makes the log, and refuses a level or a format that there is not.
func (l *logging) logger(w io.Writer) (*slog.Logger, error) {
	level, err := workflow.ParseOption("option.log-level", l.level, []string{"debug", "info", "warn", "error"})
	if err != nil {
		return nil, err
	}
	format, err := workflow.ParseOption("option.log-format", l.format, []string{"text", "json"})
	if err != nil {
		return nil, err
	}
	var least slog.Level
	if err := least.UnmarshalText([]byte(level)); err != nil {
		return nil, err
	}
	options := &slog.HandlerOptions{Level: least}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, options)), nil
	}
	return slog.New(slog.NewTextHandler(w, options)), nil
}
