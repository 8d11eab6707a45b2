package word

import (
	"embed"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"truchement/workflow/lang"
)

//go:embed locales/active.*.toml
var localeFiles embed.FS

// First strong isolate and pop directional isolate: what keeps a name of unknown direction from
// reordering the sentence around it where no element can.
const (
	isolate    = "\u2068"
	popIsolate = "\u2069"
)

// Languages are the interface languages, the default first.
func Languages() []string { return []string{"fr", "ar", "en"} }

// Locales holds one speech for each interface language. It is filled once and never changed.
type Locales struct {
	speech  map[string]*Speech
	matcher language.Matcher
	zone    *time.Location
}

// NewLocales reads the messages of every language; times are said in zone.
func NewLocales(zone *time.Location) (*Locales, error) {
	bundle := i18n.NewBundle(language.French)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	all := &Locales{speech: map[string]*Speech{}, zone: zone}
	var tags []language.Tag
	for _, name := range Languages() {
		if _, err := bundle.LoadMessageFileFS(localeFiles, localePath(name)); err != nil {
			return nil, fmt.Errorf("locale %s: %w", name, err)
		}
		tags = append(tags, language.MustParse(name))
	}
	for _, name := range Languages() {
		format := lang.LocaleOf(lang.UsualLocale(name))
		all.speech[name] = &Speech{names{messages{Tag: name, local: i18n.NewLocalizer(bundle, name),
			figures: figures{numbers: format, dates: format, Zone: zone}}}}
	}
	all.matcher = language.NewMatcher(tags)
	return all, nil
}

func localePath(name string) string { return "locales/active." + name + ".toml" }

// In answers the speech of a language tag; "ar-MA" is served by "ar". The second result says
// whether we have that language at all.
func (l *Locales) In(tag string) (*Speech, bool) {
	s, ok := l.speech[lang.Base(tag)]
	return s, ok
}

// Accept picks from an Accept-Language header; French where no language matches.
func (l *Locales) Accept(header string) *Speech {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return l.speech[Languages()[0]]
	}
	_, i, confidence := l.matcher.Match(tags...)
	if confidence == language.No {
		i = 0
	}
	return l.speech[Languages()[i]]
}

// Speech says things in one language. It is part of every page's data, so templates call its
// methods: {{.T "people.title"}}.
type Speech struct{ names }

// messages say the messages of one language.
type messages struct {
	figures
	Tag   string
	local *i18n.Localizer
}

// Lang answers the language tag of the interface, for the html element.
func (s *messages) Lang() string { return s.Tag }

// Dir answers "rtl" or "ltr" for the interface.
func (s *messages) Dir() string { return lang.Direction(s.Tag) }

// DirOf answers "rtl" or "ltr" for the language of a text.
func (s *messages) DirOf(tag string) string { return lang.Direction(tag) }

// T answers the message in the interface language, as plain text. args are name and value in
// turn. "Count" chooses the plural form; integers are written in the locale's digits; strings,
// which may be of any direction, are put between isolates.
func (s *messages) T(id string, args ...any) string {
	return s.say(id, args, func(text string) string { return isolate + text + popIsolate })
}

// H is T for the inside of an element: each string argument is put in a bdi element. The message
// and its arguments are escaped.
func (s *messages) H(id string, args ...any) template.HTML {
	const open, shut = "\ue000", "\ue001"
	text := template.HTMLEscapeString(s.say(id, args, func(text string) string {
		return open + strings.NewReplacer(open, "", shut, "").Replace(text) + shut
	}))
	text = strings.NewReplacer(open, "<bdi>", shut, "</bdi>").Replace(text)
	return template.HTML(text) //nolint:gosec // escaped above
}

func (s *messages) say(id string, args []any, wrap func(string) string) string {
	config := &i18n.LocalizeConfig{MessageID: id}
	data := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			continue
		}
		if n, ok := integer(args[i+1]); ok && name == "Count" {
			config.PluralCount = n
		}
		data[name] = s.value(args[i+1], wrap)
	}
	config.TemplateData = data
	text, err := s.local.Localize(config)
	if err != nil && text == "" {
		return id
	}
	return text
}

func (s *messages) value(v any, wrap func(string) string) string {
	if n, ok := integer(v); ok {
		return s.Int(n)
	}
	switch v := v.(type) {
	case string:
		return wrap(v)
	case fmt.Stringer:
		return wrap(v.String())
	default:
		return wrap(fmt.Sprint(v))
	}
}

func integer(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return v, true
	case int64:
		return int(v), true
	}
	return 0, false
}
