package uitest

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// reading is how long a person takes to read a question before trying again. Chromium asks a few
// times in a row only.
const reading = 500 * time.Millisecond

// leaving answers the pages of a tab that ask before they are left: the person stays.
type leaving struct{ stayed chan struct{} }

func newLeaving() leaving { return leaving{make(chan struct{}, 1)} }

// hear answers the question in the background: the browser waits for the answer.
func (l leaving) hear(ctx context.Context, event any) {
	e, ok := event.(*page.EventJavascriptDialogOpening)
	if !ok || e.Type != page.DialogTypeBeforeunload {
		return
	}
	go func() {
		stay := page.HandleJavaScriptDialogParams{Accept: false}
		if _, err := chromedp.Call(ctx, page.HandleJavaScriptDialog, stay); err != nil {
			return // the tab is closed, or open tells why it did not get on
		}
		select {
		case l.stayed <- struct{}{}:
		default:
		}
	}()
}

// open goes to a page. A page that asks before it is left is left as soon as it no longer asks.
func (l leaving) open(ctx context.Context, url string) error {
	for {
		err := chromedp.Do(ctx, chromedp.Navigate(url))
		if err == nil {
			return nil
		}
		select {
		case <-l.stayed:
			time.Sleep(reading)
		case <-time.After(time.Second):
			return err // nothing was asked
		}
	}
}
