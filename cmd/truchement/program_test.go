package main

import (
	"bytes"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"truchement/ui/word"
)

// outside is a program without an environment, and what it prints.
func outside(in string) (p *program, out, errs *bytes.Buffer) {
	out, errs = &bytes.Buffer{}, &bytes.Buffer{}
	return &program{in: strings.NewReader(in), out: out, err: errs,
		env: func(string) string { return "" }, speech: word.Speak("en")}, out, errs
}

func TestExitStatuses(t *testing.T) {
	for line, want := range map[string]int{
		"help": 0, "doctor -h": 0, "nonsense": exitUsage, "doctor more": exitUsage,
		"segment --nothing": exitUsage, "convert a.txt b.txt": exitUsage,
	} {
		p, _, errs := outside("")
		if got := p.run(t.Context(), strings.Fields(line)); got != want {
			t.Errorf("%s: status %d, want %d\n%s", line, got, want, errs)
		}
	}
}

func TestServingReadsItsAddresses(t *testing.T) {
	for origin, secure := range map[string]bool{"": false, "http://desk.test": false, "https://desk.test": true} {
		c, err := serving{addr: "127.0.0.1:0", origin: origin, proxies: "10.0.0.0/8, ::1/128", zone: "Africa/Casablanca"}.config()
		if err != nil || c.Secure != secure || c.Origin != origin {
			t.Errorf("origin %q: secure %t, %v; want %t", origin, c.Secure, err, secure)
		}
		if len(c.TrustedProxies) != 2 || c.Zone.String() != "Africa/Casablanca" {
			t.Errorf("proxies %v in %v", c.TrustedProxies, c.Zone)
		}
	}
	for _, o := range []serving{{addr: ":0", proxies: "10.0.0"}, {addr: ":0", zone: "Atlantis"}} {
		if _, err := o.config(); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}

// TestOutputIsWholeOrNotAtAll has a writer that fails half-way.
func TestOutputIsWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "edition.txt")
	if err := os.WriteFile(name, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, _, _ := outside("")
	broken := errors.New("broken")
	err := p.output(name, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half"); err != nil {
			return err
		}
		return broken
	})
	left, readErr := os.ReadFile(name)
	if !errors.Is(err, broken) || readErr != nil || string(left) != "before" {
		t.Errorf("%v; the file has %q (%v)", err, left, readErr)
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 1 {
		t.Errorf("%d files are left, want 1 (%v)", len(all), err)
	}
}

// TestDoctorFindsDamage changes the history of a segment behind the back of the program.
func TestDoctorFindsDamage(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	text := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(text, []byte("وصل الوزير إلى الرباط."), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(want int, args ...string) string {
		t.Helper()
		p, out, errs := outside("une phrase assez longue\n")
		if got := p.run(t.Context(), append(args, "--data", data)); got != want {
			t.Fatalf("%v: status %d, want %d\n%s%s", args, got, want, out, errs)
		}
		return errs.String()
	}
	run(0, "user", "add", "chief@desk.test", "--role", "chief", "--name", "Nadia", "--password-stdin")
	run(0, "article", "add", text, "--source-lang", "ar", "--target-lang", "fr")
	run(0, "doctor")
	db, err := sql.Open("sqlite3", filepath.Join(data, "truchement.db"))
	if err == nil {
		_, err = db.Exec(`UPDATE change SET reason = 'changed'`)
	}
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if said := run(exitFailed, "doctor"); !strings.Contains(said, "#1: ") {
		t.Errorf("the doctor says %q, without the segment", said)
	}
}

// A mistyped variable is refused; those of the tests are left alone.
func TestServeRefusesUnknownVariables(t *testing.T) {
	for pair, want := range map[string]string{
		"TRUCHEMENT_ORIGN=https://desk.example.org": "TRUCHEMENT_ORIGN", "TRUCHEMENT_ORIGIN=https://desk.example.org": "",
		"TRUCHEMENT_BACKUP_KEY=": "", "TRUCHEMENT_TEST_TOOLS=/x": "", "HOME=/": "",
	} {
		p := program{env: func(string) string { return "" }, environ: []string{pair}, err: io.Discard}
		if got := p.unknownVariable(); got != want {
			t.Errorf("%s: %q, want %q", pair, got, want)
		}
	}
}

// An address among the proxies is that address, and not the network that a mask of another length makes of it.
func TestProxiesAreNetworksOrAddresses(t *testing.T) {
	for value, want := range map[string]string{"10.0.0.1": "10.0.0.1/32", "10.0.0.0/8": "10.0.0.0/8",
		"2001:db8::1": "2001:db8::1/128", "10.0.0.256": "", "desk": ""} {
		got, err := parseNetwork(value)
		if (err != nil) != (want == "") || err == nil && got.String() != want {
			t.Errorf("%s: %v, %v; want %q", value, got, err, want)
		}
	}
}
