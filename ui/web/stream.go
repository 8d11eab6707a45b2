package web

import (
	"compress/gzip"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"
)

// streamFirst is how much of a page is kept back: a template that fails before has its error page
// as any other, and the browser is sent the head and the first rows at once.
const streamFirst = 64 << 10

// streamLevel packs ten megabytes in a tenth of a second.
const streamLevel = gzip.BestSpeed + 1

// StreamPage answers a page that may be very long as it is made, packed. All that it shows has been
// read before. Past the first bytes an error can only cut the answer, which the browser notices.
func (c *Call) StreamPage(status int, name string, data any) error {
	w := &streamed{Call: c, status: status}
	err := c.Server.pages.stream(w, name, data)
	if err == nil {
		err = w.close()
	}
	if err == nil || !w.sent {
		return err
	}
	if c.Ctx().Err() == nil { // else the reader is gone
		c.Server.Logger.ErrorContext(c.Ctx(), "page cut short", slog.String("page", name),
			slog.String("reference", c.reference), slog.Any("error", err))
	}
	panic(http.ErrAbortHandler)
}

// streamed is the answer of a page that is made while it is sent.
type streamed struct {
	*Call
	status int
	first  []byte
	sent   bool // the head has gone out
	packed *gzip.Writer
}

// Write keeps the first bytes back and sends the rest on.
func (w *streamed) Write(b []byte) (int, error) {
	if w.sent {
		return w.send(b)
	}
	w.first = append(w.first, b...)
	if len(w.first) < streamFirst {
		return len(b), nil
	}
	if err := w.begin(); err != nil {
		return 0, err
	}
	return len(b), w.flush()
}

func (w *streamed) send(b []byte) (int, error) {
	if w.packed != nil {
		return w.packed.Write(b)
	}
	return w.Response().Write(b)
}

// begin sends the head and what was kept back.
func (w *streamed) begin() error {
	h := w.Response().Header()
	h.Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
	h.Add("Vary", "Accept-Encoding")
	if accepts(w.Request().Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		var err error
		if w.packed, err = gzip.NewWriterLevel(w.Response(), streamLevel); err != nil {
			return fmt.Errorf("stream: %w", err)
		}
	}
	w.Response().WriteHeader(w.status)
	w.sent = true
	_, err := w.send(w.first)
	w.first = nil
	return err
}

// flush has the browser begin with what there is.
func (w *streamed) flush() error {
	if w.packed != nil {
		if err := w.packed.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(w.Response()).Flush()
}

func (w *streamed) close() error {
	if !w.sent {
		if err := w.begin(); err != nil {
			return err
		}
	}
	if w.packed != nil {
		return w.packed.Close()
	}
	return nil
}
