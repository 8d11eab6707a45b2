package access

import (
	"fmt"
	"testing"
	"time"

	"truchement/workflow/attempt"
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
	return func(int) signIn { return signIn{account: account, address: address} }
}

func TestAttemptsAreLimited(t *testing.T) {
	manyAccounts := func(address string) func(int) signIn {
		return func(i int) signIn { return signIn{account: fmt.Sprintf("p%d@desk.example", i), address: address} }
	}
	tests := []struct {
		name string
		who  func(int) signIn
		want int // of 120 at once
	}{
		{"one account from one address", always("amina@desk.example", "10.0.0.1"), 10},
		{"one account from everywhere", func(i int) signIn {
			return signIn{account: "amina@desk.example", address: fmt.Sprintf("10.0.%d.1", i)}
		}, 100},
		{"a browser that was signed in before", func(i int) signIn {
			return signIn{account: "amina@desk.example", address: fmt.Sprintf("10.0.%d.1", i), browser: "b"}
		}, 10},
		{"one IPv4 address", manyAccounts("10.0.0.1"), 30},
		{"one IPv4 address in two spellings", func(i int) signIn {
			return signIn{account: fmt.Sprint(i), address: []string{"10.0.0.1", "::ffff:10.0.0.1"}[i%2]}
		}, 30},
		{"one line of IPv6", func(i int) signIn {
			return signIn{account: fmt.Sprint(i), address: fmt.Sprintf("2001:db8:0:7::%x", i)}
		}, 30},
		{"many lines of IPv6", func(i int) signIn {
			return signIn{account: fmt.Sprint(i), address: fmt.Sprintf("2001:db8:0:%x::1", i)}
		}, 120},
		{"many IPv4 addresses", func(i int) signIn {
			return signIn{account: fmt.Sprint(i), address: fmt.Sprintf("10.0.0.%d", i)}
		}, 120},
		{"addresses that cannot be read", manyAccounts("unix"), 120},
		{"neither account nor address", always("", ""), 120},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := allowed(newAttempts(), attemptsBegin, 120, tt.who); got != tt.want {
				t.Errorf("%d of 120 attempts allowed, want %d", got, tt.want)
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
	if a.allow(attemptsBegin, signIn{account: "luc@desk.example", address: "10.0.0.1"}) {
		t.Error("the thirty-first attempt from an address is allowed")
	}
	if !a.allow(attemptsBegin, signIn{account: "luc@desk.example", address: "10.0.0.2"}) {
		t.Error("another address is refused")
	}
}

func TestSuccessGivesAttemptsBack(t *testing.T) {
	a := newAttempts()
	allowed(a, attemptsBegin, 10, always("amina@desk.example", "10.0.0.1"))
	a.forget(attemptsBegin, signIn{account: "amina@desk.example", address: "10.0.0.1"})
	if got := allowed(a, attemptsBegin, 12, always("amina@desk.example", "10.0.0.1")); got != 10 {
		t.Errorf("the account has %d attempts after a success, want all 10", got)
	}
	if got := allowed(a, attemptsBegin, 40, always("", "10.0.0.1")); got != 30-10+1-12 {
		t.Errorf("the address has %d attempts after a success, want 30-10+1-12", got)
	}
}

// One address that tries ever other accounts is refused by its own limit: it leaves nothing behind in the
// limits of accounts, and does not keep others out.
func TestOneStrangerShutsNobodyOut(t *testing.T) {
	a := newAttempts()
	got := allowed(a, attemptsBegin, 2*attempt.Memory, func(i int) signIn {
		return signIn{account: fmt.Sprintf("p%d@desk.example", i), address: "203.0.113.7"}
	})
	if got != addressBurst {
		t.Errorf("the stranger has %d attempts, want %d", got, addressBurst)
	}
	if got := allowed(a, attemptsBegin, 200, func(i int) signIn {
		return signIn{account: fmt.Sprintf("q%d@desk.example", i), address: fmt.Sprintf("10.0.%d.1", i)}
	}); got != 200 {
		t.Errorf("%d of 200 others are let in", got)
	}
}

// Guesses from many places end at the account as a whole, but not in the browsers where its owner works.
func TestAKnownBrowserPassesTheLimits(t *testing.T) {
	a := newAttempts()
	allowed(a, attemptsBegin, 1000, func(i int) signIn {
		return signIn{account: "amina@desk.example", address: fmt.Sprintf("10.%d.%d.1", i/250, i%250)}
	})
	allowed(a, attemptsBegin, 100, always("luc@desk.example", "192.0.2.1"))
	if a.allow(attemptsBegin, signIn{account: "amina@desk.example", address: "192.0.2.9"}) {
		t.Error("a strange browser is let in after a thousand guesses")
	}
	if !a.allow(attemptsBegin, signIn{account: "amina@desk.example", address: "192.0.2.1", browser: "hers"}) {
		t.Error("the browser that has signed in before is kept out")
	}
}
