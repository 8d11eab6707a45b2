package uitest

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
)

// Program calls the API with a token.
type Program struct {
	Newsroom *Newsroom
	Token    string
}

// Call sends body as JSON, or as it is when it is a string, and reads the answer into out; pairs are headers.
func (p Program) Call(status int, method, path string, body, out any, pairs ...string) *httptest.ResponseRecorder {
	p.Newsroom.TB.Helper()
	text, ok := body.(string)
	if !ok && body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			p.Newsroom.TB.Fatal(err)
		}
		text = string(b)
	}
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(text))
	r.Header.Set("Authorization", "Bearer "+p.Token)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(pairs); i += 2 {
		r.Header.Set(pairs[i], pairs[i+1])
	}
	w := httptest.NewRecorder()
	p.Newsroom.ServeHTTP(w, r)
	if w.Code != status {
		p.Newsroom.TB.Fatalf("%s %s: status %d, want %d\n%s", method, path, w.Code, status, w.Body)
	}
	if out != nil {
		if err := json.Unmarshal(w.Body.Bytes(), out); err != nil {
			p.Newsroom.TB.Fatalf("%s %s: %v\n%s", method, path, err, w.Body)
		}
	}
	return w
}

// Match is a version as If-Match has it.
func Match(version int64) string { return fmt.Sprintf("%q", fmt.Sprint(version)) }

// APIArabic is a short article.
const APIArabic = "وصل الوزير إلى الرباط صباح اليوم. هل وقع الاتفاق؟"
