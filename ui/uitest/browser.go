package uitest

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"truchement/workflow/outside"
)

// shared is the browser of a test program. A start takes longer than many a test.
var shared struct {
	sync.Mutex
	ctx  context.Context // nil: it was not started
	end  func()
	main bool // RunMain ends it
}

// RunMain runs the tests of a package, and then ends the browser that they have shared. It is what
// TestMain does in every package with browser tests.
func RunMain(m *testing.M) {
	shared.main = true
	code := m.Run()
	if shared.ctx != nil {
		shared.end()
	}
	os.Exit(code)
}

// StartChromium returns the browser process of the test program. Every screen on it is a browser context
// of its own: other cookies, other storage. It is Chromium without its windows, which needs half the
// time.
func StartChromium(t testing.TB) context.Context {
	t.Helper()
	browser := outside.Tool(t, "TRUCHEMENT_TEST_CHROMIUM", "")
	shared.Lock()
	defer shared.Unlock()
	if !shared.main {
		t.Fatal("the package has no TestMain with RunMain, which ends the browser")
	}
	if shared.ctx == nil {
		shared.ctx, shared.end = startBrowser(t, browser)
	}
	return shared.ctx
}

// StartWholeChromium starts Chromium as people have it, on the folder of its profile, which outlives it:
// only this one stores what it keeps on the disk, and shows PDF and why a frame stays empty. It ends
// with the test.
func StartWholeChromium(t testing.TB, profile string) context.Context {
	t.Helper()
	outside.Tool(t, "TRUCHEMENT_TEST_CHROMIUM", "") // make test names it
	outside.Need(t, "chromium")
	ctx, end := startBrowser(t, "chromium", chromedp.UserDataDir(profile))
	t.Cleanup(end)
	return ctx
}

// startBrowser starts a program.
func startBrowser(t testing.TB, browser string, more ...chromedp.ExecAllocatorOption) (context.Context, func()) {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP desk.lan 127.0.0.1"), // a host without https
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("accept-lang", "en-US"), // without windows there is none
	)
	allocator, free := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	ctx, cancel := chromedp.NewContext(allocator)
	end := func() { cancel(); free() }
	if err := chromedp.Do(ctx); err != nil {
		end()
		t.Fatal(err)
	}
	return ctx, end
}
