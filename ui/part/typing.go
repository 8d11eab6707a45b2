package part

import (
	"encoding/json"

	"truchement/workflow/lang"
)

// Typing are the rules that the field's script types by, as JSON: the language, and in French the
// spaces of the house style. Empty: what is typed stays as it is.
func (r *Row) Typing() (string, error) {
	style := r.Article.Publisher.Style
	rules := struct {
		Lang   string       `json:"lang"`
		Spaces lang.Spacing `json:"spaces"`
	}{lang.Base(r.Article.TargetLang), lang.Spacing{}}
	switch {
	case rules.Lang == "fr" && !style.FrenchAsTyped:
		rules.Spaces = lang.FrenchSpacing(style.French)
	case rules.Lang == "ar" && !style.ArabicAsTyped:
	default:
		return "", nil
	}
	text, err := json.Marshal(rules)
	return string(text), err
}

// Narrow is the narrow space of the house style.
func (r *Row) Narrow() string { return lang.Narrow(r.Article.Publisher.Style.French) }
