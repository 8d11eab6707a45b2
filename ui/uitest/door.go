package uitest

import (
	"cmp"
	"context"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"truchement/ui"
	"truchement/ui/web"
	"truchement/workflow/outside"
)

// Patience is how long a page may take over what a test waits for, on a busy machine.
const Patience = 30 * time.Second

// StartChromium starts one browser process, which ends with the test. Every screen on it is a
// browser context of its own: other cookies, other storage. It is Chromium without its windows, which
// needs half the time.
func StartChromium(t testing.TB) context.Context {
	t.Helper()
	return startBrowser(t, outside.Tool(t, "TRUCHEMENT_TEST_CHROMIUM", ""), t.TempDir())
}

// StartWholeChromium starts Chromium as people have it, on the folder of its profile, which outlives it:
// only this one stores what it keeps on the disk, and shows PDF.
func StartWholeChromium(t testing.TB, profile string) context.Context {
	t.Helper()
	outside.Need(t, "chromium")
	return startBrowser(t, "chromium", profile)
}

func startBrowser(t testing.TB, browser, profile string) context.Context {
	t.Helper()
	takeBrowserTurn(t) // where there is no browser there is no turn to wait for
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP desk.lan 127.0.0.1"), // a host without https
		chromedp.Flag("disable-component-update", true))
	ctx, end := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(end)
	ctx, end = chromedp.NewContext(ctx)
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

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
