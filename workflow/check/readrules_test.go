package check

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestReadRules(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		want       Rules
		wrong      RulesError
	}{
		{"none", `{}`, Rules{}, RulesError{}},
		{"all", `{"checks": {"final-sign": "off", "codes": "warn", "doubled-word": "block"}, "french": "fr-CH", "digits": "arab", "headline": 90}`,
			Rules{Modes: map[ID]Mode{"final-sign": Off, "codes": Warn, "doubled-word": Block}, French: "fr-CH", Digits: "arab", Headline: 90}, RulesError{}},
		{"nothing", ``, Rules{}, RulesError{Fault: NotJSON}},
		{"half", `{"checks": {`, Rules{}, RulesError{Fault: NotJSON}},
		{"null", `null`, Rules{}, RulesError{Fault: NotJSON}},
		{"a list", `[]`, Rules{}, RulesError{Fault: NotJSON}},
		{"two objects", `{} {}`, Rules{}, RulesError{Fault: NotJSON}},
		{"too long", `{` + strings.Repeat(" ", mostRules) + `}`, Rules{}, RulesError{Fault: NotJSON}},
		{"another field", `{"check": {}}`, Rules{}, RulesError{Fault: UnknownField, Name: "check"}},
		{"a field in capitals", `{"French": "fr-FR"}`, Rules{}, RulesError{Fault: UnknownField, Name: "French"}},
		{"another check", `{"checks": {"finalsign": "off"}}`, Rules{}, RulesError{Fault: UnknownCheck, Name: "finalsign"}},
		{"another mode", `{"checks": {"final-sign": "error"}}`, Rules{}, RulesError{Fault: WrongValue, Name: "final-sign", Value: "error"}},
		{"another profile", `{"french": "fr"}`, Rules{}, RulesError{Fault: WrongValue, Name: "french", Value: "fr"}},
		{"other digits", `{"digits": "arabic"}`, Rules{}, RulesError{Fault: WrongValue, Name: "digits", Value: "arabic"}},
		{"fewer than none", `{"caption": -1}`, Rules{}, RulesError{Fault: WrongValue, Name: "caption", Value: "-1"}},
		{"a word for a number", `{"headline": "90"}`, Rules{}, RulesError{Fault: WrongValue, Name: "headline", Value: "string"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadRules(strings.NewReader(tt.file))
			var wrong *RulesError
			if errors.As(err, &wrong); wrong == nil {
				wrong = &RulesError{}
			}
			if *wrong != tt.wrong || tt.wrong.Fault == "" && (err != nil || !reflect.DeepEqual(got, tt.want)) {
				t.Errorf("%+v, %v; want %+v, %+v", got, err, tt.want, tt.wrong)
			}
		})
	}
}
