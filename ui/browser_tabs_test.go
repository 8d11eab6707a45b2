package ui

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"

	"truchement/workflow"
)

// TestSevenTabs opens one article in seven tabs of a browser, one more than a browser opens
// connections to a server over HTTP/1.1: all of them are told what happens over one stream and
// all of them can go on. The tab that holds the stream is closed while something happens, and
// the server is started anew: nothing is lost.
func TestSevenTabs(t *testing.T) {
	n := fillShow(t, "fr")
	streams := countStreams(n.newsroom)
	d := openDoor(t, n.newsroom)
	first := openScreen(t, startChromium(t), d, "fr")
	first.enter(n.as(workflow.Translator))
	bench := "/articles/" + n.main + "/bench?s="
	tabs := []*screen{first}
	first.open(bench + n.segment(11))
	for len(tabs) < 7 {
		other := first.tab()
		other.open(bench + n.segment(11))
		tabs = append(tabs, other)
	}
	// told waits until every tab shows a text somebody saved in a segment.
	told := func(position int, text string) {
		t.Helper()
		for _, tab := range tabs {
			tab.until("the row in every tab", fmt.Sprintf(
				`document.getElementById("r-%s")?.textContent.includes(%s)`, n.segment(position), quote(text)))
		}
	}
	n.save(n.main, 12, "À tous les onglets", false)
	told(12, "À tous les onglets")
	if got := streams(); got != 1 {
		t.Errorf("%d streams for seven tabs, want 1", got)
	}
	for _, tab := range tabs {
		tab.open("/")
		tab.has(".card")
		tab.open(bench + n.segment(11))
	}

	// Whoever leads is closed; what happens at that moment reaches the six others.
	tabs[0].stay()
	command(tabs[0], page.Close, cdp.Empty{})
	n.save(n.main, 13, "Entre deux meneurs", false)
	tabs = tabs[1:]
	told(13, "Entre deux meneurs")

	d.stop()
	n.save(n.main, 14, "Serveur arrêté", false)
	d.reopen()
	n.save(n.main, 10, "Serveur revenu", false)
	told(14, "Serveur arrêté")
	told(10, "Serveur revenu")
	for _, tab := range tabs {
		tab.complaints() // that the server was away
	}
}

// countStreams counts the live streams that the newsroom's first server has open; the answer waits
// until there is one at most.
func countStreams(n *newsroom) func() int64 {
	var open atomic.Int64
	n.use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/live" {
				open.Add(1)
				defer open.Add(-1)
			}
			next.ServeHTTP(w, r)
		})
	})
	return func() int64 {
		deadline := time.Now().Add(patience)
		for open.Load() > 1 && time.Now().Before(deadline) {
			time.Sleep(50 * time.Millisecond)
		}
		return open.Load()
	}
}
