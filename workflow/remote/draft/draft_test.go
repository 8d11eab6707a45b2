package draft_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/machine"
	"truchement/workflow/remote"
	"truchement/workflow/remote/draft"
	"truchement/workflow/remote/draft/drafttest"
)

// coded is a text with a pair and a lone code.
func coded(t *testing.T) bitext.Text {
	t.Helper()
	text, err := bitext.Parse("وصل ⟦1⟧الوزير⟦/1⟧ & رحل⟦2/⟧.", []bitext.Code{{ID: "1", Type: bitext.Bold}, {ID: "2", Type: bitext.Break}})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

const (
	codedSent = `وصل <span id="c1">الوزير</span> &amp; رحل<img id="c2"/>.`
	codedMade = `Le <span id="c1">ministre</span> est arrivé &amp; reparti<img id="c2"/>.`
)

func order(t *testing.T) draft.Order {
	return draft.Order{SourceLang: "ar", TargetLang: "fr-FR", Items: []draft.Item{
		{Text: bitext.Plain("نعم."), Kind: bitext.Headline, Before: "قبل.", Terms: []draft.Term{{Source: "نعم", Target: "oui"}}},
		{Text: coded(t), Kind: bitext.Paragraph, After: "بعد."}}}
}

func known() map[string]string {
	return map[string]string{"نعم.": "Oui, d’accord.", codedSent: codedMade}
}

// Each protocol gives drafts with the codes of their sources; a stream is read as it comes.
func TestProtocols(t *testing.T) {
	for _, p := range machine.Protocols() {
		t.Run(string(p), func(t *testing.T) {
			server := drafttest.Serve(t, known())
			answers, err := draft.New().Ask(t.Context(), server.As(p), order(t))
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range []string{"Oui, d’accord.", "Le ⟦1⟧ministre⟦/1⟧ est arrivé & reparti⟦2/⟧."} {
				if got := answers[i]; got.Wrong != nil || got.Text.Markup() != want {
					t.Errorf("item %d: %q, %v", i, got.Text.Markup(), got.Wrong)
				}
			}
			address, body, err := draft.Sent(server.As(p), order(t))
			asked := server.Asked()[0]
			if p == machine.LibreTranslate { // which has the key in its body
				asked = strings.Replace(asked, ",\n  \"api_key\": \""+drafttest.Key+`"`, "", 1)
			}
			if err != nil || string(body) != asked || !strings.HasPrefix(address, server.URL) {
				t.Errorf("%s, %v: what is shown is not what is sent:\n%s\n%s", address, err, body, asked)
			}
			if strings.Contains(string(body), drafttest.Key) {
				t.Error("the key is shown")
			}
		})
	}
}

// What goes along where the service takes it.
func TestWhatGoesAlong(t *testing.T) {
	for p, want := range map[machine.Protocol][]string{
		machine.LibreTranslate: {`"format": "html"`, `"source": "ar"`, `"target": "fr"`},
		machine.DeepL:          {`"tag_handling": "xml"`, `"context": "قبل.\nبعد."`, `"target_lang": "FR"`},
		machine.Chat: {`<term status=\"preferred\"><source>نعم</source><target>oui</target></term>`, "<context>قبل.</context>",
			`kind=\"headline\"`, "from Arabic to French", `"model": "m"`, `"stream": true`, "House style: court."},
	} {
		o := order(t)
		o.Style = "court."
		_, body, err := draft.Sent(draft.Server{Protocol: p, URL: "https://a.test/", Model: "m"}, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(string(body), w) {
				t.Errorf("%s lacks %s:\n%s", p, w, body)
			}
		}
	}
}

// A server that has no answer is told apart by why, whatever its protocol.
func TestRefusals(t *testing.T) {
	status := func(code int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, body, code) }
	}
	change := func(p machine.Protocol, f func(*draft.Server)) func(draft.Server) draft.Server {
		return func(s draft.Server) draft.Server { s.Protocol = p; f(&s); return s }
	}
	none := func(*draft.Server) {}
	all := map[string]struct {
		server func(draft.Server) draft.Server
		to     string
		answer http.HandlerFunc
		want   draft.Kind
	}{
		"libre: key":       {change(machine.LibreTranslate, func(s *draft.Server) { s.Key = "x" }), "fr", nil, draft.KeyRefused},
		"libre: pair":      {change(machine.LibreTranslate, none), "zz", nil, draft.NoPair},
		"libre: garbage":   {change(machine.LibreTranslate, none), "fr", status(200, "<html>"), draft.NotProtocol},
		"libre: half":      {change(machine.LibreTranslate, none), "fr", status(200, `{"translatedText":["a"]}`), draft.NotProtocol},
		"libre: no such":   {change(machine.LibreTranslate, none), "fr", status(404, ""), draft.Refused},
		"deepl: key":       {change(machine.DeepL, func(s *draft.Server) { s.Key = "x" }), "fr", nil, draft.KeyRefused},
		"deepl: pair":      {change(machine.DeepL, none), "zz", nil, draft.NoPair},
		"deepl: quota":     {change(machine.DeepL, none), "fr", status(456, ""), draft.OverQuota},
		"deepl: garbage":   {change(machine.DeepL, none), "fr", status(200, `{"translations":null}`), draft.NotProtocol},
		"chat: key":        {change(machine.Chat, func(s *draft.Server) { s.Key = "x" }), "fr", nil, draft.KeyRefused},
		"chat: model":      {change(machine.Chat, func(s *draft.Server) { s.Model = "x" }), "fr", nil, draft.NoModel},
		"chat: garbage":    {change(machine.Chat, none), "fr", status(200, "data: {\n\n"), draft.NotProtocol},
		"chat: no choices": {change(machine.Chat, none), "fr", status(200, `{"error":"x"}`), draft.NotProtocol},
		"fails":            {change(machine.Chat, none), "fr", status(500, ""), draft.Refused},
		"oversize":         {change(machine.DeepL, none), "fr", status(500, strings.Repeat("x", 2<<20)), draft.Kind(remote.TooLarge)},
		"private":          {change(machine.DeepL, func(s *draft.Server) { s.Private = false }), "fr", nil, draft.Kind(remote.Forbidden)},
		"bad address":      {change(machine.DeepL, func(s *draft.Server) { s.URL = "file:///x" }), "fr", nil, draft.Kind(remote.BadAddress)},
	}
	for name, c := range all {
		t.Run(name, func(t *testing.T) {
			server := drafttest.Serve(t, known())
			server.AnswerWith(c.answer)
			o := order(t)
			o.TargetLang = c.to
			_, err := draft.New().Ask(t.Context(), c.server(server.As(machine.DeepL)), o)
			if err == nil || draft.ErrorOf(err).Kind != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), drafttest.Key) {
				t.Errorf("the error has the key: %v", err)
			}
		})
	}
}

// A server that is busy is asked again when it says so; one that is busy for long is not waited for.
func TestBusyServerIsAskedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		after string
		busy  int // how often
		waits []time.Duration
		asked int
		fails bool
	}{
		"says when":     {"3", 1, []time.Duration{3 * time.Second}, 2, false},
		"does not say":  {"", 2, []time.Duration{time.Second, 2 * time.Second}, 3, false},
		"stays busy":    {"", 9, []time.Duration{time.Second, 2 * time.Second}, 3, true},
		"for an hour":   {"3600", 1, nil, 1, true},
		"says nonsense": {"-5", 1, []time.Duration{time.Second}, 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			server := drafttest.Serve(t, known())
			left := c.busy
			var busy http.HandlerFunc
			busy = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", c.after)
				w.WriteHeader(http.StatusTooManyRequests)
				if left--; left == 0 {
					server.AnswerWith(nil)
				}
			}
			server.AnswerWith(busy)
			client, waits := draft.NewPausing()
			_, err := client.Ask(t.Context(), server.As(machine.DeepL), order(t))
			if (err != nil) != c.fails || c.fails && draft.ErrorOf(err).Kind != draft.Busy {
				t.Errorf("error %v", err)
			}
			if got := len(server.Asked()); got != c.asked {
				t.Errorf("asked %d times, want %d", got, c.asked)
			}
			if len(*waits) != len(c.waits) {
				t.Fatalf("waited %v, want %v", *waits, c.waits)
			}
			for i := range c.waits {
				if (*waits)[i] != c.waits[i] {
					t.Errorf("waited %v, want %v", *waits, c.waits)
				}
			}
		})
	}
}

// What came before a stream broke off is kept, segment by segment; a segment that comes twice, or that nobody asked for, is not.
func TestHalfAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		said         string
		whole        bool
		first, again error
	}{
		"breaks off in the second": {`<segment id="1">Oui.</segment><segment id="2">Le <spa`, false, nil, draft.ErrMissing},
		"leaves one out":           {`<segment id="2">` + codedMade + `</segment>`, true, draft.ErrMissing, nil},
		"codes are lost":           {`<segment id="1">Oui.</segment><segment id="2">Le ministre est là.</segment>`, true, nil, draft.ErrCodes},
		"codes are made up": {`<segment id="1"><span id="c9">Oui</span></segment><segment id="2">` + codedMade + `</segment>`, true,
			draft.ErrCodes, nil},
		"codes are torn": {`<segment id="1">Oui.</segment><segment id="2">` + strings.Replace(codedMade, "</span>", "", 1) + `</segment>`,
			true, nil, draft.ErrCodes},
		"twice":      {`<segment id="1">Oui.</segment><segment id="1">Si.</segment><segment id="7">Non.</segment>`, true, draft.ErrMissing, draft.ErrMissing},
		"only talks": {"Bien sûr ! Voici la traduction : oui.", true, draft.ErrMissing, draft.ErrMissing},
	} {
		t.Run(name, func(t *testing.T) {
			server := drafttest.Serve(t, nil)
			server.AnswerWith(func(w http.ResponseWriter, _ *http.Request) { drafttest.Stream(w, c.said, c.whole) })
			answers, err := draft.New().Ask(t.Context(), server.As(machine.Chat), order(t))
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range []error{c.first, c.again} {
				if !errors.Is(answers[i].Wrong, want) || (want == nil) != (answers[i].Wrong == nil) {
					t.Errorf("item %d: %q, %v; want %v", i+1, answers[i].Text.Markup(), answers[i].Wrong, want)
				}
			}
		})
	}
}

// A server that takes too long is not waited for.
func TestSlowServer(t *testing.T) {
	server := drafttest.Serve(t, nil)
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	server.AnswerWith(func(http.ResponseWriter, *http.Request) { <-release })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := draft.New().Ask(ctx, server.As(machine.Chat), order(t))
	if err == nil || draft.ErrorOf(err).Kind != draft.Kind(remote.TooSlow) {
		t.Errorf("got %v", err)
	}
}

// An order is cut into requests of some segments and characters; what a segment has goes along.
func TestParts(t *testing.T) {
	var o draft.Order
	for range 23 {
		o.Items = append(o.Items, draft.Item{Text: bitext.Plain("un")})
	}
	o.Items = append(o.Items, draft.Item{Text: bitext.Plain(strings.Repeat("x", 9000))}, draft.Item{Text: bitext.Plain("un")})
	var sizes []int
	for _, p := range o.Parts() {
		sizes = append(sizes, len(p.Items))
	}
	got, _ := json.Marshal(sizes)
	if string(got) != "[10,10,3,1,1]" || o.Characters() != 9048 {
		t.Errorf("parts %s, %d characters", got, o.Characters())
	}
	if len((draft.Order{}).Parts()) != 0 {
		t.Error("an empty order has parts")
	}
}

// Whatever a server answers, a draft has the codes of its source.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte(`{"choices":[{"message":{"content":"<segment id=\"1\">Oui <img id=\"c2\"></segment>"}}]}`), "chat")
	f.Add([]byte("data: {\"choices\":[{\"delta\":{\"content\":\"<segment id=\\\"1\\\">\"}}]}\n\n"), "chat")
	f.Add([]byte(`{"translatedText":["<span id=c1>a</span><img id='c2'>"]}`), "libretranslate")
	f.Add([]byte(`{"translations":[{"text":"⟦1⟧a⟦/1⟧⟦2/⟧"}]}`), "deepl")
	codes := []bitext.Code{{ID: "1", Type: bitext.Bold}, {ID: "2", Type: bitext.Break}}
	source, _ := bitext.Parse("⟦1⟧a⟦/1⟧⟦2/⟧", codes)
	f.Fuzz(func(t *testing.T, body []byte, protocol string) {
		answers, err := draft.Read(machine.Protocol(protocol), draft.Order{Items: []draft.Item{{Text: source}}}, body)
		if err != nil {
			return
		}
		for _, a := range answers {
			if a.Wrong == nil && len(a.Text.Codes()) != 2 {
				t.Errorf("codes of %q", a.Text.Markup())
			}
		}
	})
}
