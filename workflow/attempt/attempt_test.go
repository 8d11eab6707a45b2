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

// Memory is bounded, and a flood of keys takes nothing from those that are new or in use.
func TestKeysBeyondTheMemoryForgetTheOldest(t *testing.T) {
	l := New(time.Second)
	taken(l, begin, 10, 10, always("guessing"))
	for i := range 2 * Memory {
		l.Take(begin, fmt.Sprint(i), 10)
		if i%1000 == 0 && l.Take(begin, "guessing", 10) {
			t.Fatalf("a key that is in use is forgotten after %d others", i)
		}
	}
	if got := taken(l, begin, 40, 10, always("new")); got != 10 || len(l.byKey) != Memory {
		t.Errorf("a new key has %d attempts with %d kept, want 10 and %d", got, len(l.byKey), Memory)
	}
	if got := taken(l, begin, 40, 10, always("7")); got != 10 {
		t.Errorf("the oldest key has %d attempts, want it forgotten", got)
	}
}

func TestKeysAreForgottenOnceFull(t *testing.T) {
	l := New(30 * time.Second)
	l.Take(begin, "once", 10)
	taken(l, begin, 10, 10, always("ten times"))
	l.Take(begin.Add(29*time.Second), "early", 10)
	if l.byKey["once"] == nil {
		t.Error("a key is dropped before it has all its attempts")
	}
	l.Take(begin.Add(31*time.Second), "late", 10)
	if l.byKey["once"] != nil || l.byKey["ten times"] == nil {
		t.Error("not the key that has all its attempts is dropped")
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
