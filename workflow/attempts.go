package workflow

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// attempts bounds how often a key (an account, an address) may try to sign in:
// ten at once, then one every 30 seconds.
type attempts struct {
	mu     sync.Mutex
	byKey  map[string]*rate.Limiter
	pruned time.Time
}

const (
	attemptEvery = 30 * time.Second
	attemptBurst = 10
)

func newAttempts() *attempts { return &attempts{byKey: map[string]*rate.Limiter{}} }

// allow takes one attempt from every key, and reports whether all had one left.
func (a *attempts) allow(now time.Time, keys ...string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.prune(now)
	ok := true
	for _, k := range keys {
		l := a.byKey[k]
		if l == nil {
			l = rate.NewLimiter(rate.Every(attemptEvery), attemptBurst)
			a.byKey[k] = l
		}
		ok = l.AllowN(now, 1) && ok
	}
	return ok
}

// forget gives a key all its attempts back, after a success.
func (a *attempts) forget(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.byKey, key)
}

// prune drops the keys that are full again, so that the map stays small.
func (a *attempts) prune(now time.Time) {
	if now.Sub(a.pruned) < time.Minute {
		return
	}
	a.pruned = now
	for k, l := range a.byKey {
		if l.TokensAt(now) >= attemptBurst {
			delete(a.byKey, k)
		}
	}
}
