package segment

import (
	"crypto/sha256"
	"strings"
	"sync"
)

// Cache keeps the compiled rules of SRX files by the content of the file and the language. It keeps
// the most recently used. It is safe for concurrent use.
type Cache struct {
	capacity int

	mu      sync.Mutex
	clock   int64
	entries map[cacheKey]*cached
}

type cacheKey struct {
	file [sha256.Size]byte
	tag  string
}

type cached struct {
	used    int64
	compile func() (*Rules, error)
}

// NewCache returns a cache for at most capacity rule lists.
func NewCache(capacity int) *Cache {
	return &Cache{capacity: capacity, entries: map[cacheKey]*cached{}}
}

// Rules returns the compiled rules of an SRX file for a language. The default rules are used if the
// file is empty or does not serve the language.
func (c *Cache) Rules(file, tag string) (*Rules, error) {
	if file == "" {
		return Default(tag), nil
	}
	key := cacheKey{sha256.Sum256([]byte(file)), tag}
	c.mu.Lock()
	c.clock++
	e, ok := c.entries[key]
	if !ok {
		e = &cached{compile: sync.OnceValues(func() (*Rules, error) { return compileFile(file, tag) })}
		c.entries[key] = e
	}
	e.used = c.clock
	c.evict()
	c.mu.Unlock()
	return e.compile()
}

// evict removes the least recently used entries beyond the capacity.
func (c *Cache) evict() {
	for len(c.entries) > c.capacity {
		var oldest cacheKey
		least := c.clock + 1
		for key, e := range c.entries {
			if e.used < least {
				oldest, least = key, e.used
			}
		}
		delete(c.entries, oldest)
	}
}

func compileFile(file, tag string) (*Rules, error) {
	srx, err := Parse(strings.NewReader(file))
	if err != nil {
		return nil, err
	}
	if len(srx.Names(tag)) == 0 {
		return Default(tag), nil
	}
	return srx.Rules(tag)
}
