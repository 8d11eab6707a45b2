package ui

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
)

// newTestServer makes a server over an empty desk whose clock stands still.
func newTestServer(t *testing.T) *Server {
	t.Helper()
	now := time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC)
	s, err := New(Config{Zone: time.UTC, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(s *Server, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestHardenHeaders(t *testing.T) {
	w := get(newTestServer(t), "/healthz")
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; " +
			"font-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; " +
			"manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
			"require-trusted-types-for 'script'; trusted-types app ProseMirrorClipboard",
		"X-Content-Type-Options":     "nosniff",
		"Referrer-Policy":            "same-origin",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Cache-Control":              "no-store",
	}
	for name, value := range want {
		if got := w.Header().Get(name); got != value {
			t.Errorf("%s = %q, want %q", name, got, value)
		}
	}
}

func TestCrossOriginPostsAreRefused(t *testing.T) {
	s := withRoutes(t, route{method: "POST", path: "/t/save",
		handle: func(c *call) error { return c.NoContent(204) }})
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

func TestLocalPath(t *testing.T) {
	tests := []struct{ next, want string }{
		{"/articles?state=draft", "/articles?state=draft"},
		{"", "/"},
		{"articles", "/"},
		{"//evil.example/", "/"},
		{"/\\evil.example", "/"},
		{"https://evil.example/", "/"},
		{"javascript:alert(1)", "/"},
		{"/\t/evil.example", "/"},
	}
	for _, tt := range tests {
		if got := localPath(tt.next); got != tt.want {
			t.Errorf("localPath(%q) = %q, want %q", tt.next, got, tt.want)
		}
	}
}

func TestServeStopsGracefully(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	s := withRoutes(t,
		route{method: "GET", path: "/t/live", live: true, handle: func(c *call) error {
			ctx, cancel := c.live()
			defer cancel()
			c.Response().WriteHeader(200)
			c.Response().Flush()
			<-ctx.Done()
			_, err := c.Response().Write([]byte("end"))
			return err
		}},
		route{method: "POST", path: "/t/save", handle: func(c *call) error {
			close(begun)
			<-finish
			if err := c.ctx().Err(); err != nil {
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
	if w := get(s, "/readyz"); w.Code != http.StatusServiceUnavailable {
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

func TestMetricsAreForThisMachineAndTheChief(t *testing.T) {
	n := openNewsroom(t)
	chief, editor := n.as(workflow.Chief), n.as(workflow.Editor)
	tests := []struct {
		name, address, forwarded string
		b                        *browser
		want                     int
	}{
		{"this machine", "127.0.0.1:5000", "", n.browser(), 200},
		{"this machine, IPv6", "[::1]:5000", "", n.browser(), 200},
		{"through a proxy here", "127.0.0.1:5000", "198.51.100.7", n.browser(), 404},
		{"another machine", "198.51.100.7:5000", "", n.browser(), 404},
		{"the chief", "198.51.100.7:5000", "", chief, 200},
		{"an editor", "198.51.100.7:5000", "", editor, 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.b.address = tt.address
			r := httptest.NewRequest("GET", "/metrics", nil)
			if tt.forwarded != "" {
				r.Header.Set("X-Forwarded-For", tt.forwarded)
			}
			w := tt.b.send(r)
			if w.Code != tt.want {
				t.Errorf("status = %d, want %d", w.Code, tt.want)
			}
			if got := strings.Contains(w.Body.String(), `truchement_http_requests_total{`); got != (tt.want == 200) {
				t.Errorf("figures there = %t", got)
			}
		})
	}
}

func TestLogsHoldNoSecret(t *testing.T) {
	var log bytes.Buffer
	n := openNewsroom(t)
	n.Logger = slog.New(slog.NewTextHandler(&log, nil))
	b := n.as(workflow.Chief)
	link, err := n.desk.ResetLink(t.Context(), workflow.Operator(), n.people[workflow.Editor].ID)
	if err != nil {
		t.Fatal(err)
	}
	b.get("/reset/" + link)
	b.get("/account?token=s3cret")
	if !strings.Contains(log.String(), "route=/reset/:secret") ||
		!strings.Contains(log.String(), "person="+n.people[workflow.Chief].ID) {
		t.Errorf("the log lacks what it should have:\n%s", &log)
	}
	for _, secret := range []string{link, "s3cret", testPassword, b.cookies["truchement"].Value} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestAddressIsBelievedFromProxiesOnly(t *testing.T) {
	proxy := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	tests := []struct {
		name, from, forwarded, want string
		proxies                     []netip.Prefix
	}{
		{"direct", "198.51.100.7:1", "203.0.113.9", "198.51.100.7", nil},
		{"trusted proxy", "10.0.0.2:1", "203.0.113.9", "203.0.113.9", proxy},
		{"a lie before the proxy", "10.0.0.2:1", "127.0.0.1, 203.0.113.9", "203.0.113.9", proxy},
		{"not the proxy", "198.51.100.7:1", "203.0.113.9", "198.51.100.7", proxy},
		{"loopback is not trusted by itself", "127.0.0.1:1", "203.0.113.9", "127.0.0.1", proxy},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr = tt.from
			r.Header.Set("X-Forwarded-For", tt.forwarded)
			if got := ipExtractor(tt.proxies)(r); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// A client that does not say how much it sends is cut off at the limit as well.
func TestBodiesAreLimited(t *testing.T) {
	n := openNewsroom(t)
	chief := n.as(workflow.Chief)
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
			n.see(chief.send(r), http.StatusRequestEntityTooLarge, "la limite de 256 Ko")
		})
	}
}

// TestHeadIsAnswered: a monitor that asks with HEAD gets what GET would say.
func TestHeadIsAnswered(t *testing.T) {
	n := emptyNewsroom(t)
	for path, want := range map[string]int{"/signin": 200, "/readyz": 200, "/no": 404} {
		w := n.browser().send(httptest.NewRequest(http.MethodHead, path, nil))
		if w.Code != want {
			t.Errorf("HEAD %s: status %d, want %d", path, w.Code, want)
		}
	}
}
