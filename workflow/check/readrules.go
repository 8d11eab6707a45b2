package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Fault says what is wrong with a file of rules.
type Fault string

// The faults.
const (
	NotJSON      Fault = "json"  // it is no JSON object, or a field has another type
	UnknownField Fault = "field" // Name is none of Rules
	UnknownCheck Fault = "check" // Name is no check
	WrongValue   Fault = "value" // Name is a field, or a check with a mode, that cannot have Value
)

// RulesError is why rules are refused.
type RulesError struct {
	Fault       Fault
	Name, Value string
}

// Error returns the error in English, for logs.
func (e *RulesError) Error() string {
	return fmt.Sprintf("check: rules: %s %q %q", e.Fault, e.Name, e.Value)
}

// mostRules is the longest file of rules, in bytes.
const mostRules = 1 << 20

// ReadRules reads rules as JSON. What it does not know is refused, so that a misspelt name does not leave a check on that
// was to be off: the error is a *RulesError, or the reader's own.
func ReadRules(in io.Reader) (Rules, error) {
	text, err := io.ReadAll(io.LimitReader(in, mostRules+1))
	if err != nil {
		return Rules{}, fmt.Errorf("read the rules: %w", err)
	}
	var r Rules
	var given map[string]json.RawMessage
	if len(text) > mostRules || json.Unmarshal(text, &given) != nil || given == nil {
		return Rules{}, &RulesError{Fault: NotJSON}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(ruleFields(), name) {
			return Rules{}, &RulesError{Fault: UnknownField, Name: name}
		}
	}
	if err := json.Unmarshal(text, &r); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			return Rules{}, &RulesError{Fault: WrongValue, Name: wrong.Field, Value: wrong.Value}
		}
		return Rules{}, &RulesError{Fault: NotJSON}
	}
	return r, Validate(&r)
}

// ruleFields are the names of the fields of rules, as JSON has them.
func ruleFields() (names []string) {
	t := reflect.TypeFor[Rules]()
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

// Validate refuses rules that no checker follows, as a *RulesError.
func Validate(r *Rules) error {
	for _, id := range slices.Sorted(maps.Keys(r.Modes)) {
		if !slices.ContainsFunc(checks, func(k *Check) bool { return k.ID == id }) {
			return &RulesError{Fault: UnknownCheck, Name: string(id)}
		}
		if mode := r.Modes[id]; !slices.Contains([]Mode{"", Off, Warn, Block}, mode) {
			return &RulesError{Fault: WrongValue, Name: string(id), Value: string(mode)}
		}
	}
	for _, of := range []struct {
		name, value string
		known       []string
	}{
		{"french", r.French, []string{"", "fr-FR", "fr-MA", "fr-CH", "fr-CA", "eu"}}, // of lang.FrenchSpacing
		{"digits", r.Digits, []string{"", "latn", "arab"}},
	} {
		if !slices.Contains(of.known, of.value) {
			return &RulesError{Fault: WrongValue, Name: of.name, Value: of.value}
		}
	}
	for _, of := range []struct {
		name  string
		value int
	}{{"headline", r.Headline}, {"caption", r.Caption}} {
		if of.value < 0 {
			return &RulesError{Fault: WrongValue, Name: of.name, Value: fmt.Sprint(of.value)}
		}
	}
	return nil
}
