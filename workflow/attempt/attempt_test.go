package attempt

import (
	"fmt"
	"testing"
	"time"
)

var begin = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// taken counts how many of n attempts are allowed at one time.
func taken(l *Limits, now time.Time, n, burst int, key func(i int) string) int {
	count := 0
	for i := range n {
		if l.Take(now, key(i), burst) {
			count++
		}
	}
	return count
}

func always(key string) func(int) string { return func(int) string { return key } }

// Left asks and does not take: only what is taken counts.
func TestLeftTakesNothing(t *testing.T) {
	l := New(time.Second)
	for range 20 {
		if !l.Left(begin, "a") {
			t.Fatal("a key without attempts has none left")
		}
	}
	if got := taken(l, begin, 20, 5, always("a")); got != 5 {
		t.Errorf("%d attempts, want 5", got)
	}
	if l.Left(begin, "a") || !l.Left(begin, "b") || !l.Left(begin, "") {
		t.Error("Left does not follow what was taken")
	}
	if !l.Left(begin.Add(time.Second), "a") {
		t.Error("none left after the time for one has passed")
	}
}

func TestAddressIsOfOneLine(t *testing.T) {
	for address, want := range map[string]string{
		"10.0.0.1": "address 10.0.0.1", "::ffff:10.0.0.1": "address 10.0.0.1", "unix": "", "": "",
		"2001:db8:0:7::1": "address 2001:db8:0:7::/64", "2001:db8:0:7:ffff::2": "address 2001:db8:0:7::/64",
	} {
		if got := Address(address); got != want {
			t.Errorf("Address(%q) = %q, want %q", address, got, want)
		}
	}
}

// Memory is bounded: beyond it, keys that are new share one limit.
func TestKeysBeyondTheMemoryShareALimit(t *testing.T) {
	l := New(time.Second)
	l.pruned = begin
	for i := range Memory {
		l.Take(begin, fmt.Sprint(i), 10)
	}
	got := taken(l, begin, 40, 10, func(i int) string { return fmt.Sprintf("new%d", i) })
	if got != 10 || len(l.byKey) != Memory+1 {
		t.Errorf("%d new keys allowed with %d kept, want 10 and %d", got, len(l.byKey), Memory+1)
	}
	if l.Left(begin, "newer") {
		t.Error("a new key has attempts left where all new ones have used theirs")
	}
	if !l.Take(begin, "7", 10) || !l.Left(begin, "7") {
		t.Error("a key that was there before is refused")
	}
}

func TestKeysAreForgottenOnceFull(t *testing.T) {
	l := New(30 * time.Second)
	l.Take(begin, "once", 10)
	taken(l, begin, 10, 10, always("ten times"))
	l.Take(begin.Add(59*time.Second), "later", 10)
	if l.byKey["once"] == nil {
		t.Error("keys are dropped more often than once a minute")
	}
	l.Take(begin.Add(61*time.Second), "later", 10)
	if l.byKey["once"] != nil {
		t.Error("a key with all its attempts is still kept")
	}
	if got := taken(l, begin.Add(61*time.Second), 12, 10, always("ten times")); got != 2 {
		t.Errorf("a key that used all its attempts has %d after a minute, want 2", got)
	}
}

// What is given back is one attempt.
func TestGiveBackIsOneAttempt(t *testing.T) {
	l := New(time.Second)
	taken(l, begin, 5, 5, always("a"))
	l.GiveBack(begin, "a")
	if got := taken(l, begin, 5, 5, always("a")); got != 1 {
		t.Errorf("%d attempts after one was given back", got)
	}
	l.GiveBack(begin, "b") // it took none
}
