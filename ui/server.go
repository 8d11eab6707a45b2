package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"
)

// Times a slow client is given, and how long a stop waits for what is under way.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 15 * time.Second
	idleTimeout   = 60 * time.Second
	writeTimeout  = 60 * time.Second
	slowTimeout   = 10 * time.Minute
	stopTimeout   = 15 * time.Second
	headerBytes   = 16 << 10
)

// Server answers the desk's pages, its API and its live feed over HTTP.
type Server struct {
	Config
	echo     *echo.Echo
	pages    *pages
	locales  *locales
	assets   *assets
	metrics  *metrics
	origin   *http.CrossOriginProtection
	rooms    []room
	routes   []route
	stopping context.Context // done as soon as a stop begins: live streams end on it
	stop     context.CancelFunc
}

// newServer makes a server from config that has no rooms yet, see open.
func newServer(config Config, files *files) (*Server, error) {
	config = config.withDefaults()
	s := &Server{Config: config, pages: files.pages, assets: files.assets, metrics: newMetrics(),
		origin: http.NewCrossOriginProtection()}
	s.stopping, s.stop = context.WithCancel(context.Background())
	var err error
	if s.locales, err = newLocales(config.Zone); err != nil {
		return nil, err
	}
	if config.Origin != "" {
		if err := s.origin.AddTrustedOrigin(config.Origin); err != nil {
			return nil, fmt.Errorf("origin %q: %w", config.Origin, err)
		}
	}
	s.echo = s.newEcho()
	return s, nil
}

// room is a group of pages about one noun: what it answers, and at which addresses.
type room interface{ routes() []route }

// open opens the rooms: from here on the server answers their routes.
func (s *Server) open(rooms ...room) {
	s.rooms = rooms
	s.add(s.ownRoutes()...)
	for _, r := range rooms {
		s.add(r.routes()...)
	}
}

// allRooms are the rooms that are open.
func (s *Server) allRooms() []room { return s.rooms }

// allRoutes are the routes that the server answers.
func (s *Server) allRoutes() []route { return s.routes }

// add has the server answer these routes too.
func (s *Server) add(routes ...route) {
	s.routes = append(s.routes, routes...)
	for _, r := range routes {
		s.echo.Add(r.method, r.path, s.handle(r))
		if r.method == http.MethodGet && !r.live {
			s.echo.HEAD(r.path, s.handle(r)) // net/http leaves the body out
		}
	}
}

// use puts middleware before everything that the server does.
func (s *Server) use(middleware func(http.Handler) http.Handler) {
	s.echo.Pre(echo.WrapMiddleware(middleware))
}

func (s *Server) newEcho() *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = ipExtractor(s.TrustedProxies)
	e.SchemeExtractor = echo.ExtractSchemeDirect()
	e.HTTPErrorHandler = s.fail
	e.Use(s.observe, s.recover, s.harden, s.sameOrigin, s.identify)
	e.GET("/static/*", s.serveStatic)
	e.HEAD("/static/*", s.serveStatic)
	return e
}

// ipExtractor believes X-Forwarded-For only from the proxies named, so that nobody escapes the
// sign-in limits by a header of their own.
func ipExtractor(proxies []netip.Prefix) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false),
		echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		options = append(options, echo.TrustIPRange(&net.IPNet{
			IP: p.Masked().Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// Serve answers on listener until ctx is done. It then ends the live streams, lets every request
// under way finish (15 s at most), and returns nil. Requests are not cancelled by the stop: a
// save that has begun is answered.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          slog.NewLogLogger(s.Logger.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		s.stop()
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	s.stop()
	grace, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return errors.Join(fmt.Errorf("stop: %w", err), server.Close())
	}
	return nil
}
