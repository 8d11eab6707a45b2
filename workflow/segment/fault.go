package segment

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"strings"
)

// Reason is the reason why a rule is refused.
type Reason string

// The reasons.
const (
	Lookaround    Reason = "lookaround"
	BackReference Reason = "back-reference"
	Possessive    Reason = "possessive"
	SetInSet      Reason = "set-in-set"
	Intersection  Reason = "intersection"
	NegatedInSet  Reason = "negated-in-set"
	OpenSet       Reason = "open-set"
	OpenGroup     Reason = "open-group"
	BadEscape     Reason = "bad-escape"
	BadSet        Reason = "bad-set"
	BadRepeat     Reason = "bad-repeat"
	Unprintable   Reason = "unprintable"
	TooLarge      Reason = "too-large"
	Malformed     Reason = "malformed"
)

// Side is one of the two expressions of a rule, by its name in SRX.
type Side string

// The two sides; a RuleError has none if the rule as a whole is refused.
const (
	Before Side = "beforebreak"
	After  Side = "afterbreak"
)

// RuleError is a rule that the engine cannot follow. It wraps ErrSRX.
type RuleError struct {
	Set    string
	Rule   int // from 1
	Side   Side
	Reason Reason
	Part   string // the part of the expression, if known
	cause  error
}

// Error returns the error in English, for logs and the command line.
func (e *RuleError) Error() string {
	return fmt.Sprintf("%v: %s, rule %d: %s %v", ErrSRX, e.Set, e.Rule, e.Side, e.cause)
}

// Unwrap returns ErrSRX and the cause.
func (e *RuleError) Unwrap() []error { return []error{ErrSRX, e.cause} }

// fault is an error in an expression that translate or compile finds.
type fault struct {
	reason Reason
	text   string
}

func (f *fault) Error() string { return f.text }

// ruleError returns the error of one side of a rule.
func ruleError(side Side, err error) *RuleError {
	e := &RuleError{Side: side, Reason: Malformed, cause: err}
	var f *fault
	var s *syntax.Error
	switch {
	case errors.As(err, &f):
		e.Reason = f.reason
	case errors.As(err, &s):
		e.Reason, e.Part = syntaxReason(s), s.Expr
	}
	return e
}

func syntaxReason(s *syntax.Error) Reason {
	switch s.Code {
	case syntax.ErrInvalidPerlOp, syntax.ErrInvalidNamedCapture:
		return Lookaround
	case syntax.ErrInvalidEscape:
		if len(s.Expr) > 1 && strings.ContainsRune("123456789k", rune(s.Expr[1])) {
			return BackReference
		}
		return BadEscape
	case syntax.ErrInvalidRepeatOp:
		return Possessive
	case syntax.ErrMissingBracket:
		return OpenSet
	case syntax.ErrMissingParen, syntax.ErrUnexpectedParen:
		return OpenGroup
	case syntax.ErrTrailingBackslash:
		return BadEscape
	case syntax.ErrInvalidCharClass, syntax.ErrInvalidCharRange:
		return BadSet
	case syntax.ErrInvalidRepeatSize, syntax.ErrMissingRepeatArgument:
		return BadRepeat
	case syntax.ErrLarge, syntax.ErrNestingDepth:
		return TooLarge
	}
	return Malformed
}
