package storage

import (
	"context"
	"errors"
	"fmt"

	"truchement/workflow"
)

// translate turns an engine's error into a workflow error; doing says what was
// being done, for the log.
func (e *engine) translate(err error, doing string) error {
	var w *workflow.Error
	if err == nil || errors.As(err, &w) {
		return err
	}
	return refusal(e.fault(err), fmt.Errorf("%s: %s: %w", e.name, doing, err))
}

// refusal is the answer to what was certainly not kept.
func refusal(f fault, err error) error {
	kind, id := workflow.Internal, "store.fault"
	switch f {
	case taken:
		kind, id = workflow.Conflict, "store.taken"
	case dangling:
		kind, id = workflow.NotFound, "error.not-found"
	case rejected:
		kind, id = workflow.Invalid, "store.rejected"
	case passing, crowded:
		kind, id = workflow.Unavailable, "store.busy"
	case lost:
		kind, id = workflow.Unavailable, "store.unreachable"
	case full:
		kind, id = workflow.Unavailable, "store.full"
	case broken:
		kind, id = workflow.Unavailable, "store.stopped"
	case stopped:
		kind, id = workflow.Unavailable, "store.cancelled"
	}
	return &workflow.Error{Kind: kind, ID: id, Err: err}
}

// uncertain is the answer when a commit may or may not have been kept.
func uncertain(err error) error {
	return &workflow.Error{Kind: workflow.Unknown, ID: "store.unknown", Err: err}
}

func missing(noun, key string) error {
	return &workflow.Error{
		Kind: workflow.NotFound, ID: "error.not-found",
		Err: fmt.Errorf("no %s %q", noun, key),
	}
}

// taken answers id in place of a bare Conflict.
func orTaken(err error, id string) error {
	var w *workflow.Error
	if errors.As(err, &w) && w.Kind == workflow.Conflict {
		return &workflow.Error{Kind: workflow.Conflict, ID: id, Err: w.Err}
	}
	return err
}

// cancelled reports whether err is the end of a context.
func cancelled(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
