package hunspell

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"truchement/workflow/check"
	"truchement/workflow/outside"
)

var _ check.Speller = (*Speller)(nil)

// newSpeller makes a speller whose program is a script of the shell.
func newSpeller(t *testing.T, script string) (*Speller, *bytes.Buffer) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "hunspell")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	s := New(program, slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(s.Close)
	return s, &log
}

// speaks is a program that does not know words in z, and writes down how often it is started and asked.
const speaks = `echo start >>"$0.log"
case "$5" in fr_FR) ;; *) exit 1;; esac
echo "@(#) hello"
while read -r word; do
	echo "$word" >>"$0.log"
	case "$word" in
	!) continue;;
	^z*) echo "& ${word#^} 2 1: sa, za"; echo;;
	*) echo;;
	esac
done
`

func TestUnknownRemembersWhatWasAsked(t *testing.T) {
	s, _ := newSpeller(t, speaks)
	for range 2 {
		got := s.Unknown("fr-MA", []string{"bon", "zon", "l'", "2 mots"})
		if len(got) != 1 || !slices.Equal(got["zon"], []string{"sa", "za"}) {
			t.Fatalf("unknown %v, want zon alone", got)
		}
	}
	asked, err := os.ReadFile(s.program + ".log")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Fields(string(asked)); !slices.Equal(got, []string{"start", "start", "!", "^bon", "^zon", "^l'"}) {
		t.Errorf("asked %q, want each word once, after a start without a dictionary", got)
	}
}

func TestUnknownAsksMoreThanAPipeHolds(t *testing.T) {
	s, _ := newSpeller(t, speaks)
	var words []string
	for i := range mostAsked {
		words = append(words, "z"+strings.Repeat("a", i%90)+string(rune('a'+i%26))+string(rune('a'+i/26)))
	}
	if got := s.Unknown("fr", words); len(got) != mostAsked {
		t.Errorf("%d words unknown, want %d", len(got), mostAsked)
	}
}

func TestUnknownWithoutProgramSaysSoOnce(t *testing.T) {
	var log bytes.Buffer
	s := New(filepath.Join(t.TempDir(), "none"), slog.New(slog.NewTextHandler(&log, nil)))
	for range 3 {
		if got := s.Unknown("fr", []string{"zon"}); got != nil {
			t.Errorf("unknown %v, want nothing", got)
		}
	}
	if n := strings.Count(log.String(), "not installed"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, log.String())
	}
}

func TestUnknownRestsAfterFailure(t *testing.T) {
	s, log := newSpeller(t, `echo start >>"$0.log"; echo "@(#) hello"; exit 0`)
	now := time.Unix(0, 0)
	s.now = func() time.Time { return now }
	for range 2 {
		if got := s.Unknown("ar", []string{"zon"}); len(got) != 0 {
			t.Errorf("unknown %v, want nothing", got)
		}
	}
	now = now.Add(restAfter)
	s.Unknown("ar", []string{"zon"})
	starts, err := os.ReadFile(s.program + ".log")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(starts), "start"); n != 2 {
		t.Errorf("started %d times, want 2: at first, and after the rest", n)
	}
	if n := strings.Count(log.String(), "not checked"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, log.String())
	}
}

func TestProcessThatHangsIsGivenUp(t *testing.T) {
	s, _ := newSpeller(t, `echo "@(#) hello"; exec sleep 60`)
	p, err := start(s.program, []string{"fr"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.end()
	if _, err := p.ask([]string{"bon"}, 50*time.Millisecond); err == nil {
		t.Error("no error for a program that does not answer")
	}
}

// TestHunspell asks the real program, where it is installed with both dictionaries.
func TestHunspell(t *testing.T) {
	outside.Need(t, "hunspell")
	s := New("hunspell", slog.New(slog.DiscardHandler))
	defer s.Close()
	for _, tt := range []struct{ tag, word, meant string }{
		{"fr", "minitre", "ministre"}, {"fr-MA", "ministre", ""}, {"ar", "الحكومه", "الحكومة"}, {"ar-MA", "والوزارات", ""},
	} {
		got, unknown := s.Unknown(tt.tag, []string{tt.word})[tt.word]
		if unknown != (tt.meant != "") || unknown && got[0] != tt.meant {
			t.Errorf("%s %s: unknown %v, may be %q, want %q", tt.tag, tt.word, unknown, got, tt.meant)
		}
	}
}
