package engine

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
	return refusal(e.classify(err), fmt.Errorf("%s: %s: %w", e.name, doing, err))
}

// errReplaced is the cause of the fault replaced.
var errReplaced = errors.New("the database's file was moved, removed or replaced while it is open")

// refusal is the error of what was certainly not kept.
func refusal(f fault, err error) error {
	kind, id := workflow.Internal, "store.fault"
	switch f {
	case duplicate:
		kind, id = workflow.Conflict, "store.taken"
	case missingReference:
		kind, id = workflow.NotFound, "error.not-found"
	case invalidValue:
		kind, id = workflow.Invalid, "store.rejected"
	case transient, busy:
		kind, id = workflow.Unavailable, "store.busy"
	case disconnected:
		kind, id = workflow.Unavailable, "store.unreachable"
	case diskFull:
		kind, id = workflow.Unavailable, "store.full"
	case readOnly:
		kind, id = workflow.Unavailable, "store.read-only"
	case corrupted:
		kind, id = workflow.Unavailable, "store.stopped"
	case replaced:
		kind, id = workflow.Unavailable, "store.replaced"
	case cancelled:
		kind, id = workflow.Unavailable, "store.cancelled"
	}
	return &workflow.Error{Kind: kind, ID: id, Err: err}
}

// uncertain is the error of a commit that may or may not have been kept.
func uncertain(err error) error {
	return &workflow.Error{Kind: workflow.Unknown, ID: "store.unknown", Err: err}
}

// isContextEnd reports whether err says that a context has ended.
func isContextEnd(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
