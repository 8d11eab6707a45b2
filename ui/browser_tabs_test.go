package ui_test

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// TestSevenTabs opens one article in seven tabs of a browser, one more than a browser opens
// connections to a server over HTTP/1.1: all of them are told what happens over one stream and
// all of them can go on. The tab that holds the stream is closed while something happens, and
// the server is started anew: nothing is lost.
func TestSevenTabs(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	streams := countStreams(n.Newsroom)
	d := uitest.OpenDoor(t, n.Newsroom)
	first := uitest.OpenScreen(t, uitest.StartChromium(t), d, "fr")
	first.Enter(n.As(workflow.Translator))
	bench := "/articles/" + n.Main + "/bench?s="
	tabs := []*uitest.Screen{first}
	first.Open(bench + n.Segment(11))
	for len(tabs) < 7 {
		other := first.Tab()
		other.Open(bench + n.Segment(11))
		tabs = append(tabs, other)
	}
	// told waits until every tab shows a text somebody saved in a segment.
	told := func(position int, text string) {
		t.Helper()
		for _, tab := range tabs {
			tab.Until("the row in every tab", fmt.Sprintf(
				`document.getElementById("r-%s")?.textContent.includes(%s)`, n.Segment(position), uitest.Quote(text)))
		}
	}
	n.Save(n.Main, 12, "À tous les onglets", false)
	told(12, "À tous les onglets")
	if got := streams(); got != 1 {
		t.Errorf("%d streams for seven tabs, want 1", got)
	}
	for _, tab := range tabs {
		tab.Open("/")
		tab.Has(".card")
		tab.Open(bench + n.Segment(11))
	}

	// Whoever leads is closed; what happens at that moment reaches the six others.
	tabs[0].Stay()
	uitest.Command(tabs[0], page.Close, cdp.Empty{})
	n.Save(n.Main, 13, "Entre deux meneurs", false)
	tabs = tabs[1:]
	told(13, "Entre deux meneurs")

	d.Stop()
	n.Save(n.Main, 14, "Serveur arrêté", false)
	d.Reopen()
	n.Save(n.Main, 10, "Serveur revenu", false)
	told(14, "Serveur arrêté")
	told(10, "Serveur revenu")
	for _, tab := range tabs {
		tab.Complaints() // that the server was away
	}
}

// countStreams counts the live streams that the newsroom's first server has open; the answer waits
// until there is one at most.
func countStreams(n *uitest.Newsroom) func() int64 {
	var open atomic.Int64
	n.Use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/live" {
				open.Add(1)
				defer open.Add(-1)
			}
			next.ServeHTTP(w, r)
		})
	})
	return func() int64 {
		deadline := time.Now().Add(uitest.Patience)
		for open.Load() > 1 && time.Now().Before(deadline) {
			time.Sleep(50 * time.Millisecond)
		}
		return open.Load()
	}
}
