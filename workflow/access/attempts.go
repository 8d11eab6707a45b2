package access

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// attempts bounds how often a key may try to sign in: an account ten times at
// once, an address (a whole newsroom may share one) thirty times, then one in
// 30 seconds. A success gives the account its attempts back, and the address the
// one it took: who has an account must not buy guesses at others with it.
type attempts struct {
	mu     sync.Mutex
	byKey  map[string]*rate.Limiter
	pruned time.Time
}

const (
	attemptEvery   = 30 * time.Second
	accountBurst   = 10
	addressBurst   = 30
	attemptMemory  = 100_000 // keys; beyond it, new ones share one limit
	attemptUnnamed = "others"
)

func newAttempts() *attempts { return &attempts{byKey: map[string]*rate.Limiter{}} }

// attempt names who tries: the account, and the address they come from.
type attempt struct{ account, address string }

// allow takes one attempt from account and address, and reports whether both
// had one left. An empty one does not count.
func (a *attempts) allow(now time.Time, who attempt) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.prune(now)
	account := a.take(now, accountKey(who.account), accountBurst)
	return a.take(now, addressKey(who.address), addressBurst) && account
}

func (a *attempts) take(now time.Time, key string, burst int) bool {
	if key == "" {
		return true
	}
	l := a.byKey[key]
	if l == nil {
		if len(a.byKey) >= attemptMemory {
			key = attemptUnnamed
		}
		if l = a.byKey[key]; l == nil {
			l = rate.NewLimiter(rate.Every(attemptEvery), burst)
			a.byKey[key] = l
		}
	}
	return l.AllowN(now, 1)
}

func accountKey(account string) string {
	if account == "" {
		return ""
	}
	return "account " + account
}

// addressKey is the address, of IPv6 the /64 that one line has.
func addressKey(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	if ip = ip.Unmap(); ip.Is6() {
		if net, err := ip.Prefix(64); err == nil {
			return "address " + net.String()
		}
	}
	return "address " + ip.String()
}

// forget gives back the account's attempts and the one of the address, after a success.
func (a *attempts) forget(now time.Time, who attempt) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.byKey, accountKey(who.account))
	if l := a.byKey[addressKey(who.address)]; l != nil {
		l.AllowN(now, -1)
	}
}

// prune drops the keys that are full again, so that the map stays small.
func (a *attempts) prune(now time.Time) {
	if now.Sub(a.pruned) < time.Minute {
		return
	}
	a.pruned = now
	for k, l := range a.byKey {
		if l.TokensAt(now) >= float64(l.Burst()) {
			delete(a.byKey, k)
		}
	}
}
