package draft

import (
	"context"
	"time"

	"truchement/workflow/machine"
)

// NewPausing makes a client that writes down how long it would wait.
func NewPausing() (*Client, *[]time.Duration) {
	c, waits := New(), &[]time.Duration{}
	c.pause = func(_ context.Context, d time.Duration) error {
		*waits = append(*waits, d)
		return nil
	}
	return c, waits
}

// Read reads an answer by a protocol.
func Read(name machine.Protocol, o Order, body []byte) ([]Answer, error) {
	p, err := protocolOf(name)
	if err != nil {
		return nil, err
	}
	return p.answers(o, body)
}
