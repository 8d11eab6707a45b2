// Package remote asks other servers over HTTP. Its Client is the only one of the program, and cannot be led where the program
// alone can go: each address that it dials is looked at as it is dialled, whatever name or redirect led there. A server
// in a private network is asked only by the very host and port that a chief has allowed.
package remote

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	dialTime      = 3 * time.Second
	mostTime      = 10 * time.Second // of a request with its redirects, unless it asks for less
	mostRedirects = 3
	mostHeader    = 64 << 10
	mostBody      = 1 << 20 // of an answer, unpacked, unless a request asks for another
)

// Kind says why a server could not be asked.
type Kind string

// The kinds.
const (
	BadAddress  Kind = "address"   // no address of HTTP that could be asked
	Forbidden   Kind = "forbidden" // it leads into a private network that is not allowed, or to a port that is not
	NoHost      Kind = "host"      // its name is not known
	Unreachable Kind = "unreachable"
	TooSlow     Kind = "slow"
	BadSecurity Kind = "security" // its certificate is not accepted
	TooLarge    Kind = "large"
	BadRedirect Kind = "redirect" // too many redirects, or one that may not be followed
	Broken      Kind = "broken"   // the answer ends before its end, or is not HTTP
)

// Error says why a server could not be asked.
type Error struct {
	Kind  Kind
	Cause error
}

// Error says it for a log.
func (e *Error) Error() string { return fmt.Sprintf("remote server: %s: %v", e.Kind, e.Cause) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

func fail(kind Kind, format string, args ...any) *Error {
	return &Error{kind, fmt.Errorf(format, args...)}
}

// Request is what a server is asked.
type Request struct {
	Method  string
	URL     string
	Header  http.Header // is not sent on to another host
	Body    []byte      // likewise: a redirect that would send it is refused
	Trust   Trust
	Time    time.Duration // at most; 0: ten seconds
	MaxBody int64         // of the answer; 0: 1 MB
}

// Trust is a server that a chief has named. No other is asked at a port but 80 and 443.
type Trust struct {
	HostPort string
	Private  bool // it may be in the private network, or on this machine
}

// Answer is what a server has answered.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Client asks servers. It is safe for concurrent use.
type Client struct {
	http   *http.Client
	lookup func(ctx context.Context, host string) ([]netip.Addr, error)
}

// New makes a client.
func New() *Client {
	c := &Client{lookup: func(ctx context.Context, host string) ([]netip.Addr, error) {
		return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	}}
	// A connection is not kept: the next request may be trusted less. No proxy of the environment is asked, and nothing is
	// unpacked that is not counted.
	c.http = &http.Client{CheckRedirect: checkRedirect, Transport: &http.Transport{DialContext: c.dial,
		DisableKeepAlives: true, DisableCompression: true, MaxResponseHeaderBytes: mostHeader,
		TLSHandshakeTimeout: dialTime, ForceAttemptHTTP2: false}}
	return c
}

// trustKey is the key of the Trust in the context of a request.
type trustKey struct{}

// Do asks a server, and reads its answer. An answer of any status is no error. Of one that breaks off, or is too slow, what has
// come is answered beside the error.
func (c *Client) Do(ctx context.Context, r Request) (Answer, error) {
	if r.Time == 0 {
		r.Time = mostTime
	}
	if r.MaxBody == 0 {
		r.MaxBody = mostBody
	}
	address, err := ParseURL(r.URL)
	if err != nil {
		return Answer{}, err
	}
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, trustKey{}, r.Trust), r.Time)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, r.Method, address.String(), bytes.NewReader(r.Body))
	if err != nil {
		return Answer{}, &Error{BadAddress, err}
	}
	if r.Header != nil {
		req.Header = r.Header.Clone()
	}
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("User-Agent", "Truchement")
	resp, err := c.http.Do(req)
	if err != nil {
		return Answer{}, asError(err)
	}
	defer resp.Body.Close()
	body, err := readBody(resp, r.MaxBody)
	return Answer{Status: resp.StatusCode, Header: resp.Header, Body: body}, err
}

// ParseURL reads an address that can be asked: http or https, with a host, and without a name and password.
func ParseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, &Error{BadAddress, err}
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fail(BadAddress, "scheme %q", u.Scheme)
	case u.Hostname() == "" || u.User != nil || u.Opaque != "":
		return nil, fail(BadAddress, "%s", u.Redacted())
	}
	return u, nil
}

// HostPort is the host and port of an address, with the usual port of its scheme.
func HostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// checkRedirect decides whether a redirect is followed. To another host nothing is sent that was meant for the first: neither
// a header, which may have a key, nor a body.
func checkRedirect(next *http.Request, before []*http.Request) error {
	first, last := before[0], before[len(before)-1]
	switch {
	case len(before) > mostRedirects:
		return fail(BadRedirect, "more than %d redirects", mostRedirects)
	case next.URL.Scheme == "http" && last.URL.Scheme == "https":
		return fail(BadRedirect, "from https to http")
	}
	if _, err := ParseURL(next.URL.String()); err != nil {
		return &Error{BadRedirect, err}
	}
	if HostPort(next.URL) == HostPort(first.URL) && next.URL.Scheme == first.URL.Scheme {
		return nil
	}
	if next.Body != nil && next.Body != http.NoBody {
		return fail(BadRedirect, "a body would go to %s", next.URL.Host)
	}
	next.Header = http.Header{"Accept-Encoding": {"gzip"}, "User-Agent": {"Truchement"}}
	return nil
}

// dial connects to a host. The addresses of its name are tried in order; each is looked at as it is dialled.
func (c *Client) dial(ctx context.Context, network, hostPort string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, &Error{BadAddress, err}
	}
	trust, _ := ctx.Value(trustKey{}).(Trust)
	trusted := strings.EqualFold(trust.HostPort, hostPort)
	if !trusted && port != "80" && port != "443" {
		return nil, fail(Forbidden, "port %s", port)
	}
	addresses, err := c.addressesOf(ctx, host)
	if err != nil {
		return nil, err
	}
	dialer := net.Dialer{Timeout: dialTime, Control: func(_, address string, _ syscall.RawConn) error {
		return checkDialled(address, trusted && trust.Private)
	}}
	var failed error = fail(NoHost, "%s has no address", host)
	for _, a := range addresses {
		conn, err := dialer.DialContext(ctx, network, net.JoinHostPort(a.String(), port))
		if err == nil {
			return conn, nil
		}
		if refused := (*Error)(nil); errors.As(err, &refused) {
			return nil, refused // the name leads where it may not, so that none of its addresses is asked
		}
		failed = err
	}
	return nil, failed
}

// addressesOf are the addresses of a host: its own if it is one, else those of its name.
func (c *Client) addressesOf(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	all, err := c.lookup(ctx, host)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &Error{NoHost, err}
	}
	return all, nil
}

// checkDialled refuses an address that may not be dialled.
func checkDialled(address string, private bool) error {
	at, err := netip.ParseAddrPort(address)
	switch {
	case err != nil:
		return &Error{Forbidden, err}
	case IsPublic(at.Addr()), private && isPrivate(at.Addr()):
		return nil
	}
	return fail(Forbidden, "address %s", at.Addr())
}

// readBody reads an answer, unpacked.
func readBody(resp *http.Response, most int64) ([]byte, error) {
	var from io.Reader = resp.Body
	switch coding := strings.ToLower(resp.Header.Get("Content-Encoding")); coding {
	case "", "identity":
	case "gzip":
		packed, err := gzip.NewReader(io.LimitReader(resp.Body, most))
		if err != nil {
			return nil, asRead(err)
		}
		from = packed
	default:
		return nil, fail(Broken, "packed as %q", coding)
	}
	body, err := io.ReadAll(io.LimitReader(from, most+1))
	switch {
	case err != nil:
		return body[:min(int64(len(body)), most)], asRead(err)
	case int64(len(body)) > most:
		return nil, fail(TooLarge, "more than %d bytes", most)
	}
	return body, nil
}

func asRead(err error) error {
	if isTimeout(err) {
		return &Error{TooSlow, err}
	}
	return &Error{Broken, err}
}

func isTimeout(err error) bool {
	var timed net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timed) && timed.Timeout()
}

// asError says why a request failed.
func asError(err error) error {
	var known *Error
	var dialled *net.OpError
	switch {
	case errors.As(err, &known):
		return known
	case isTimeout(err):
		return &Error{TooSlow, err}
	case isCertificate(err), errors.Is(err, http.ErrSchemeMismatch):
		return &Error{BadSecurity, err}
	case errors.As(err, &dialled) && slices.Contains([]string{"dial", "socket", "connect"}, dialled.Op):
		return &Error{Unreachable, err}
	}
	return &Error{Broken, err}
}
