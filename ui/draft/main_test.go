package draft_test

import (
	"testing"

	"truchement/ui/uitest"
)

func TestMain(m *testing.M) { uitest.RunMain(m) }
