package subtitle

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

func TestRead(t *testing.T) {
	const vtt = "WEBVTT\n\n"
	tests := []struct {
		name, file string
		want       []string
		odd        string
	}{
		{"SubRip", "1\n00:00:01,000 --> 00:00:02,500\nUn\n\n2\n00:00:03,000 --> 00:00:04,000\nDeux\nlignes\n", []string{"paragraph: Un", "paragraph: Deux<break/>lignes"}, ""},
		{"line ends of DOS, and a mark", "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nUn\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nDeux\r\nlignes", []string{"paragraph: Un", "paragraph: Deux<break/>lignes"}, ""},
		{"an empty line in a subtitle", "1\n00:00:01,000 --> 00:00:02,500\n\nUn\n\nsuite\n\n2\n00:00:03,000 --> 00:00:04,000\nDeux", []string{"paragraph: Un<break/>suite", "paragraph: Deux"}, ""},
		{"no numbers, no empty lines", "00:01,0 --> 00:02,5 X1:10\nUn\n00:00:03.000 --> 00:00:04.000\nDeux", []string{"paragraph: Un", "paragraph: Deux"}, ""},
		{"a number is spoken", "1\n00:00:01,000 --> 00:00:02,500\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\nDeux", []string{"paragraph: 1984", "paragraph: Deux"}, ""},
		{"a subtitle without words", "1\n00:00:01,000 --> 00:00:02,500\n\n2\n00:00:03,000 --> 00:00:04,000\nDeux", []string{"paragraph: Deux"}, ""},
		{"formats", "1\n00:00:01,000 --> 00:00:02,500\n<i>Un <B>mot</B></i> <u>ici</u> <3 &amp; <ouf>", []string{"paragraph: <italic>Un <bold>mot</bold></italic> <underline>ici</underline> <3 &amp; <ouf>"}, ""},
		{"around all words", "1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<font color=red>Un</font>", []string{"paragraph: Un"}, ""},
		{"inside", "1\n00:00:01,000 --> 00:00:02,500\nUn <font color=red>mot</font>", []string{"paragraph: Un mot"}, "<font color=red>"},
		{"Arabic in windows-1256", "1\r\n00:00:01,000 --> 00:00:02,500\r\n\xE3\xD1\xCD\xC8\xC7 \xC8\xDF\xE3 \xDD\xED \xE5\xD0\xC7 \xC7\xE1\xC8\xE1\xCF\r\n", []string{"paragraph: مرحبا بكم في هذا البلد"}, ""},
		{"WebVTT", vtt + "intro\n00:01.000 --> 00:02.500 align:start\n<v Amina>Bonjour &amp; bienvenue</v>\n\n00:03.000 --> 00:04.000\n<c.jaune>Deux</c> &lt;x&gt;\n\nperdu", []string{"paragraph: Bonjour & bienvenue", "paragraph: Deux <x>"}, "<c.jaune>"},
		{"what is no subtitle", vtt + "STYLE\n::cue { color: red }\n\nNOTE vu\n\n00:01.000 --> 00:02.500\nUn", []string{"paragraph: Un"}, ""},
		{"karaoke", vtt + "00:01.000 --> 00:02.500\nUn <00:00:01.500>deux", []string{"paragraph: Un deux"}, "<00:00:01.500>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, editiontest.Shown(d)); diff != "" {
				t.Error(diff)
			}
			odd := ""
			for _, o := range d.Oddities {
				odd += o.Text
			}
			if odd != tt.odd {
				t.Errorf("oddities %q, want %q", odd, tt.odd)
			}
		})
	}
}

func TestReadMakesNotesOfComments(t *testing.T) {
	d, err := Read(strings.NewReader("WEBVTT\n\nNOTE Ton\nironique\n\n00:01.000 --> 00:02.000\nUn\n\n00:03.000 --> 00:04.000\nDeux"))
	if err != nil || len(d.Blocks) != 2 || len(d.Blocks[1].Segments[0].Notes) != 0 {
		t.Fatal(d, err)
	}
	if n := d.Blocks[0].Segments[0].Notes; len(n) != 1 || n[0].Text != "Ton\nironique" {
		t.Errorf("notes %+v", n)
	}
}

func TestReadRefuses(t *testing.T) {
	for file, want := range map[string]limit.Kind{
		"": limit.Empty, "Un article.": limit.Damaged, "%PDF-1.4": limit.NotText,
		"1\n00:00:01,000 --> 00:00:02,000\n\n": limit.Empty,
	} {
		var e *limit.Error
		if _, err := Read(strings.NewReader(file)); !errors.As(err, &e) || e.Kind != want {
			t.Errorf("%q: %v, want %s", file, err, want)
		}
	}
}

// TestRefillWithoutTargetsChangesNothing writes each file back as it is.
func TestRefillWithoutTargetsChangesNothing(t *testing.T) {
	files, err := filepath.Glob("testdata/*.[sv]*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(path, err)
		}
		var out bytes.Buffer
		if left, err := Refill(&out, data, d); err != nil || left != 0 || !bytes.Equal(out.Bytes(), data) {
			t.Errorf("%s: %d left, %v, %d bytes of %d", path, left, err, out.Len(), len(data))
		}
	}
}

func TestRefill(t *testing.T) {
	const srt = "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<i>Un</i>\r\nmot\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\nDeux\r\n"
	d, err := Read(strings.NewReader(srt))
	if err != nil {
		t.Fatal(err)
	}
	source := d.Blocks[0].Segments[0].Source
	d.Blocks[0].Segments[0].Target = bitext.Text{source[0], {Chars: "واحد"}, source[2], source[3], {Chars: "a --> b"}}
	var out bytes.Buffer
	left, err := Refill(&out, []byte(srt), d)
	want := strings.Replace(srt, "<i>Un</i>\r\nmot", "<i>واحد</i>\r\na → b", 1)
	if err != nil || left != 0 || out.String() != want {
		t.Errorf("%d left, %v:\n%q\nwant\n%q", left, err, out.String(), want)
	}

	const vtt = "WEBVTT - émission\n\nNOTE vu\n\n00:01.000 --> 00:02.500 line:0\n<v Amina>Un &amp; deux</v>\n\nfin\n00:03.000 --> 00:04.000\nTrois\n"
	if d, err = Read(strings.NewReader(vtt)); err != nil {
		t.Fatal(err)
	}
	d.Blocks[0].Segments[0].Target = bitext.Plain("<1>\n\n& 2")
	d.Blocks[1].Segments[0].Source = bitext.Plain("Trois, corrigé")
	out.Reset()
	left, err = Refill(&out, []byte(vtt), d)
	want = strings.Replace(vtt, "Un &amp; deux", "&lt;1&gt;\n&amp; 2", 1)
	if err != nil || left != 1 || out.String() != want {
		t.Errorf("%d left, %v:\n%q\nwant\n%q", left, err, out.String(), want)
	}
}

// TestReadOfHostileFilesEnds reads what would take for ever if each tag or line were looked for from the beginning.
func TestReadOfHostileFilesEnds(t *testing.T) {
	const size = 1 << 18
	const at = "00:00:01,000 --> 00:00:02,500\n"
	for name, file := range map[string]string{
		"commands": at + strings.Repeat(`{\a}`, size/4) + "x", "open tags": at + strings.Repeat("<b>", size/3) + "x",
		"pairs": at + strings.Repeat("<b>x</b>", size/8), "brackets": at + strings.Repeat("<b ", size/3),
		"braces": at + strings.Repeat(`{\`, size/2), "subtitles": strings.Repeat(at+"x\n", limit.Blocks),
		"rows": at + strings.Repeat("x\n", size/2), "empty lines": at + strings.Repeat("\n", size) + "x", "times": strings.Repeat(at, limit.Blocks),
	} {
		d, err := Read(strings.NewReader(file))
		var known *limit.Error
		if err != nil && !errors.As(err, &known) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			if _, err := Refill(io.Discard, []byte(file), d); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func FuzzRefill(f *testing.F) {
	f.Add([]byte("1\n00:00:01,000 --> 00:00:02,500\n<i>Un</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nDeux\n"))
	f.Add([]byte("WEBVTT\n\nNOTE a\n\nx\n00:01.000 --> 00:02.500\n<v A><c.b>Un</c> &lt;</v>\n"))
	f.Add([]byte("\xFF\xFE1\x00\n\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(bytes.NewReader(data))
		if err != nil || bytes.IndexByte(data, 0) >= 0 { // a file of few words and such bytes is no text once the words are others
			return
		}
		for i, b := range d.Blocks {
			s := b.Source().String()
			if clean, err := lang.Clean(s); err != nil || clean != s || strings.TrimSpace(s) == "" {
				t.Errorf("block %q, cleaned %q, %v", s, clean, err)
			}
			d.Blocks[i].Segments[0].Target = bitext.Plain("x\n\n--> <1>")
		}
		var out bytes.Buffer
		if left, err := Refill(&out, data, d); err != nil || left != 0 {
			t.Fatalf("%d left, %v", left, err)
		}
		again, err := Read(&out)
		if err != nil || len(again.Blocks) != len(d.Blocks) {
			t.Errorf("%d blocks became %+v, %v", len(d.Blocks), again, err)
		}
	})
}
