//go:build !unix

package uitest

import "testing"

// takeBrowserTurn does nothing where files have no locks.
func takeBrowserTurn(testing.TB) {}
