package draft

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"truchement/workflow/lang"
)

// overQuota is the status by which DeepL says that its characters are used up.
const overQuota = 456

// deepl is DeepL: POST /v2/translate. It takes texts, and one context for all of them that it does not translate.
var deepl = protocol{
	path: "/v2/translate",
	header: func(s Server) http.Header {
		return http.Header{"Authorization": {"DeepL-Auth-Key " + s.Key}}
	},
	body: func(_ Server, o Order) ([]byte, error) {
		return asJSON(struct {
			Text    []string `json:"text"`
			Source  string   `json:"source_lang"`
			Target  string   `json:"target_lang"`
			Tags    string   `json:"tag_handling"`
			Context string   `json:"context,omitempty"`
		}{o.encoded(), strings.ToUpper(lang.Base(o.SourceLang)), deeplTarget(o.TargetLang), "xml", contextOf(o)})
	},
	read: func(o Order, body []byte) ([]string, error) {
		var a struct {
			Translations []struct {
				Text string `json:"text"`
			} `json:"translations"`
		}
		if err := json.Unmarshal(body, &a); err != nil {
			return nil, err
		}
		if a.Translations == nil {
			return nil, errors.New("no translations")
		}
		var texts []string
		for _, t := range a.Translations {
			texts = append(texts, t.Text)
		}
		return exactly(o, texts)
	},
	fail: func(status int, said string) Kind {
		switch {
		case status == overQuota:
			return OverQuota
		case status == http.StatusBadRequest && oneOf(said, "target_lang", "source_lang"):
			return NoPair
		}
		return ""
	},
}

// deeplTarget is a language as DeepL wants it: English in one of its kinds.
func deeplTarget(tag string) string {
	if base := lang.Base(tag); base != "en" {
		return strings.ToUpper(base)
	}
	return "EN-GB"
}

// contextOf are the sources around the items of an order.
func contextOf(o Order) string {
	if len(o.Items) == 0 {
		return ""
	}
	first, last := o.Items[0].Before, o.Items[len(o.Items)-1].After
	return strings.TrimSpace(first + "\n" + last)
}

// asJSON writes JSON as a reader would: signs of markup stay as they are.
func asJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
