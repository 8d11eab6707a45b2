package html

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/outside"
)

// sheet is one printed page: its words with their places, in points.
type sheet struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []struct {
		XMin float64 `xml:"xMin,attr"`
		YMin float64 `xml:"yMin,attr"`
		YMax float64 `xml:"yMax,attr"`
		Text string  `xml:",chardata"`
	} `xml:"word"`
}

// has reports whether the words of the sheet are there in this order.
func (s sheet) has(words string) bool { return strings.Contains(s.text(), words) }

func (s sheet) text() string {
	var all []string
	for _, w := range s.Words {
		all = append(all, w.Text)
	}
	return strings.Join(all, " ")
}

// printed prints editions as Chromium does.
func printed(t *testing.T, d *bitext.Document, o Options) []sheet {
	t.Helper()
	outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "")
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(file(t, "edition.html", write(t, d, o))))
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "edition.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-bbox", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	var doc struct {
		Pages []sheet `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Pages
}

// TestSheetsSayWhatTheyAre prints the article on each paper: no sheet but the last is emptier than an
// eighth at its end; each has its number and the address, and all but the first the title.
func TestSheetsSayWhatTheyAre(t *testing.T) {
	for paper, size := range map[edition.Paper][2]float64{edition.A4: {595, 842}, edition.A5: {420, 595}} {
		sheets := printed(t, corrected(), Options{Paper: paper})
		for i, s := range sheets {
			if s.Width < size[0]-1 || s.Width > size[0]+1 || s.Height < size[1]-1 || s.Height > size[1]+1 {
				t.Errorf("%s: the sheet is %.0f by %.0f points", paper, s.Width, s.Height)
			}
			for _, want := range []string{fmt.Sprintf("%d / %d", i+1, len(sheets)), "https://desk.example.org/editions/rabat"} {
				if !s.has(want) {
					t.Errorf("%s, sheet %d lacks %q", paper, i+1, want)
				}
			}
			top := ""
			end := 0.0 // of the text
			for _, w := range s.Words {
				if w.YMin < 40 {
					top += w.Text + " "
				}
				if w.YMax < s.Height-45 {
					end = max(end, w.YMax)
				}
			}
			if got := strings.Contains(top, "Rabat et Paris renforcent"); got != (i > 0) {
				t.Errorf("%s, sheet %d has the title above: %v", paper, i+1, got)
			}
			if i < len(sheets)-1 && end < s.Height*0.875-45 {
				t.Errorf("%s, sheet %d is empty from %.0f of %.0f points on", paper, i+1, end, s.Height)
			}
		}
	}
}

// TestPairsStayTogetherOnPaper prints a hundred short rows, and looks for each sentence on the sheet of
// its translation, side by side and alternating.
func TestPairsStayTogetherOnPaper(t *testing.T) {
	d := &bitext.Document{SourceLang: "fr", TargetLang: "en", Title: "t"}
	for n := range 100 {
		b := bitext.NewBlock(bitext.Paragraph, bitext.Plain(fmt.Sprintf("s%dx %s s%[1]dz", n, strings.Repeat("terme ", 20+n%43))))
		b.Segments[0].Target = bitext.Plain(fmt.Sprintf("t%dx %s t%[1]dz", n, strings.Repeat("words ", 20+n%43)))
		d.Blocks = append(d.Blocks, b)
	}
	for _, mode := range []Mode{SideBySide, Alternating} {
		sheets := printed(t, d, Options{Mode: mode, Paper: edition.A5})
		if len(sheets) < 5 {
			t.Errorf("%s: only %d sheets", mode, len(sheets))
		}
		for i, s := range sheets {
			for n := range 100 {
				begins := s.has(fmt.Sprintf("s%dx", n))
				for _, part := range []string{"s%dz", "t%dx", "t%dz"} {
					if s.has(fmt.Sprintf(part, n)) != begins {
						t.Errorf("%s: pair %d is parted by the end of sheet %d or of the one before", mode, n, i+1)
					}
				}
			}
		}
	}
}

// TestEmphasisShowsWithoutColour compares Arabic that is emphasised with what is beside it.
func TestEmphasisShowsWithoutColour(t *testing.T) {
	ctx := browser(t)
	italic := bitext.Code{ID: "1", Type: bitext.Italic}
	b := bitext.NewBlock(bitext.Paragraph, bitext.Plain("x"))
	b.Segments[0].Target = bitext.Text{{Kind: bitext.Open, Code: italic}, {Chars: "مهم"}, {Kind: bitext.Close, Code: italic}, {Chars: " عادي"}}
	d := &bitext.Document{SourceLang: "fr", TargetLang: "ar", Title: "t", Blocks: []bitext.Block{b}}
	for _, o := range []Options{{}, {TargetOnly: true}} {
		do(t, ctx, chromedp.Navigate(file(t, "edition.html", write(t, d, o))))
		got := eval[string](t, ctx, `(e => { const a = getComputedStyle(e), b = getComputedStyle(e.parentElement);
			return a.fontWeight + " " + b.fontWeight + " " + (a.color === b.color) + " " + a.fontStyle })(document.querySelector("em"))`)
		if got != "700 400 true normal" {
			t.Errorf("target only %v: weight, weight beside, same colour, style: %s", o.TargetOnly, got)
		}
	}
}

// TestScreensSayWhatTheyShow reads the choice of layouts on a desktop and on a phone.
func TestScreensSayWhatTheyShow(t *testing.T) {
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(file(t, "edition.html", write(t, corrected(), Options{}))))
	for width, want := range map[int64]string{1100: "Côte à côte|Alterné|العربية|français",
		390: "Par paragraphe|Par phrase|العربية|français"} {
		do(t, ctx, chromedp.EmulateViewport(width, 800))
		got := eval[string](t, ctx, `[...document.querySelectorAll(".choice label")].map(l => l.innerText.trim()).join("|")`)
		if got != want {
			t.Errorf("%d pixels: %s", width, got)
		}
		side := eval[bool](t, ctx, `(x => x("#s2") !== x("#t2"))(s => document.querySelector(s).closest(".cell").getBoundingClientRect().x)`)
		if side != (width == 1100) {
			t.Errorf("%d pixels: languages beside each other: %v", width, side)
		}
	}
}

// TestScreenReadersReadEachSentenceWithItsTranslation asks the browser for what it tells them, in which
// order, in every mode and direction.
func TestScreenReadersReadEachSentenceWithItsTranslation(t *testing.T) {
	ctx := browser(t)
	for _, o := range []Options{{}, {Lang: "ar"}, {Mode: Alternating}} {
		do(t, ctx, chromedp.EmulateViewport(1100, 900), chromedp.Navigate(file(t, "edition.html", write(t, corrected(), o))))
		tree, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		if err != nil {
			t.Fatal(err)
		}
		nodes := map[accessibility.NodeID]*accessibility.Node{}
		for _, n := range tree.Nodes {
			nodes[n.NodeID] = n
		}
		var order []string
		var walk func(id accessibility.NodeID)
		walk = func(id accessibility.NodeID) {
			n := nodes[id]
			if n == nil {
				return
			}
			if n.Name != nil && n.Role != nil && string(n.Role.Value) == `"StaticText"` {
				var words string
				if err := json.Unmarshal(n.Name.Value, &words); err != nil {
					t.Fatal(err)
				}
				for text, name := range map[string]string{"شهدت العاصمة الرباط": "s2", "La capitale, Rabat": "t2",
					"اللقاء الذي جرى": "s3", "La rencontre, qui s": "t3"} {
					if strings.Contains(words, text) {
						order = append(order, name)
					}
				}
			}
			for _, child := range n.ChildIDs {
				walk(child)
			}
		}
		walk(tree.Nodes[0].NodeID)
		if got := strings.Join(order, " "); got != "s2 t2 s3 t3" {
			t.Errorf("%+v: read in the order %s", o, got)
		}
	}
}

// TestSentenceShowsItsAddress: the number of a sentence, a link to it, is hidden until the sentence is
// pointed at or the link has the focus, and stays where the address leads.
func TestSentenceShowsItsAddress(t *testing.T) {
	ctx := browser(t)
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{}, {Reading: &Reading{}}} {
		do(t, ctx, chromedp.EmulateViewport(1100, 900), chromedp.Navigate(file(t, "edition.html", write(t, corrected(), o))))
		shown := func(when, want string) {
			t.Helper()
			got := eval[string](t, ctx, `[...document.querySelectorAll(".n")].filter(n =>
				getComputedStyle(n).opacity === "1").map(n => n.getAttribute("href")).join(" ")`)
			if got != want {
				t.Errorf("%s: shown %q, want %q", when, got, want)
			}
		}
		shown("at rest", "")
		pointAt(t, ctx, "#t3")
		shown("pointed at", "#t3")
		do(t, ctx, chromedp.MouseEvent("mouseMoved", 1, 1), chromedp.Focus("#s4 .n"))
		shown("focus", "#s4")
		do(t, ctx, chromedp.Click("#s4 .n"))
		eval[int](t, ctx, `document.activeElement.blur(); 0`)
		do(t, ctx, chromedp.MouseEvent("mouseMoved", 1, 1))
		shown("followed", "#s4")
		if got := eval[string](t, ctx, "location.hash"); got != "#s4" {
			t.Errorf("the address ends with %q", got)
		}
	}
}
