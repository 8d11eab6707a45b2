package web

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"truchement/workflow/status"
)

// metrics are the server's own figures, in a registry of their own.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics(look status.Look) *metrics {
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
	m.registry.MustRegister(m.requests, m.seconds, newGauges(look), collectors.NewGoCollector(),
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

// ServeMetrics answers the figures on a listener of their own until ctx is done: they are for those who look after the
// program, and no proxy that leads to the desk leads to them.
func (s *Server) ServeMetrics(ctx context.Context, listener net.Listener) error {
	figures := http.NewServeMux()
	figures.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: figures, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, MaxHeaderBytes: HeaderBytes}
	end := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer end()
	if err := server.Serve(listener); ctx.Err() == nil {
		return fmt.Errorf("serve metrics: %w", err)
	}
	return nil
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
