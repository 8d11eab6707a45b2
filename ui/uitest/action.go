package uitest

import (
	"os"
	"path/filepath"
	"strings"

	devtools "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Choose puts files with these names and texts into a field, as a person does in its dialog.
func (s *Screen) Choose(selector string, files ...string) {
	s.TB.Helper()
	folder := s.TB.TempDir()
	var paths []string
	for i := 0; i+1 < len(files); i += 2 {
		path := filepath.Join(folder, files[i])
		if err := os.WriteFile(path, []byte(files[i+1]), 0o600); err != nil {
			s.TB.Fatal(err)
		}
		paths = append(paths, path)
	}
	s.Do(chromedp.SetUploadFiles(chromedp.CSS(selector), paths))
}

// Downloads answers the folder in which the downloads of a screen end up.
func (s *Screen) Downloads() string {
	s.TB.Helper()
	folder := s.TB.TempDir()
	_, err := chromedp.CallBrowser(s.Ctx, devtools.SetDownloadBehavior,
		devtools.SetDownloadBehaviorParams{Behavior: devtools.SetDownloadBehaviorBehaviorAllow,
			BrowserContextID: chromedp.FromContext(s.Ctx).BrowserContextID, DownloadPath: folder})
	if err != nil {
		s.TB.Fatal(err)
	}
	return folder
}

// OnDisk is what the browser keeps on its disk, see the script of the same name.
func (s *Screen) OnDisk(texts ...string) string {
	s.TB.Helper()
	return Read[string](s, OnDisk+"("+quoteAll(texts)+")")
}

// Strike presses a key of a board with modifiers, as the system reports it to the browser.
func (s *Screen) Strike(k Stroke, modifiers int64) {
	s.TB.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown,
		input.DispatchKeyEventTypeKeyUp} {
		Command(s, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: k.Key,
			Code: k.Code, WindowsVirtualKeyCode: k.Number, Modifiers: modifiers})
	}
}

// StripSays waits until the status strip is in a state and says what the page promises for it.
func (s *Screen) StripSays(state, message string) {
	s.TB.Helper()
	s.Until("strip "+state,
		`document.getElementById("strip").dataset.state === `+Quote(state))
	if message != "" {
		s.See(s.T(message))
	}
}

// Stay marks the page, so that here says whether it was loaded anew since.
func (s *Screen) Stay() { s.TB.Helper(); Read[bool](s, `window.stayed = true`) }

// Shoot writes the pictures of the page on the screen: language-size-scheme-name.png.
func (s *Screen) Shoot(folder, name string) {
	s.TB.Helper()
	for _, size := range []string{"desktop", "phone"} {
		width, height := int64(1440), int64(900)
		if size == "phone" {
			width, height = 390, 844
		}
		s.Do(chromedp.EmulateViewport(width, height))
		if size == "phone" { // what the page had in sight moved with the width
			Read[bool](s, `(document.querySelector(".clash, .seg.on, [aria-invalid]")
				?.scrollIntoView({block: "center"}), true)`)
		}
		for _, scheme := range []string{"light", "dark"} {
			s.Scheme(scheme)
			picture, err := chromedp.Run(s.Ctx, chromedp.CaptureScreenshot())
			if err != nil {
				s.TB.Fatal(err)
			}
			file := strings.Join([]string{s.Lang(), size, scheme, name}, "-") + ".png"
			if err := os.WriteFile(filepath.Join(folder, file), picture, 0o600); err != nil {
				s.TB.Fatal(err)
			}
		}
	}
	s.Scheme("light")
	s.Do(chromedp.EmulateViewport(1440, 900))
}

// Leave does what leads to another page, and waits for that.
func (s *Screen) Leave(do func()) {
	s.TB.Helper()
	Read[bool](s, `window.left = true`)
	do()
	s.Until("another page", `!window.left`)
	s.Settle()
}

// mostTabs is how often one presses Tab to reach what a page is for.
const mostTabs = 40

// Reach presses Tab until the focus is in what a selector finds; where it is now counts.
func (s *Screen) Reach(selector string) {
	s.TB.Helper()
	s.Has(selector)
	at := `document.activeElement.matches(` + Quote(selector) + `)`
	for range mostTabs {
		if Read[bool](s, at) {
			return
		}
		s.Press(kb.Tab)
	}
	s.TB.Fatalf("%s is not reached by %d Tab; the focus is in %s", selector, mostTabs,
		Read[string](s, `document.activeElement.outerHTML.slice(0, 200)`))
}
