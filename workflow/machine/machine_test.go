package machine

import (
	"bytes"
	"errors"
	"testing"
	"time"
)

// A sealed key opens with its secret and for its machine alone, and does not show in what is kept.
func TestSeal(t *testing.T) {
	secret, other := bytes.Repeat([]byte{1}, SecretSize), bytes.Repeat([]byte{2}, SecretSize)
	sealed, err := Seal(secret, "m1", "sk-secret")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("secret")) {
		t.Error("the key can be read")
	}
	if key, err := Open(secret, "m1", sealed); err != nil || key != "sk-secret" {
		t.Errorf("opened %q, %v", key, err)
	}
	again, _ := Seal(secret, "m1", "sk-secret")
	if bytes.Equal(again, sealed) {
		t.Error("sealed twice with one nonce")
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, c := range map[string]struct {
		secret []byte
		id     string
		sealed []byte
	}{
		"another secret":  {other, "m1", sealed},
		"another machine": {secret, "m2", sealed},
		"changed":         {secret, "m1", changed},
		"cut off":         {secret, "m1", sealed[:5]},
		"empty":           {secret, "m1", nil},
	} {
		if key, err := Open(c.secret, c.id, c.sealed); !errors.Is(err, ErrSealed) {
			t.Errorf("%s: opened %q, %v", name, key, err)
		}
	}
	if _, err := Seal(nil, "m1", "k"); err == nil {
		t.Error("sealed without a secret")
	}
}

func TestTakeKeepsToTheDay(t *testing.T) {
	m := Machine{Daily: 100}
	day := time.Date(2026, 3, 1, 23, 0, 0, 0, time.UTC)
	for i, step := range []struct {
		characters int
		at         time.Time
		want       bool
		left       int
	}{
		{60, day, true, 40}, {41, day, false, 40}, {40, day, true, 0}, {1, day, false, 0},
		{100, day.Add(2 * time.Hour), true, 0},
	} {
		if got := m.Take(step.characters, step.at); got != step.want {
			t.Errorf("step %d: %t", i, got)
		}
		if left, _ := m.Left(step.at); left != step.left {
			t.Errorf("step %d: %d left", i, left)
		}
	}
	free := Machine{}
	if _, limited := free.Left(day); limited || !free.Take(1<<30, day) {
		t.Error("a machine without a limit has one")
	}
}
