package web

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	"truchement/workflow"
	"truchement/workflow/newsroom"
	"truchement/workflow/status"
)

// Config is what a Server is made from. Only Newsroom is needed; the zero value of the rest is
// right for one machine without a proxy.
type Config struct {
	newsroom.Newsroom
	Logger *slog.Logger
	// QuietAccess leaves requests that succeed or are refused out of the log.
	QuietAccess bool
	// Secure says that browsers reach us by https: cookies are then Secure and __Host-.
	Secure bool
	// Origin is the address browsers use, "https://desk.example.org", when a proxy changes
	// the Host header; else empty.
	Origin string
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// Ready says whether the storage can be read and written, for /readyz; nil counts as ready.
	Ready func(context.Context) error
	// Look asks how the storage and the backups do, for the chief's page and the metrics; nil: they are not known.
	Look status.Look
	// Faults keeps the last faults of the server, for the chief's page; nil: one of its own.
	Faults *status.Faults
	// Zone is where the newsroom is: times are shown in it and due times are typed in it. Nil
	// is the machine's own.
	Zone *time.Location
	// Watcher wakes the live feed after commits; nil leaves the feed to its own clock.
	Watcher workflow.Watcher
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

func (c Config) withDefaults() Config {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Zone == nil {
		c.Zone = time.Local
	}
	if c.Look == nil {
		c.Look = func(context.Context) (status.Desk, error) {
			return status.Desk{Storage: status.Storage{Size: -1, Log: -1, Free: -1}}, nil
		}
	}
	if c.Faults == nil {
		c.Faults = &status.Faults{}
	}
	if c.Ready == nil {
		c.Ready = func(context.Context) error { return nil }
	}
	return c
}
