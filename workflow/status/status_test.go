package status

import (
	"testing"
	"time"
)

func TestTimesAreOfTheLastThousand(t *testing.T) {
	var c Clock
	if got := c.Times(); got != (Times{}) {
		t.Errorf("of none: %+v", got)
	}
	for range 500 {
		c.Add(time.Hour) // forgotten
	}
	for i := range timesKept {
		c.Add(time.Duration(timesKept-i) * time.Millisecond)
	}
	want := Times{Count: 1000, P50: 500 * time.Millisecond, P99: 990 * time.Millisecond}
	if got := c.Times(); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	one := Clock{last: []time.Duration{time.Second}}
	if got := one.Times(); got != (Times{1, time.Second, time.Second}) {
		t.Errorf("of one: %+v", got)
	}
}

func TestFaultsAreTheNewest(t *testing.T) {
	var f Faults
	for i := range 25 {
		f.Add(Fault{At: time.Unix(int64(i), 0), Status: 500 + i})
	}
	all := f.Newest()
	if len(all) != 20 || all[0].Status != 524 || all[19].Status != 505 {
		t.Errorf("%d faults, %+v", len(all), all)
	}
}
