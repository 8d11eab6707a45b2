package uitest

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"truchement/ui/live"
)

// listener reads a live stream as a browser does.
type listener struct {
	TB    *testing.T
	Lines *bufio.Scanner
	Body  interface{ Close() error }
	Head  http.Header
}

// Listen opens a stream on a server that listens; headers are names and values in turn.
func (n *Newsroom) Listen(t *testing.T, at string, of *Browser, headers ...string) *listener {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	for _, c := range of.Cookies {
		r.AddCookie(c)
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Body.Close() })
	if w.StatusCode != http.StatusOK {
		t.Fatalf("status %d", w.StatusCode)
	}
	return &listener{TB: t, Lines: bufio.NewScanner(w.Body), Body: w.Body, Head: w.Header}
}

// Next is the next event: its name, its id and its data.
func (l *listener) Next() (name, id, data string) {
	l.TB.Helper()
	for l.Lines.Scan() {
		line := l.Lines.Text()
		switch {
		case strings.HasPrefix(line, "event: "):
			name = line[len("event: "):]
		case strings.HasPrefix(line, "id: "):
			id = line[len("id: "):]
		case strings.HasPrefix(line, "data: "):
			data = line[len("data: "):]
		case line == "" && data != "":
			return name, id, data
		}
	}
	l.TB.Fatalf("the stream ended: %v", l.Lines.Err())
	return "", "", ""
}

func (l *listener) Entry() live.Entry {
	l.TB.Helper()
	for {
		name, id, data := l.Next()
		if name != "" {
			continue
		}
		var e live.Entry
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			l.TB.Fatal(err)
		}
		if id != strconv.FormatInt(e.Seq, 10) {
			l.TB.Errorf("id %s of entry %d", id, e.Seq)
		}
		return e
	}
}
