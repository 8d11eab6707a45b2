package web

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

	"truchement/ui/word"
	"truchement/workflow/format/limit"
	"truchement/workflow/status"
)

// Times a slow client is given, and how long a stop waits for what is under way.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 15 * time.Second
	idleTimeout   = 60 * time.Second
	writeTimeout  = 60 * time.Second
	slowTimeout   = 10 * time.Minute
	stopTimeout   = 15 * time.Second
)

// HeaderBytes is how long the headers of a request may be, in bytes.
const HeaderBytes = 16 << 10

// Server answers the desk's pages, its API and its live feed over HTTP.
type Server struct {
	Config
	echo     *echo.Echo
	pages    *pages
	Locales  *word.Locales
	assets   *assets
	metrics  *metrics
	origin   *http.CrossOriginProtection
	routes   []Route
	Stopping context.Context // done as soon as a stop begins: live streams end on it
	stop     context.CancelFunc
	reading  *limit.Gate // of files that are sent
}

// What all files together that are being read may take of memory, how many may wait for their turn, and how long.
const (
	readingRoom     = 768 << 20
	readingWaiters  = 32
	readingPatience = 20 * time.Second
)

// EnterReading waits until there is room to read a file of so many bytes, below 0 when that is not known, and returns what to call when it was read.
func (s *Server) EnterReading(size int64) (leave func(), err error) {
	return s.reading.Enter(limit.Weight(size), readingPatience)
}

// New makes a server from config that has no rooms yet, see open.
func New(config Config, files *Files) (*Server, error) {
	config = config.withDefaults()
	s := &Server{Config: config, pages: files.pages, assets: files.assets,
		origin: http.NewCrossOriginProtection(), reading: limit.NewGate(readingRoom, readingWaiters)}
	s.metrics = newMetrics(func(ctx context.Context) (status.Desk, error) { return s.Look(ctx) })
	s.Stopping, s.stop = context.WithCancel(context.Background())
	var err error
	if s.Locales, err = word.NewLocales(config.Zone); err != nil {
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

// Room is a group of pages about one noun: what it answers, and at which addresses.
type Room interface{ Routes() []Route }

// Open opens the rooms: from here on the server answers their routes.
func (s *Server) Open(rooms ...Room) {
	s.Add(s.ownRoutes()...)
	for _, r := range rooms {
		s.Add(r.Routes()...)
	}
}

// AllRoutes are the routes that the server answers.
func (s *Server) AllRoutes() []Route { return s.routes }

// Add has the server answer these routes too.
func (s *Server) Add(routes ...Route) {
	s.routes = append(s.routes, routes...)
	for _, r := range routes {
		s.echo.Add(r.Method, r.Path, s.handle(r))
		if r.Method == http.MethodGet && !r.Live {
			s.echo.HEAD(r.Path, s.handle(r)) // net/http leaves the body out
		}
	}
}

// Use puts middleware before everything that the server does.
func (s *Server) Use(middleware func(http.Handler) http.Handler) {
	s.echo.Pre(echo.WrapMiddleware(middleware))
}

func (s *Server) newEcho() *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = ipExtractor(s.TrustedProxies)
	e.SchemeExtractor = echo.ExtractSchemeDirect()
	e.HTTPErrorHandler = s.handleError
	e.Use(s.observe, s.recover, s.setSecurityHeaders, s.checkHost, s.sameOrigin, s.identify)
	e.GET("/static/*", s.serveStatic)
	e.HEAD("/static/*", s.serveStatic)
	return e
}

// ipExtractor believes X-Forwarded-For only from the proxies named, so that no client escapes the
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
		MaxHeaderBytes:    HeaderBytes,
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
