package access

import (
	"fmt"
	"testing"
	"time"
)

var attemptsBegin = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// allowed counts how many of n attempts are allowed at one time.
func allowed(a *attempts, now time.Time, n int, who func(i int) signIn) int {
	count := 0
	for i := range n {
		if a.allow(now, who(i)) {
			count++
		}
	}
	return count
}

// always is the same attempt again and again.
func always(account, address string) func(int) signIn {
	return func(int) signIn { return signIn{account, address} }
}

func TestAttemptsAreLimited(t *testing.T) {
	manyAccounts := func(address string) func(int) signIn {
		return func(i int) signIn { return signIn{fmt.Sprintf("p%d@desk.example", i), address} }
	}
	tests := []struct {
		name string
		who  func(int) signIn
		want int // of 40 at once
	}{
		{"one account from everywhere", func(i int) signIn {
			return signIn{"amina@desk.example", fmt.Sprintf("10.0.0.%d", i)}
		}, 10},
		{"one IPv4 address", manyAccounts("10.0.0.1"), 30},
		{"one IPv4 address in two spellings", func(i int) signIn {
			return signIn{fmt.Sprint(i), []string{"10.0.0.1", "::ffff:10.0.0.1"}[i%2]}
		}, 30},
		{"one line of IPv6", func(i int) signIn {
			return signIn{fmt.Sprint(i), fmt.Sprintf("2001:db8:0:7::%x", i)}
		}, 30},
		{"many lines of IPv6", func(i int) signIn {
			return signIn{fmt.Sprint(i), fmt.Sprintf("2001:db8:0:%x::1", i)}
		}, 40},
		{"many IPv4 addresses", func(i int) signIn {
			return signIn{fmt.Sprint(i), fmt.Sprintf("10.0.0.%d", i)}
		}, 40},
		{"addresses that cannot be read", manyAccounts("unix"), 40},
		{"neither account nor address", always("", ""), 40},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := allowed(newAttempts(), attemptsBegin, 40, tt.who); got != tt.want {
				t.Errorf("%d of 40 attempts allowed, want %d", got, tt.want)
			}
		})
	}
}

func TestAttemptsComeBackInTime(t *testing.T) {
	a := newAttempts()
	who := always("amina@desk.example", "10.0.0.1")
	now := attemptsBegin
	if got := allowed(a, now, 12, who); got != 10 {
		t.Fatalf("%d attempts at once, want 10", got)
	}
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{29 * time.Second, 0}, {time.Second, 1}, {time.Minute, 2}, {time.Hour, 10}} {
		now = now.Add(step.after)
		if got := allowed(a, now, 12, who); got != step.want {
			t.Errorf("%d attempts %v later, want %d", got, step.after, step.want)
		}
	}
}

// Who is refused for the account has still used an attempt of the address.
func TestRefusedAttemptsCountForTheAddress(t *testing.T) {
	a := newAttempts()
	allowed(a, attemptsBegin, 30, always("amina@desk.example", "10.0.0.1"))
	if a.allow(attemptsBegin, signIn{"luc@desk.example", "10.0.0.1"}) {
		t.Error("the thirty-first attempt from an address is allowed")
	}
	if !a.allow(attemptsBegin, signIn{"luc@desk.example", "10.0.0.2"}) {
		t.Error("another address is refused")
	}
}

func TestSuccessGivesAttemptsBack(t *testing.T) {
	a := newAttempts()
	allowed(a, attemptsBegin, 10, always("amina@desk.example", "10.0.0.1"))
	a.forget(attemptsBegin, signIn{"amina@desk.example", "10.0.0.1"})
	if got := allowed(a, attemptsBegin, 12, always("amina@desk.example", "")); got != 10 {
		t.Errorf("the account has %d attempts after a success, want all 10", got)
	}
	if got := allowed(a, attemptsBegin, 40, always("", "10.0.0.1")); got != 21 {
		t.Errorf("the address has %d attempts after a success, want 30-10+1", got)
	}
}
