// Package attempt bounds how often secrets may be guessed: passwords, links.
package attempt

import (
	"container/list"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits counts the attempts of keys. A key has so many at once (its burst, the same at each call),
// then one more every while. It is safe for concurrent use.
type Limits struct {
	mu    sync.Mutex
	every time.Duration
	byKey map[string]*list.Element // of byUse
	byUse *list.List               // of *counted, the one that was used last in front
}

// counted is a key with the attempts that it has left.
type counted struct {
	key string
	*rate.Limiter
}

// Memory is how many keys are kept; beyond it, the one that was not used for the longest time is forgotten.
const Memory = 100_000

// New makes limits that give each key an attempt back every while.
func New(every time.Duration) *Limits {
	return &Limits{every: every, byKey: map[string]*list.Element{}, byUse: list.New()}
}

// Take takes an attempt of key, and reports whether there was one left. An empty key has no limit.
func (l *Limits) Take(now time.Time, key string, burst int) bool {
	if key == "" {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	found := l.byKey[key]
	if found == nil {
		l.forgetOldest(now)
		found = l.byUse.PushFront(&counted{key, rate.NewLimiter(rate.Every(l.every), burst)})
		l.byKey[key] = found
	}
	l.byUse.MoveToFront(found)
	return limitOf(found).AllowN(now, 1)
}

// Left reports whether key has an attempt left, and takes none.
func (l *Limits) Left(now time.Time, key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	found := l.byKey[key]
	return found == nil || limitOf(found).TokensAt(now) >= 1
}

// GiveBack gives key the attempt back that it took.
func (l *Limits) GiveBack(now time.Time, key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if found := l.byKey[key]; found != nil {
		limitOf(found).AllowN(now, -1)
	}
}

// Forget gives key all its attempts back.
func (l *Limits) Forget(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if found := l.byKey[key]; found != nil {
		l.remove(found)
	}
}

func limitOf(e *list.Element) *counted { return e.Value.(*counted) }

func (l *Limits) remove(e *list.Element) { delete(l.byKey, l.byUse.Remove(e).(*counted).key) }

// forgetOldest drops the key that was not used for the longest time when all places are taken, and a few at
// that end that have all their attempts again: they cost their place and say nothing.
func (l *Limits) forgetOldest(now time.Time) {
	for range 4 {
		oldest := l.byUse.Back()
		if oldest == nil {
			return
		}
		full := limitOf(oldest).TokensAt(now) >= float64(limitOf(oldest).Burst())
		if !full && l.byUse.Len() < Memory {
			return
		}
		l.remove(oldest)
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
