package workflow

import (
	"errors"
	"fmt"
)

// Kind is the class of an Error; it decides the HTTP status and the exit code.
type Kind string

// The kinds of errors.
const (
	Invalid      Kind = "invalid"      // the input is wrong; say how
	Unauthorized Kind = "unauthorized" // no person is signed in, or wrongly
	Forbidden    Kind = "forbidden"    // signed in, but not allowed
	NotFound     Kind = "not-found"
	Conflict     Kind = "conflict" // another person was first
	TooMany      Kind = "too-many" // slow down
	TooLarge     Kind = "too-large"
	Unavailable  Kind = "unavailable" // storage cannot write now; not saved
	Unknown      Kind = "unknown"     // it may or may not be saved; ask again
	Internal     Kind = "internal"    // our fault
)

// Error is what every use case returns when it refuses or fails. ID names the
// message in the locale files; Args fill it in.
type Error struct {
	Kind Kind
	ID   string
	Args map[string]any
	Err  error // the cause, for the log only
}

// Error is for logs; people read the message named by ID.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Kind, e.ID, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.Kind, e.ID)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is makes errors.Is(err, &Error{Kind: k}) match by kind, and by ID when given.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && (t.Kind == "" || t.Kind == e.Kind) && (t.ID == "" || t.ID == e.ID)
}

// KindOf is the kind of err: Internal when err is not an *Error.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	var c *ConflictError
	if errors.As(err, &c) {
		return Conflict
	}
	return Internal
}

// Fail makes an *Error; args are alternating names and values for the message.
func Fail(kind Kind, id string, args ...any) *Error {
	e := &Error{Kind: kind, ID: id}
	for i := 0; i+1 < len(args); i += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[fmt.Sprint(args[i])] = args[i+1]
	}
	return e
}
