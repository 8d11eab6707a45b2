package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
	"time"
	_ "time/tzdata"

	"truchement/storage"
	"truchement/storage/hunspell"
	"truchement/ui"
	"truchement/workflow"
	"truchement/workflow/checking"
	"truchement/workflow/newsroom"
	"truchement/workflow/remote/grammar"
)

// settleTime is how long after the start nothing of it is in use any more; esbuild keeps its work
// for a quarter of a second.
const settleTime = time.Second

// serving is what the serve command was told.
type serving struct {
	place
	addr    string
	origin  string
	proxies string
	zone    string
	demo    bool
	backups keeping
	metrics string
	logging logging
}

func (p *program) serve(ctx context.Context, args []string) error {
	var o serving
	f := o.define(p)
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.extra(f, rest[0])
	}
	if name := p.unknownVariable(); name != "" {
		return p.complain(f, p.speech.T("cli.variable", "Name", name))
	}
	config, err := o.config()
	if err == nil {
		config.Logger, err = o.logging.logger(p.err)
	}
	if err != nil {
		return p.refuse(f, err)
	}
	speller := hunspell.New("hunspell", config.Logger)
	defer speller.Close()
	o.check = true
	db, desk, err := o.open(ctx, config.Logger, checking.Options{Speller: speller, Zone: config.Zone,
		Grammar: grammar.NewService(grammar.Options{Log: config.Logger})})
	if err != nil {
		return err
	}
	config.Newsroom, config.Ready, config.Watcher = desk, db.Ready, db
	err = p.serveDesk(ctx, o, config, db)
	if closed := db.Close(); err == nil {
		err = closed
	}
	return err
}

// define makes the flag set of serve.
func (o *serving) define(p *program) *flag.FlagSet {
	f := p.flags("serve")
	o.place.flags(f, p.env)
	f.StringVar(&o.addr, "addr", first(p.env("TRUCHEMENT_ADDR"), "127.0.0.1:8080"),
		"address to serve on [TRUCHEMENT_ADDR]")
	f.StringVar(&o.origin, "origin", p.env("TRUCHEMENT_ORIGIN"),
		"address that browsers use, as https://desk.example.org [TRUCHEMENT_ORIGIN]")
	f.StringVar(&o.proxies, "trusted-proxies", p.env("TRUCHEMENT_TRUSTED_PROXIES"),
		"networks whose X-Forwarded-For is believed, comma-separated [TRUCHEMENT_TRUSTED_PROXIES]")
	f.StringVar(&o.zone, "zone", p.env("TRUCHEMENT_ZONE"),
		"time zone of the newsroom, as Africa/Casablanca [TRUCHEMENT_ZONE]")
	f.StringVar(&o.secret, "secret", p.env("TRUCHEMENT_SECRET"),
		"file of 32 random bytes that keys of services are sealed with; default: secret.key in the data [TRUCHEMENT_SECRET]")
	o.backups.flags(f, p.env)
	o.logging.flags(f, p.env)
	f.StringVar(&o.metrics, "metrics-addr", p.env("TRUCHEMENT_METRICS_ADDR"),
		"address to serve /metrics on; empty: nowhere [TRUCHEMENT_METRICS_ADDR]")
	f.BoolVar(&o.demo, "demo", false, "start with a sample newsroom")
	return f
}

// unknownVariable is a variable of the environment that looks like an option of serve and is none: mistyped, it would
// be passed over in silence. Those of tests are not asked for.
func (p *program) unknownVariable() string {
	known := map[string]bool{}
	quiet := *p
	quiet.env = func(name string) string { known[name] = true; return "" }
	(&serving{}).define(&quiet)
	for _, pair := range p.environ {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "TRUCHEMENT_") && !strings.HasPrefix(name, "TRUCHEMENT_TEST_") && !known[name] {
			return name
		}
	}
	return ""
}

// servable reports whether args, which name no command, are flags of serve alone: --data serve is a directory of
// that name.
func (p *program) servable(args []string) bool {
	quiet := *p
	quiet.err = io.Discard
	operands, err := quiet.parse((&serving{}).define(&quiet), args)
	return err == nil && len(operands) == 0
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (p *program) serveDesk(ctx context.Context, o serving, config ui.Config, db *storage.DB) error {
	keeper, err := p.keeper(o, db, config.Audit, config.Logger)
	if err != nil {
		return err
	}
	config.Look = lookAt(db, keeper)
	server, err := ui.New(config)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.addr)
	if err != nil {
		return err
	}
	at := first(o.origin, "http://"+listener.Addr().String())
	if err := p.welcome(ctx, o, config.Newsroom, at); err != nil {
		return err
	}
	working, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { config.Job.Run(working, config.Logger) })
	work.Go(func() { config.Notice.Run(working, config.Watcher, config.Logger) })
	work.Go(func() { config.Memory.Run(working, config.Watcher, config.Logger) })
	work.Go(func() { config.Termbase.Run(working, config.Watcher, config.Logger) })
	work.Go(func() {
		if err := db.SealOld(working); err != nil && working.Err() == nil {
			config.Logger.LogAttrs(working, slog.LevelError, "old rows without sums", slog.Any("error", err))
		}
	})
	if keeper != nil {
		work.Go(func() { keeper.Run(working) })
	}
	work.Go(func() { tidy(working, config.Newsroom, config.Logger) })
	// What starting took, which is more than serving takes, goes back to the machine.
	settled := time.AfterFunc(settleTime, debug.FreeOSMemory)
	defer func() {
		settled.Stop()
		stop()
		work.Wait()
	}()
	if o.metrics != "" {
		figures, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.metrics)
		if err != nil {
			return err
		}
		work.Go(func() {
			if err := server.ServeMetrics(working, figures); err != nil {
				config.Logger.LogAttrs(working, slog.LevelError, "no metrics any more", slog.Any("error", err))
			}
		})
	}
	fmt.Fprintln(p.out, p.speech.T("cli.serving", "Address", at))
	return server.Serve(ctx, listener)
}

// tidy removes, now and every hour, what programs that stopped in the middle of something left
// over an hour before, and old notices.
func tidy(ctx context.Context, all newsroom.Newsroom, log *slog.Logger) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for ctx.Err() == nil {
		articles, err := all.Intake.RemoveUnfinished(ctx)
		assignments, failed := all.Plan.ReleaseStray(ctx)
		_, unpruned := all.Notice.RemoveOld(ctx)
		switch err = errors.Join(err, failed, unpruned); {
		case err != nil && ctx.Err() == nil:
			log.LogAttrs(ctx, slog.LevelError, "unfinished work not removed", slog.Any("error", err))
		case err == nil && articles+assignments > 0:
			log.LogAttrs(ctx, slog.LevelInfo, "unfinished work removed",
				slog.Int("articles", articles), slog.Int("assignments", assignments))
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

// welcome fills the sample newsroom or prints the link that makes the first
// account, when there is none.
func (p *program) welcome(ctx context.Context, o serving, desk newsroom.Newsroom, at string) error {
	if o.demo {
		return p.demo(ctx, desk)
	}
	secret, err := desk.Access.Setup(ctx)
	if err != nil || secret == "" {
		return err
	}
	fmt.Fprintf(p.out, "%s\n\n    %s/setup/%s\n\n%s\n", p.speech.T("cli.setup"), at, secret,
		p.speech.T("cli.setup-demo"))
	return nil
}

// config turns flags into what ui takes, and refuses those that it could not serve by.
func (o serving) config() (ui.Config, error) {
	c := ui.Config{QuietAccess: !o.logging.access, Origin: o.origin, Secure: strings.HasPrefix(o.origin, "https://")}
	for _, addr := range []string{o.addr, first(o.metrics, o.addr)} {
		if !isAddress(addr) {
			return c, workflow.Fail(workflow.Invalid, "cli.address", "Value", addr)
		}
	}
	if o.origin != "" && !isOrigin(o.origin) {
		return c, workflow.Fail(workflow.Invalid, "cli.origin", "Value", o.origin)
	}
	for s := range strings.SplitSeq(o.proxies, ",") {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		prefix, err := parseNetwork(s)
		if err != nil {
			return c, workflow.Fail(workflow.Invalid, "cli.proxies", "Value", s)
		}
		c.TrustedProxies = append(c.TrustedProxies, prefix)
	}
	if o.zone != "" {
		zone, err := time.LoadLocation(o.zone)
		if err != nil {
			return c, workflow.Fail(workflow.Invalid, "cli.zone", "Value", o.zone)
		}
		c.Zone = zone
	}
	return c, nil
}

// parseNetwork reads a network, or an address, which is a network of one.
func parseNetwork(s string) (netip.Prefix, error) {
	if one, err := netip.ParseAddr(s); err == nil {
		return one.Prefix(one.BitLen())
	}
	return netip.ParsePrefix(s)
}

// isAddress reports whether s is a host and a port, as net.Listen takes them.
func isAddress(s string) bool {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	_, err = net.LookupPort("tcp", port)
	return err == nil
}

// isOrigin reports whether s is scheme, host and port of a site, and nothing more.
func isOrigin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" &&
		s == u.Scheme+"://"+u.Host
}
