package draft

import (
	"encoding/json"
	"errors"
	"net/http"

	"truchement/workflow/lang"
)

// libre is LibreTranslate: POST /translate. It takes texts alone.
var libre = protocol{
	path:   "/translate",
	header: func(Server) http.Header { return http.Header{} },
	body: func(s Server, o Order) ([]byte, error) {
		return asJSON(struct {
			Q      []string `json:"q"`
			Source string   `json:"source"`
			Target string   `json:"target"`
			Format string   `json:"format"`
			Key    string   `json:"api_key,omitempty"`
		}{o.encoded(), lang.Base(o.SourceLang), lang.Base(o.TargetLang), "html", s.Key})
	},
	read: func(o Order, body []byte) ([]string, error) {
		var a struct {
			TranslatedText []string `json:"translatedText"`
		}
		if err := json.Unmarshal(body, &a); err != nil {
			return nil, err
		}
		if a.TranslatedText == nil {
			return nil, errors.New("no translatedText")
		}
		return exactly(o, a.TranslatedText)
	},
	fail: func(status int, said string) Kind {
		switch {
		case status == http.StatusBadRequest && oneOf(said, "not supported", "not available"):
			return NoPair
		case (status == http.StatusBadRequest || status == http.StatusForbidden) && oneOf(said, "api key"):
			return KeyRefused
		}
		return ""
	},
}
