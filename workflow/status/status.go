// Package status has what those who look after a desk see of how it does: its storage, its backups and the faults of
// its server.
package status

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Desk is how a desk does.
type Desk struct {
	Storage Storage
	Backups bool // whether they are made by the clock
	Backup  Backup
}

// Look asks how a desk does.
type Look func(context.Context) (Desk, error)

// Storage is how the database of a desk does. A size of -1 is not known.
type Storage struct {
	Engine  string
	Size    int64 // bytes of the database
	Log     int64 // bytes of its write-ahead log
	Free    int64 // bytes that the disk has left
	Waiting int   // saves that wait for their turn
	Saves   Times // from the call to the answer
	Broken  bool  // nothing is written until a restart
}

// Backup says how the last backup and the last trial went.
type Backup struct {
	File    string    `json:"file"` // the newest backup
	Made    time.Time `json:"made"`
	Size    int64     `json:"size"`
	Tried   time.Time `json:"tried"`  // when that backup was put back for trial; zero: it was not
	Failed  time.Time `json:"failed"` // when the last backup or trial failed; zero: it did not
	Problem string    `json:"problem"`
}

// Fault is a request that failed by a fault of the desk. The log has the rest under its reference.
type Fault struct {
	At               time.Time
	Reference, Route string
	Status           int
}

// Times are how long the last of many took: half of them P50 or less, all but one in a hundred P99 or less.
type Times struct {
	Count    int
	P50, P99 time.Duration
}

// timesKept is how many durations a Clock remembers.
const timesKept = 1000

// Clock remembers how long the last took. It is safe for concurrent use.
type Clock struct {
	mu   sync.Mutex
	last []time.Duration
	next int
}

// Add remembers one.
func (c *Clock) Add(took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.last) < timesKept {
		c.last = append(c.last, took)
		return
	}
	c.last[c.next] = took
	c.next = (c.next + 1) % timesKept
}

// Times are the figures of those that it remembers.
func (c *Clock) Times() Times {
	c.mu.Lock()
	all := slices.Clone(c.last)
	c.mu.Unlock()
	if len(all) == 0 {
		return Times{}
	}
	slices.Sort(all)
	at := func(percent int) time.Duration { return all[(len(all)*percent+99)/100-1] }
	return Times{Count: len(all), P50: at(50), P99: at(99)}
}

// faultsKept is how many faults are remembered.
const faultsKept = 20

// Faults remembers the last faults. It is safe for concurrent use.
type Faults struct {
	mu  sync.Mutex
	all []Fault
}

// Add remembers one, and forgets the oldest of too many.
func (f *Faults) Add(one Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all = append(f.all, one)
	f.all = f.all[max(0, len(f.all)-faultsKept):]
}

// Newest lists them, the newest first.
func (f *Faults) Newest() []Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := slices.Clone(f.all)
	slices.Reverse(all)
	return all
}
