package uitest

import (
	"io"
	"net"
	"testing"
	"time"
)

// Far is the round trip to a server on another continent, or by a bad mobile network.
const Far = 400 * time.Millisecond

// KeyTime is the time between two keys of a fast typist.
const KeyTime = 60 * time.Millisecond

// OnEveryNetwork runs a story with the server in the same room, and with it Far away; both at the same
// time, since most of a story is waiting.
func OnEveryNetwork(t *testing.T, story func(t *testing.T, roundTrip time.Duration)) {
	t.Helper()
	for name, roundTrip := range map[string]time.Duration{"near": 0, "far": Far} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story(t, roundTrip)
		})
	}
}

// InEveryLanguage runs a story on French pages with the server in the same room, and on Arabic ones with
// it Far away; both at the same time.
func InEveryLanguage(t *testing.T, story func(t *testing.T, language string, roundTrip time.Duration)) {
	t.Helper()
	for language, roundTrip := range map[string]time.Duration{"fr": 0, "ar": Far} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			story(t, language, roundTrip)
		})
	}
}

// OpenDoorAt serves a newsroom on a port whose every byte takes half a round trip, in both
// directions and for all that a browser asks: pages, fetches, streams and service workers.
func OpenDoorAt(t testing.TB, n *Newsroom, roundTrip time.Duration) *Door {
	t.Helper()
	d := OpenDoor(t, n)
	if roundTrip == 0 {
		return d
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	server := d.Address
	d.Address = listener.Addr().String()
	d.listens = server
	go func() {
		for {
			browser, err := listener.Accept()
			if err != nil {
				return
			}
			go forwardLate(browser, server, roundTrip/2)
		}
	}()
	return d
}

// forwardLate forwards a connection in both directions, every byte late by the same time.
func forwardLate(browser net.Conn, address string, late time.Duration) {
	server, err := net.Dial("tcp", address)
	if err != nil {
		browser.Close()
		return
	}
	go copyLate(server, browser, late)
	copyLate(browser, server, late)
}

// copyLate copies until from ends, and then closes to.
func copyLate(to io.WriteCloser, from io.Reader, late time.Duration) {
	type piece struct {
		bytes []byte
		due   time.Time
	}
	pieces := make(chan piece, 1024)
	go func() {
		defer close(pieces)
		buffer := make([]byte, 32<<10)
		for {
			n, err := from.Read(buffer)
			if n > 0 {
				pieces <- piece{append([]byte(nil), buffer[:n]...), time.Now().Add(late)}
			}
			if err != nil {
				return
			}
		}
	}()
	defer to.Close()
	for p := range pieces {
		time.Sleep(time.Until(p.due))
		if _, err := to.Write(p.bytes); err != nil {
			for range pieces { // lets the reader end
			}
			return
		}
	}
}
