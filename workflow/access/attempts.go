package access

import (
	"time"

	"truchement/workflow/attempt"
)

// attempts bounds how often a sign-in may be tried. From an address (a whole newsroom may share one) thirty
// times at once, at one account from there ten times, and at one account from everywhere a hundred times; then
// one in 30 seconds. A browser in which the account was signed in before is asked for none of these, only for
// its own ten: strangers cannot lock people out of the place where they work. A success gives back
// what it took, and to the account from that address all: the owner of an account must not gain guesses at
// others by signing in to it.
//
// The address is asked first. What it refuses leaves no trace of the account, so that one address with ever
// other accounts fills no memory and locks no account.
type attempts struct{ addresses, accounts, browsers *attempt.Limits }

const (
	attemptEvery    = 30 * time.Second
	addressBurst    = 30
	pairBurst       = 10
	accountBurst    = 100
	browserBurst    = 10
	maxAccountBytes = 254 // of an e-mail address; no account has a longer one
)

func newAttempts() *attempts {
	return &attempts{attempt.New(attemptEvery), attempt.New(attemptEvery), attempt.New(attemptEvery)}
}

// signIn names who tries: the account, the address they come from, and the browser if it is one that the
// account was signed in to before, else empty.
type signIn struct{ account, address, browser string }

// allow takes one attempt, and reports whether there was one left. What is empty does not count.
func (a *attempts) allow(now time.Time, who signIn) bool {
	if who.browser != "" {
		return a.browsers.Take(now, who.browser, browserBurst)
	}
	if !a.addresses.Take(now, attempt.Address(who.address), addressBurst) {
		return false
	}
	if who.account == "" || len(who.account) > maxAccountBytes {
		return true
	}
	return a.accounts.Take(now, who.pair(), pairBurst) && a.accounts.Take(now, who.account, accountBurst)
}

// pair is the key of the account as it is tried from that address.
func (s signIn) pair() string { return s.account + " " + attempt.Address(s.address) }

// forget gives back what a success took, and all to the account from that address.
func (a *attempts) forget(now time.Time, who signIn) {
	if who.browser != "" {
		a.browsers.Forget(who.browser)
		return
	}
	a.addresses.GiveBack(now, attempt.Address(who.address))
	a.accounts.Forget(who.pair())
	a.accounts.GiveBack(now, who.account)
}
