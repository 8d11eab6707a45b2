// Package attempt bounds how often secrets may be guessed: passwords, links.
package attempt

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits counts the attempts of keys. A key has so many at once (its burst, the same at each call),
// then one more every while. It is safe for concurrent use.
type Limits struct {
	mu     sync.Mutex
	every  time.Duration
	byKey  map[string]*rate.Limiter
	pruned time.Time
}

// Memory is how many keys are kept; beyond it, new ones share one limit.
const Memory = 100_000

const unnamed = "others"

// New makes limits that give each key an attempt back every while.
func New(every time.Duration) *Limits {
	return &Limits{every: every, byKey: map[string]*rate.Limiter{}}
}

// Take takes an attempt of key, and reports whether there was one left. An empty key has no limit.
func (l *Limits) Take(now time.Time, key string, burst int) bool {
	if key == "" {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.prune(now)
	return l.limiter(key, burst).AllowN(now, 1)
}

// Left reports whether key has an attempt left, and takes none.
func (l *Limits) Left(now time.Time, key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	found := l.byKey[key]
	if found == nil && len(l.byKey) >= Memory {
		found = l.byKey[unnamed]
	}
	return key == "" || found == nil || found.TokensAt(now) >= 1
}

// GiveBack gives key the attempt back that it took.
func (l *Limits) GiveBack(now time.Time, key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if found := l.byKey[key]; found != nil {
		found.AllowN(now, -1)
	}
}

// Forget gives key all its attempts back.
func (l *Limits) Forget(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.byKey, key)
}

func (l *Limits) limiter(key string, burst int) *rate.Limiter {
	if found := l.byKey[key]; found != nil {
		return found
	}
	if len(l.byKey) >= Memory {
		key = unnamed
	}
	found := l.byKey[key]
	if found == nil {
		found = rate.NewLimiter(rate.Every(l.every), burst)
		l.byKey[key] = found
	}
	return found
}

// prune drops the keys that are full again, so that the map stays small.
func (l *Limits) prune(now time.Time) {
	if now.Sub(l.pruned) < time.Minute {
		return
	}
	l.pruned = now
	for k, found := range l.byKey {
		if found.TokensAt(now) >= float64(found.Burst()) {
			delete(l.byKey, k)
		}
	}
}

// Address is the key of a network address: itself, of IPv6 the /64 that one line has; empty when it
// cannot be read.
func Address(address string) string {
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
