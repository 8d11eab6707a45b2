// Package draft asks servers for first drafts of segments. Each protocol has a file: it says what is sent, and reads what
// comes back. All are asked by the one guarded client of package remote.
package draft

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/machine"
	"truchement/workflow/remote"
)

const (
	askTime    = 60 * time.Second
	mostAnswer = 1 << 20 // bytes
	mostTries  = 3
	firstPause = time.Second
	longPause  = 30 * time.Second // a server that wants a longer one is busy
	mostItems  = 10               // of a request
	mostChars  = 4000             // of the texts of a request, unless one alone has more
	mostSaid   = 200              // bytes of what a server says, for the log
)

// Server is a server that makes drafts.
type Server struct {
	Protocol machine.Protocol
	URL      string
	Model    string
	Key      string
	Private  bool // it may be in the private network, or on the machine of the desk
}

// Item is a segment that a draft is asked for.
type Item struct {
	Text          bitext.Text
	Kind          bitext.BlockKind
	Before, After string // the sources beside it
	Translated    string // the target before it
	Terms         []Term // that it has
}

// Term is a term of a segment and how it is to be written.
type Term struct {
	Source, Target string
	Forbidden      bool // it must not be written so
}

// Order is what a server is asked.
type Order struct {
	SourceLang, TargetLang string
	Style                  string // how the publication writes, in words
	Items                  []Item
}

// Answer is what a server has given for an item: exactly one of its fields.
type Answer struct {
	Text  bitext.Text
	Wrong error // there is none, or its codes are not those of the source
}

// Kind says why a server has no answer; beside these it is a kind of package remote.
type Kind string

// The kinds.
const (
	NotProtocol Kind = "answer" // what answers does not speak the protocol
	Refused     Kind = "status" // it answers with the Status
	KeyRefused  Kind = "key"
	NoModel     Kind = "model"
	NoPair      Kind = "pair"
	Busy        Kind = "busy"  // it wants to be asked later
	OverQuota   Kind = "quota" // of its own
)

// Error says why a server has no answer. It never has the key.
type Error struct {
	Kind   Kind
	Status int           // of HTTP, where it answered
	After  time.Duration // of Busy: when to ask again; 0: it does not say
	Cause  error
}

// Error says it for a log.
func (e *Error) Error() string { return fmt.Sprintf("draft: %s %d: %v", e.Kind, e.Status, e.Cause) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// ErrorOf is why a server has no answer.
func ErrorOf(err error) *Error {
	var own *Error
	var asked *remote.Error
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &asked):
		return &Error{Kind: Kind(asked.Kind), Cause: err}
	}
	return &Error{Kind: Kind(remote.Broken), Cause: err}
}

// ErrMissing says that a server left an item out, or that its answer ended before.
var ErrMissing = errors.New("no draft of this segment")

// protocol is how a server is spoken to.
type protocol struct {
	path   string // at which it is asked, below its address
	header func(s Server) http.Header
	body   func(s Server, o Order) ([]byte, error)
	// read reads the texts of an answer, one for each item; of an answer that is broken off, those that are whole.
	read func(o Order, body []byte) ([]string, error)
	fail func(status int, said string) Kind // of a status that is no success
}

func protocolOf(p machine.Protocol) (protocol, error) {
	switch p {
	case machine.LibreTranslate:
		return libre, nil
	case machine.DeepL:
		return deepl, nil
	case machine.Chat:
		return chat, nil
	}
	return protocol{}, fmt.Errorf("protocol %q", p)
}

// Client asks servers. It is safe for concurrent use.
type Client struct {
	client *remote.Client
	pause  func(context.Context, time.Duration) error
}

// New makes a client.
func New() *Client { return &Client{client: remote.New(), pause: pause} }

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// Check refuses an address that cannot be one of a server.
func (s Server) Check() error {
	_, err := s.address()
	return err
}

// address is where a server is asked.
func (s Server) address() (*url.URL, error) {
	p, err := protocolOf(s.Protocol)
	if err != nil {
		return nil, err
	}
	u, err := remote.ParseURL(s.URL)
	if err != nil {
		return nil, err
	}
	base := strings.TrimSuffix(strings.TrimRight(u.Path, "/"), p.path)
	if version := p.path[:strings.Index(p.path[1:], "/")+1]; version != "" {
		base = strings.TrimSuffix(base, version)
	}
	u.Path, u.RawPath, u.RawQuery, u.Fragment = base+p.path, "", "", ""
	return u, nil
}

// Sent is the body that a server is asked with, word for word, but for its key.
func Sent(s Server, o Order) (address string, body []byte, err error) {
	s.Key = ""
	p, err := protocolOf(s.Protocol)
	if err != nil {
		return "", nil, err
	}
	u, err := s.address()
	if err != nil {
		return "", nil, err
	}
	body, err = p.body(s, o)
	return u.String(), body, err
}

// Parts cuts an order into the requests that it takes.
func (o Order) Parts() (parts []Order) {
	chars := 0
	for i, item := range o.Items {
		n := item.Text.Len()
		last := len(parts) - 1
		if i == 0 || len(parts[last].Items) == mostItems || chars+n > mostChars {
			part := o
			part.Items = nil
			parts, chars, last = append(parts, part), 0, last+1
		}
		parts[last].Items = append(parts[last].Items, item)
		chars += n
	}
	return parts
}

// Characters is how many characters the texts of an order have.
func (o Order) Characters() (n int) {
	for _, item := range o.Items {
		n += item.Text.Len()
	}
	return n
}

// Ask asks a server for one part of an order, again where it is busy. The answers are by the items; where the server's
// answer broke off, those that came before are kept, and the rest is ErrMissing.
func (c *Client) Ask(ctx context.Context, s Server, o Order) ([]Answer, error) {
	wait := firstPause
	for try := 1; ; try++ {
		answers, err := c.ask(ctx, s, o)
		if err == nil {
			return answers, nil
		}
		why := ErrorOf(err)
		if why.Kind != Busy || try == mostTries || why.After > longPause {
			return nil, why
		}
		if err := c.pause(ctx, max(wait, why.After)); err != nil {
			return nil, why
		}
		wait *= 2
	}
}

func (c *Client) ask(ctx context.Context, s Server, o Order) ([]Answer, error) {
	p, err := protocolOf(s.Protocol)
	if err != nil {
		return nil, err
	}
	u, err := s.address()
	if err != nil {
		return nil, err
	}
	body, err := p.body(s, o)
	if err != nil {
		return nil, err
	}
	header := p.header(s)
	header.Set("Content-Type", "application/json")
	got, failed := c.client.Do(ctx, remote.Request{Method: http.MethodPost, URL: u.String(), Header: header, Body: body,
		Trust: remote.Trust{HostPort: remote.HostPort(u), Private: s.Private}, Time: askTime, MaxBody: mostAnswer})
	if failed != nil && (got.Status != http.StatusOK || len(got.Body) == 0) {
		return nil, failed
	}
	if got.Status != http.StatusOK {
		return nil, refusal(p, got)
	}
	answers, err := p.answers(o, got.Body)
	switch {
	case err == nil:
		return answers, nil
	case failed != nil:
		return nil, failed // what came before it broke off says nothing
	}
	return nil, &Error{Kind: NotProtocol, Status: got.Status, Cause: err}
}

// answers reads the body of an answer.
func (p protocol) answers(o Order, body []byte) ([]Answer, error) {
	texts, err := p.read(o, body)
	if err != nil {
		return nil, err
	}
	answers := make([]Answer, len(o.Items))
	for i := range answers {
		if texts[i] == "" {
			answers[i].Wrong = ErrMissing
			continue
		}
		answers[i].Text, answers[i].Wrong = decode(texts[i], o.Items[i].Text)
	}
	return answers, nil
}

// refusal says why an answer has no texts.
func refusal(p protocol, a remote.Answer) *Error {
	said := strings.ToValidUTF8(strings.TrimSpace(string(a.Body[:min(len(a.Body), mostSaid)])), "")
	e := &Error{Kind: p.fail(a.Status, strings.ToLower(said)), Status: a.Status, Cause: errors.New("refused")}
	switch {
	case e.Kind != "":
	case a.Status == http.StatusTooManyRequests || a.Status == http.StatusServiceUnavailable:
		seconds, _ := strconv.Atoi(a.Header.Get("Retry-After"))
		e.Kind, e.After = Busy, time.Duration(min(max(seconds, 0), 3600))*time.Second
	case a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden:
		e.Kind = KeyRefused
	default:
		e.Kind = Refused
	}
	return e
}

// oneOf reports whether a text has one of some words.
func oneOf(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// encoded are the texts of an order as they are sent.
func (o Order) encoded() []string {
	texts := make([]string, len(o.Items))
	for i, item := range o.Items {
		texts[i] = encode(item.Text)
	}
	return texts
}

// exactly are the texts of an answer that must have one for each item.
func exactly(o Order, texts []string) ([]string, error) {
	if len(texts) != len(o.Items) {
		return nil, fmt.Errorf("%d texts for %d", len(texts), len(o.Items))
	}
	for _, t := range texts {
		if !utf8.ValidString(t) {
			return nil, errors.New("not UTF-8")
		}
	}
	return texts, nil
}
