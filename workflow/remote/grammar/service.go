package grammar

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/remote"
)

const (
	restTime    = 700 * time.Millisecond // that a text rests before the server is asked
	firstBreak  = 30 * time.Second       // that a server which failed is left in peace, longer each time
	longBreak   = 10 * time.Minute
	mostKept    = 2000 // texts whose matches are known
	mostWaiting = 64   // texts that wait; over these a server is not asked
	mostAtOnce  = 2    // requests
)

// State says what is known of a text.
type State string

// The states.
const (
	Off     State = ""        // there is no server
	Known   State = "known"   // it has been asked
	Waiting State = "waiting" // it is asked about the text: what it finds is known later
	Down    State = "down"    // it does not answer, and is left in peace for a while
)

// Options change what a Service takes from its surroundings; a zero field has the usual value.
type Options struct {
	Rest time.Duration // that a text rests before the server is asked
	Now  func() time.Time
	Log  *slog.Logger
}

// Service knows what servers find in texts. It never waits for one: who asks of a text that is not known yet asks again. It is
// safe for concurrent use.
type Service struct {
	client *remote.Client
	o      Options
	slots  chan struct{} // one for each request under way

	mutex   sync.Mutex
	kept    map[query][]Match
	order   []query // of kept, oldest first
	waiting map[string]*asked
	breaks  map[Server]pause
}

// query is a text that a server is asked about.
type query struct {
	server    Server
	tag, text string // text in markup
}

// asked is a text that waits; a later one of the same segment takes its place.
type asked struct {
	query
	parsed  bitext.Text
	timer   *time.Timer
	started bool
}

// pause is how long a server is left in peace, and why.
type pause struct {
	until time.Time
	last  time.Duration
	why   *Error
}

// NewService makes a service.
func NewService(o Options) *Service {
	if o.Rest == 0 {
		o.Rest = restTime
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{client: remote.New(), o: o, slots: make(chan struct{}, mostAtOnce), kept: map[query][]Match{},
		waiting: map[string]*asked{}, breaks: map[Server]pause{}}
}

// Look answers what a server finds in the text of a segment, if that is known, and else has it asked.
func (s *Service) Look(server Server, segment, tag string, text bitext.Text) ([]Match, State) {
	if s == nil || server.URL == "" {
		return nil, Off
	}
	q := query{server, lang.Base(tag), text.Markup()}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if found, known := s.kept[q]; known {
		return found, Known
	}
	if s.o.Now().Before(s.breaks[server].until) {
		return nil, Down
	}
	w := s.waiting[segment]
	switch {
	case w != nil && w.query == q:
	case w != nil && !w.started:
		w.query, w.parsed = q, text
		w.timer.Reset(s.o.Rest)
	case w == nil && len(s.waiting) < mostWaiting:
		w = &asked{query: q, parsed: text}
		w.timer = time.AfterFunc(s.o.Rest, func() { s.ask(segment, w) })
		s.waiting[segment] = w
	}
	return nil, Waiting
}

// Known are what a server finds in a text, if that is known.
func (s *Service) Known(server Server, tag string, text bitext.Text) []Match {
	if s == nil || server.URL == "" {
		return nil
	}
	q := query{server, lang.Base(tag), text.Markup()}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.kept[q]
}

// Try asks a server about a text at once, and forgets that it did not answer before.
func (s *Service) Try(ctx context.Context, server Server, tag string, text bitext.Text) ([]Match, error) {
	found, err := Ask(ctx, s.client, server, tag, text)
	if err == nil {
		s.mutex.Lock()
		delete(s.breaks, server)
		s.mutex.Unlock()
	}
	return found, err
}

// ask asks a server about a text that has rested.
func (s *Service) ask(segment string, w *asked) {
	s.slots <- struct{}{}
	defer func() { <-s.slots }()
	s.mutex.Lock()
	if w.started {
		s.mutex.Unlock()
		return
	}
	w.started = true
	q, text, broken := w.query, w.parsed, s.o.Now().Before(s.breaks[w.server].until)
	s.mutex.Unlock()
	var found []Match
	var err error
	if !broken {
		found, err = Ask(context.Background(), s.client, q.server, q.tag, text)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.waiting, segment)
	switch {
	case broken:
	case err == nil:
		s.keep(q, found)
	case ErrorOf(err).Kind == NoLanguage:
		s.keep(q, nil) // asked again it would not know it either
	default:
		s.rest(q.server, ErrorOf(err))
	}
}

// keep keeps what was found in a text.
func (s *Service) keep(q query, found []Match) {
	if _, there := s.kept[q]; !there {
		s.order = append(s.order, q)
	}
	s.kept[q] = found
	delete(s.breaks, q.server)
	if len(s.order) > mostKept {
		delete(s.kept, s.order[0])
		s.order = s.order[1:]
	}
}

// rest leaves a server in peace. That it does not answer is said once.
func (s *Service) rest(server Server, why *Error) {
	p := s.breaks[server]
	if p.why == nil {
		s.o.Log.Warn("grammar server does not answer", slog.String("url", server.URL), slog.Any("error", why))
	}
	p.last = min(max(2*p.last, firstBreak, why.After), longBreak)
	p.until, p.why = s.o.Now().Add(p.last), why
	s.breaks[server] = p
}
