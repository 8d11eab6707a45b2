package access

import (
	"time"

	"truchement/workflow/attempt"
)

// attempts bounds how often a sign-in may be tried: to an account ten times at once, from an
// address (a whole newsroom may share one) thirty times, then one in 30 seconds. A success gives the
// account its attempts back, and the address the one it took: the owner of an account must not gain
// guesses at others by signing in to it.
type attempts struct{ *attempt.Limits }

const (
	attemptEvery = 30 * time.Second
	accountBurst = 10
	addressBurst = 30
)

func newAttempts() *attempts { return &attempts{attempt.New(attemptEvery)} }

// signIn names who tries: the account, and the address they come from.
type signIn struct{ account, address string }

// allow takes one attempt from account and address, and reports whether both
// had one left. An empty one does not count.
func (a *attempts) allow(now time.Time, who signIn) bool {
	account := a.Take(now, accountKey(who.account), accountBurst)
	return a.Take(now, attempt.Address(who.address), addressBurst) && account
}

func accountKey(account string) string {
	if account == "" {
		return ""
	}
	return "account " + account
}

// forget gives back the account's attempts and the one of the address, after a success.
func (a *attempts) forget(now time.Time, who signIn) {
	a.Forget(accountKey(who.account))
	a.GiveBack(now, attempt.Address(who.address))
}
