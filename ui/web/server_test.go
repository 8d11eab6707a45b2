package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/status"
)

func TestHardenHeaders(t *testing.T) {
	w := uitest.Get(uitest.NewTestServer(t), "/healthz")
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; " +
			"font-src 'self'; frame-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; " +
			"manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
			"require-trusted-types-for 'script'; trusted-types app ProseMirrorClipboard",
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "same-origin",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		"Cache-Control":                "no-store",
	}
	for name, value := range want {
		if got := w.Header().Get(name); got != value {
			t.Errorf("%s = %q, want %q", name, got, value)
		}
	}
}

func TestCrossOriginPostsAreRefused(t *testing.T) {
	s := withRoutes(t, web.Route{Method: "POST", Path: "/t/save",
		Handle: func(c *web.Call) error { return c.NoContent(204) }})
	tests := []struct {
		name    string
		headers []string
		want    int
	}{
		{"same origin", []string{"Sec-Fetch-Site", "same-origin"}, 204},
		{"typed by hand", []string{"Sec-Fetch-Site", "none"}, 204},
		{"another site", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"a sister site", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"old browser, ours", []string{"Origin", "http://example.com"}, 204},
		{"old browser, another", []string{"Origin", "http://evil.example"}, 403},
		{"null origin", []string{"Origin", "null"}, 403},
		{"a program", nil, 204},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "http://example.com/t/save", nil)
			for i := 0; i+1 < len(tt.headers); i += 2 {
				r.Header.Set(tt.headers[i], tt.headers[i+1])
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code != tt.want {
				t.Errorf("status = %d, want %d", w.Code, tt.want)
			}
		})
	}
}

func TestServeStopsGracefully(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	s := withRoutes(t,
		web.Route{Method: "GET", Path: "/t/live", Live: true, Handle: func(c *web.Call) error {
			ctx, cancel := c.LiveContext()
			defer cancel()
			c.Response().WriteHeader(200)
			c.Response().Flush()
			<-ctx.Done()
			_, err := c.Response().Write([]byte("end"))
			return err
		}},
		web.Route{Method: "POST", Path: "/t/save", Handle: func(c *web.Call) error {
			close(begun)
			<-finish
			if err := c.Ctx().Err(); err != nil {
				return err
			}
			return c.String(200, "saved")
		}})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, listener) }()
	at := "http://" + listener.Addr().String()

	live, err := http.Get(at + "/t/live")
	if err != nil {
		t.Fatal(err)
	}
	defer live.Body.Close()
	saved := make(chan string, 1)
	go func() {
		answer, err := http.Post(at+"/t/save", "text/plain", nil)
		if err != nil {
			saved <- err.Error()
			return
		}
		defer answer.Body.Close()
		body, _ := io.ReadAll(answer.Body)
		saved <- string(body)
	}()
	<-begun
	stop()
	if body, err := io.ReadAll(live.Body); err != nil || string(body) != "end" {
		t.Errorf("the live answer ended with %q, %v", body, err)
	}
	if w := uitest.Get(s, "/readyz"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("/readyz while stopping = %d, want 503", w.Code)
	}
	close(finish)
	if got := <-saved; got != "saved" {
		t.Errorf("the save under way got %q", got)
	}
	if err := <-served; err != nil {
		t.Errorf("Serve = %v", err)
	}
}

// The figures are on a listener of their own, and not among the pages of the desk, for any role.
func TestMetricsAreOnTheirOwnListener(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	for _, b := range []*uitest.Browser{n.Browser(), n.As(workflow.Chief)} {
		b.Address = "127.0.0.1:5000"
		if w := b.Get("/metrics"); w.Code != http.StatusNotFound {
			t.Errorf("/metrics on the desk: %d, want 404", w.Code)
		}
	}
	n.Look = func(context.Context) (status.Desk, error) {
		return status.Desk{Backups: true, Backup: status.Backup{Failed: time.Unix(9, 0)}, Storage: status.Storage{
			Size: 4096, Log: -1, Free: 8192, Waiting: 3, Saves: status.Times{Count: 1, P99: time.Second / 4}}}, nil
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- n.ServeMetrics(ctx, listener) }()
	answer, err := http.Get("http://" + listener.Addr().String() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil || !bytes.Contains(body, []byte(`truchement_http_requests_total{`)) {
		t.Errorf("figures %.200s, %v", body, err)
	}
	for line, want := range map[string]bool{"storage_bytes 4096": true, "disk_free_bytes 8192": true, "storage_log_bytes": false,
		"writer_queue 3": true, `save_seconds{quantile="0.99"} 0.25`: true, "backup_failed 1": true, "backup_made": false} {
		if got := bytes.Contains(body, []byte("\ntruchement_"+line)); got != want {
			t.Errorf("%s: %v, want %v", line, got, want)
		}
	}
	stop()
	if err := <-served; err != nil {
		t.Errorf("ServeMetrics = %v", err)
	}
}

// With an origin the desk answers under its name alone, but for probes.
func TestHostIsThatOfTheOrigin(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.Config.Origin = "https://desk.example.org"
	for _, tt := range []struct {
		host, path string
		want       int
	}{
		{"desk.example.org", "/signin", 200}, {"DESK.example.org", "/signin", 200},
		{"desk.example.org:443", "/signin", 200}, {"evil.example", "/signin", 421}, {"10.0.0.1:8080", "/signin", 421},
		{"desk.example.org:8080", "/signin", 421}, {"10.0.0.1:8080", "/readyz", 200}, {"10.0.0.1:8080", "/healthz", 200},
	} {
		r := httptest.NewRequest("GET", tt.path, nil)
		r.Host = tt.host
		if w := n.Browser().Send(r); w.Code != tt.want {
			t.Errorf("%s%s: %d, want %d", tt.host, tt.path, w.Code, tt.want)
		}
	}
}

func TestLogsHoldNoSecret(t *testing.T) {
	var log bytes.Buffer
	n := uitest.OpenNewsroom(t)
	n.Logger = slog.New(slog.NewTextHandler(&log, nil))
	b := n.As(workflow.Chief)
	link, err := n.Access.ResetLink(t.Context(), workflow.Operator(), n.People[workflow.Editor].ID)
	if err != nil {
		t.Fatal(err)
	}
	b.Get("/reset/" + link)
	b.Get("/account?token=s3cret")
	if !strings.Contains(log.String(), "route=/reset/:secret") ||
		!strings.Contains(log.String(), "person="+n.People[workflow.Chief].ID) {
		t.Errorf("the log lacks what it should have:\n%s", &log)
	}
	for _, secret := range []string{link, "s3cret", uitest.TestPassword, b.Cookies["truchement"].Value} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// A client that does not say how much it sends is cut off at the limit as well.
func TestBodiesAreLimited(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	for _, tt := range []struct {
		name   string
		length int64
	}{{"told", 0}, {"untold", -1}} {
		t.Run(tt.name, func(t *testing.T) {
			body := "name=" + strings.Repeat("x", 256<<10)
			r := httptest.NewRequest("POST", "/publications", strings.NewReader(body))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if tt.length != 0 {
				r.ContentLength = tt.length
			}
			n.See(chief.Send(r), http.StatusRequestEntityTooLarge, "la limite de 256 Ko")
		})
	}
}

// TestHeadIsAnswered: a monitor that asks with HEAD gets what GET would say.
func TestHeadIsAnswered(t *testing.T) {
	n := uitest.EmptyNewsroom(t)
	for path, want := range map[string]int{"/signin": 200, "/readyz": 200, "/no": 404} {
		w := n.Browser().Send(httptest.NewRequest(http.MethodHead, path, nil))
		if w.Code != want {
			t.Errorf("HEAD %s: status %d, want %d", path, w.Code, want)
		}
	}
}
