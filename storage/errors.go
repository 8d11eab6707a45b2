package storage

import (
	"errors"
	"fmt"

	"truchement/workflow"
)

// notFound says that there is no such thing. Its arguments name it, for those who say what they looked for.
func notFound(noun, key string) error {
	return &workflow.Error{
		Kind: workflow.NotFound, ID: "error.not-found", Args: map[string]any{"Noun": noun, "Key": key},
		Err: fmt.Errorf("no %s %q", noun, key),
	}
}

// renameConflict gives a Conflict the message id; other errors stay as they are.
func renameConflict(err error, id string) error {
	var w *workflow.Error
	if errors.As(err, &w) && w.Kind == workflow.Conflict {
		return &workflow.Error{Kind: workflow.Conflict, ID: id, Err: w.Err}
	}
	return err
}
