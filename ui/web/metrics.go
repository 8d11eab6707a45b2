package web

import (
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are the server's own figures, in a registry of their own.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "truchement_http_requests_total",
			Help: "Requests answered, by method, route and status.",
		}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "truchement_http_request_seconds",
			Help:    "Time from the first byte read to the answer's end.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"method", "route"}),
	}
	m.registry.MustRegister(m.requests, m.seconds, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// observe counts one request. Routes are patterns and methods the eight known ones, so that no
// client can make labels without end.
func (m *metrics) observe(method, route string, status int, took time.Duration) {
	if !knownMethod(method) {
		method = "other"
	}
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(method, route).Observe(took.Seconds())
}

func knownMethod(method string) bool {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
		http.MethodDelete, http.MethodOptions:
		return true
	}
	return false
}

// showMetrics answers the figures to this machine and to the chief, and to others as if there
// was no such page.
func (s *Server) showMetrics(c *Call) error {
	if !fromThisMachine(c.Request()) && !c.isChief() {
		return NotFound()
	}
	handler := promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{})
	handler.ServeHTTP(c.Response(), c.Request())
	return nil
}

// fromThisMachine reports whether the request came over loopback and not through a proxy here.
func fromThisMachine(r *http.Request) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"} {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// showHealth says that the process answers.
func (s *Server) showHealth(c *Call) error {
	return c.String(http.StatusOK, "ok\n")
}

// showReady reports whether the storage can be read and written and no stop has begun, and if not why.
func (s *Server) showReady(c *Call) error {
	if s.Stopping.Err() != nil {
		return c.String(http.StatusServiceUnavailable, "stopping\n")
	}
	if err := s.Ready(c.Request().Context()); err != nil {
		s.Logger.Warn("not ready", "reference", c.reference, "error", err)
		return c.String(http.StatusServiceUnavailable, "storage: "+FailureOf(err).ID+"\n")
	}
	return c.String(http.StatusOK, "ok\n")
}
