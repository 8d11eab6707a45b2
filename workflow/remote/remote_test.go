package remote

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// Whatever leads into the machine or its private network is refused as it is dialled.
func TestPrivateAddressesAreRefused(t *testing.T) {
	for _, bad := range []string{
		"127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "0.1.2.3",
		"100.64.0.1", "100.100.100.200", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
		"255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "fe80::1", "fc00::1",
		"fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::",
		"2001:0:7f00:1::1", "2001:db8::1", "3fff::1", "100::1", "fe80::1%lo",
	} {
		if IsPublic(netip.MustParseAddr(bad)) {
			t.Errorf("%s is public", bad)
		}
		err := checkDialled(netip.AddrPortFrom(netip.MustParseAddr(bad), 80).String(), false)
		if kindOf(err) != Forbidden {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for _, good := range []string{"93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"} {
		if !IsPublic(netip.MustParseAddr(good)) {
			t.Errorf("%s is not public", good)
		}
	}
	for _, never := range []string{"169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "100.100.100.200", "0.0.0.0", "::",
		"fe80::1", "224.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"} {
		if isPrivate(netip.MustParseAddr(never)) {
			t.Errorf("a chief can allow %s", never)
		}
	}
}

func kindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// server answers as the test says, on this machine; trust lets the client ask it.
func server(t *testing.T, answer http.HandlerFunc) (address string, trust Trust) {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return s.URL, Trust{HostPort: u.Host, Private: true}
}

// resolving is a client that finds the addresses of names in turn.
func resolving(addresses ...string) *Client {
	c := New()
	n := 0
	c.lookup = func(context.Context, string) ([]netip.Addr, error) {
		a := addresses[min(n, len(addresses)-1)]
		n++
		if a == "" {
			return nil, errors.New("no such host")
		}
		return []netip.Addr{netip.MustParseAddr(a)}, nil
	}
	return c
}

func TestClientRefuses(t *testing.T) {
	ok, trust := server(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") })
	port := trust.HostPort[strings.LastIndex(trust.HostPort, ":"):]
	elsewhere, _ := server(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, ok, http.StatusFound) })
	elsewhereTrust := Trust{HostPort: strings.TrimPrefix(elsewhere, "http://"), Private: true}
	redirectTo := func(to string) string { return elsewhere + "/?" + to }
	for _, c := range []struct {
		name, address string
		trust         Trust
		client        *Client
		want          Kind
	}{
		{"an allowed server", ok, trust, New(), ""},
		{"the same without leave", ok, Trust{}, New(), Forbidden},
		{"known, but not as private", ok, Trust{HostPort: trust.HostPort}, New(), Forbidden},
		{"another name of it", "http://localhost" + port, trust, resolving("127.0.0.1"), Forbidden},
		{"written as a number", "http://2130706433" + port, trust, resolving("127.0.0.1"), Forbidden},
		{"another port of it", "http://127.0.0.1:80", trust, New(), Forbidden},
		{"mapped to version 6", "http://[::ffff:127.0.0.1]:80", Trust{}, New(), Forbidden},
		{"a name that leads inside", "http://inside.test", Trust{}, resolving("10.0.0.1"), Forbidden},
		{"a name that is not known", "http://none.test", Trust{}, resolving(""), NoHost},
		{"a redirect to a private server", redirectTo(""), elsewhereTrust, New(), Forbidden},
		{"a port that is not usual", "http://93.184.216.34:22", Trust{}, New(), Forbidden},
		{"a file", "file:///etc/passwd", Trust{}, New(), BadAddress},
		{"another scheme", "gopher://127.0.0.1:70", Trust{}, New(), BadAddress},
		{"a name and password", "http://a:b@" + trust.HostPort, trust, New(), BadAddress},
		{"no host", "http:///v2", Trust{}, New(), BadAddress},
		{"no address", "http://%zz", Trust{}, New(), BadAddress},
		{"an encrypted server that is not", "https://" + trust.HostPort, trust, New(), BadSecurity},
	} {
		answer, err := c.client.Do(t.Context(), Request{Method: "GET", URL: c.address, Trust: c.trust})
		if kindOf(err) != c.want || c.want == "" && (err != nil || string(answer.Body) != "secret") {
			t.Errorf("%s: %q, %v, want %q", c.name, answer.Body, err, c.want)
		}
	}
}

// A name that leads outside first and inside then is refused when it does: what counts is the address that is dialled.
func TestReboundNameIsRefused(t *testing.T) {
	first := true
	_, trust := server(t, func(w http.ResponseWriter, r *http.Request) {
		if first {
			first = false
			http.Redirect(w, r, "http://rebind.test/again", http.StatusFound)
		}
		fmt.Fprint(w, "secret")
	})
	port := trust.HostPort[strings.LastIndex(trust.HostPort, ":"):]
	c := resolving("127.0.0.1", "127.0.0.1")
	answer, err := c.Do(t.Context(), Request{Method: "GET", URL: "http://rebind.test" + port, Trust: Trust{HostPort: "rebind.test" + port, Private: true}})
	if kindOf(err) != Forbidden {
		t.Errorf("%q, %v", answer.Body, err)
	}
}

// Neither a header nor a body goes to another host, nor anything in the clear that was encrypted.
func TestKeysStayWithTheirHost(t *testing.T) {
	var seen http.Header
	other, otherTrust := server(t, func(_ http.ResponseWriter, r *http.Request) { seen = r.Header })
	status := http.StatusFound
	at, _ := server(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, status) })
	first, err := http.NewRequest("GET", at, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	next, err := http.NewRequest("GET", other, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	next.Header = http.Header{"Authorization": {"key"}, "Cookie": {"key"}, "X-Api-Key": {"key"}}
	if err := checkRedirect(next, []*http.Request{first}); err != nil || len(next.Header) != 2 {
		t.Errorf("sent on: %v, %v", next.Header, err)
	}
	status = http.StatusTemporaryRedirect // asks for the body again
	_, err = New().Do(t.Context(), Request{Method: "POST", URL: at, Body: []byte("apiKey=x"), Trust: Trust{HostPort: strings.TrimPrefix(at, "http://"), Private: true}})
	if kindOf(err) != BadRedirect || seen != nil {
		t.Errorf("a body to %s: %v, %v", otherTrust.HostPort, err, seen)
	}
	secure, err := http.NewRequest("GET", strings.Replace(at, "http:", "https:", 1), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if err := checkRedirect(next, []*http.Request{secure}); kindOf(err) != BadRedirect {
		t.Errorf("from https to http: %v", err)
	}
}

func TestAnswersHaveLimits(t *testing.T) {
	var bomb bytes.Buffer
	packed := gzip.NewWriter(&bomb)
	for range 64 {
		if _, err := packed.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	at, trust := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/large":
			_, _ = w.Write(make([]byte, mostBody+1))
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		case "/packed":
			w.Header().Set("Content-Encoding", "gzip")
			g := gzip.NewWriter(w)
			fmt.Fprint(g, "read")
			_ = g.Close()
		case "/coding":
			w.Header().Set("Content-Encoding", "br")
		case "/headers":
			w.Header().Set("X", strings.Repeat("x", 2*mostHeader))
		case "/short":
			w.Header().Set("Content-Length", "10")
			fmt.Fprint(w, "x")
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/slow":
			<-stop
		case "/drip":
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			<-stop
		}
	})
	defer close(stop)
	for path, want := range map[string]Kind{"/large": TooLarge, "/bomb": TooLarge, "/packed": "", "/coding": Broken, "/headers": Broken,
		"/short": Broken, "/loop": BadRedirect, "/slow": TooSlow, "/drip": TooSlow} {
		answer, err := New().Do(t.Context(), Request{Method: "GET", URL: at + path, Trust: trust, Time: 200 * time.Millisecond})
		if kindOf(err) != want || path == "/packed" && string(answer.Body) != "read" {
			t.Errorf("%s: %q, %v, want %q", path, answer.Body[:min(len(answer.Body), 20)], err, want)
		}
	}
	gone := "http://" + trust.HostPort[:strings.LastIndex(trust.HostPort, ":")] + ":9"
	_, err := New().Do(t.Context(), Request{Method: "GET", URL: gone, Trust: Trust{HostPort: strings.TrimPrefix(gone, "http://"), Private: true}})
	if kindOf(err) != Unreachable {
		t.Errorf("no server: %v", err)
	}
}
