package uitest

import (
	"cmp"
	"context"
	"net"
	"sync"
	"testing"
	"time"

	"truchement/ui"
	"truchement/ui/web"
)

// Patience is how long a page may take over what a test waits for, on a busy machine.
const Patience = 30 * time.Second

// Door is a newsroom's server on a port of its own, which can stop and come back.
type Door struct {
	TB      testing.TB
	n       *Newsroom
	Address string
	listens string // where the server listens, when Address is farther away; empty: at Address
	Stop    func()
}

// OpenDoor serves a newsroom on a port.
func OpenDoor(t testing.TB, n *Newsroom) *Door {
	t.Helper()
	d := &Door{TB: t, n: n, Address: "127.0.0.1:0"}
	d.open(n.Server)
	t.Cleanup(func() { d.Stop() })
	return d
}

func (d *Door) open(s *web.Server) {
	d.TB.Helper()
	listener, err := net.Listen("tcp", cmp.Or(d.listens, d.Address))
	if err != nil {
		d.TB.Fatal(err)
	}
	if d.listens == "" {
		d.Address = listener.Addr().String()
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listener) }()
	d.Stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			d.TB.Error(err)
		}
	})
}

// Reopen serves the same desk at the same address from a new server.
func (d *Door) Reopen() {
	d.TB.Helper()
	s, err := ui.New(d.n.Config)
	if err != nil {
		d.TB.Fatal(err)
	}
	d.open(s)
}
