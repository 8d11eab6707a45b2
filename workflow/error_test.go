package workflow_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
)

// idOf is the message id of a refusal: "" for none, "conflict" for a ConflictError.
func idOf(err error) string {
	var e *workflow.Error
	var c *workflow.ConflictError
	switch {
	case errors.As(err, &e):
		return e.ID
	case errors.As(err, &c):
		return "conflict"
	case err != nil:
		return err.Error()
	}
	return ""
}

// asError finds the *Error in err.
func asError(err error, e **workflow.Error) bool { return errors.As(err, e) }

func TestErrorSaysKindMessageAndCauseForLogs(t *testing.T) {
	bare := workflow.Fail(workflow.Invalid, "text.encoding")
	caused := &workflow.Error{Kind: workflow.Internal, ID: "error.internal", Err: io.ErrUnexpectedEOF}
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"without a cause", bare, "invalid: text.encoding"},
		{"with a cause", caused, "internal: error.internal: unexpected EOF"},
		{"a conflict", &workflow.ConflictError{Current: workflow.Segment{ID: "s7", Version: 4}},
			"conflict: segment s7 is at version 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.err.Error(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if !errors.Is(caused, io.ErrUnexpectedEOF) {
		t.Error("the cause cannot be found in the error")
	}
}

func TestErrorIsFoundByKindAndID(t *testing.T) {
	err := fmt.Errorf("wrapped: %w", workflow.Fail(workflow.NotFound, "error.not-found"))
	for _, c := range []struct {
		name   string
		target error
		want   bool
	}{
		{"its kind", &workflow.Error{Kind: workflow.NotFound}, true},
		{"its id", &workflow.Error{ID: "error.not-found"}, true},
		{"both", &workflow.Error{Kind: workflow.NotFound, ID: "error.not-found"}, true},
		{"another kind", &workflow.Error{Kind: workflow.Forbidden}, false},
		{"another id", &workflow.Error{ID: "error.forbidden"}, false},
		{"its kind with another id",
			&workflow.Error{Kind: workflow.NotFound, ID: "error.forbidden"}, false},
		{"its id with another kind",
			&workflow.Error{Kind: workflow.Forbidden, ID: "error.not-found"}, false},
		{"an error of another type", io.EOF, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := errors.Is(err, c.target); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestKindOfAnyError(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want workflow.Kind
	}{
		{"a refusal", workflow.Fail(workflow.TooLarge, "x"), workflow.TooLarge},
		{"a wrapped refusal", fmt.Errorf("w: %w", workflow.Fail(workflow.TooMany, "x")),
			workflow.TooMany},
		{"a conflict", &workflow.ConflictError{}, workflow.Conflict},
		{"a wrapped conflict", fmt.Errorf("w: %w", &workflow.ConflictError{}), workflow.Conflict},
		{"an error of a library", io.EOF, workflow.Internal},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := workflow.KindOf(c.err); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestFailNamesItsArguments(t *testing.T) {
	for _, c := range []struct {
		name string
		args []any
		want map[string]any
	}{
		{"none", nil, nil},
		{"one", []any{"Count", 3}, map[string]any{"Count": 3}},
		{"two", []any{"Set", "ar", "Rule", 2}, map[string]any{"Set": "ar", "Rule": 2}},
		{"a name without a value is left out", []any{"Count", 3, "Limit"},
			map[string]any{"Count": 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := workflow.Fail(workflow.Invalid, "some.message", c.args...)
			if got.Kind != workflow.Invalid || got.ID != "some.message" {
				t.Errorf("kind %s and id %s", got.Kind, got.ID)
			}
			if diff := cmp.Diff(c.want, got.Args); diff != "" {
				t.Error(diff)
			}
		})
	}
}
