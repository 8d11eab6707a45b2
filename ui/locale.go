package ui

import (
	"embed"
	"fmt"
	"html/template"
	"strings"
	"time"

	"truchement/workflow/lang"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed word/locales/active.*.toml
var localeFiles embed.FS

// First strong isolate and pop directional isolate: what keeps a name of unknown direction from
// reordering the sentence around it where no element can.
const (
	isolate    = "\u2068"
	popIsolate = "\u2069"
)

// languages are the interface languages, the default first.
func languages() []string { return []string{"fr", "ar", "en"} }

// locales holds one speech for each interface language. It is filled once and never changed.
type locales struct {
	speech  map[string]*speech
	matcher language.Matcher
}

func newLocales(zone *time.Location) (*locales, error) {
	bundle := i18n.NewBundle(language.French)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	all := &locales{speech: map[string]*speech{}}
	var tags []language.Tag
	for _, name := range languages() {
		if _, err := bundle.LoadMessageFileFS(localeFiles, localePath(name)); err != nil {
			return nil, fmt.Errorf("locale %s: %w", name, err)
		}
		tags = append(tags, language.MustParse(name))
	}
	for _, name := range languages() {
		all.speech[name] = newSpeech(bundle, name, zone)
	}
	all.matcher = language.NewMatcher(tags)
	return all, nil
}

func localePath(name string) string { return "word/locales/active." + name + ".toml" }

// in answers the speech of a language tag; "ar-MA" is served by "ar". The second result says
// whether we have that language at all.
func (l *locales) in(tag string) (*speech, bool) {
	s, ok := l.speech[lang.Base(tag)]
	return s, ok
}

// accept picks from an Accept-Language header; French where nothing fits.
func (l *locales) accept(header string) *speech {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return l.speech[languages()[0]]
	}
	_, i, confidence := l.matcher.Match(tags...)
	if confidence == language.No {
		i = 0
	}
	return l.speech[languages()[i]]
}

// speech says things in one language. It is part of every page's data, so templates call its
// methods: {{.T "people.title"}}.
type speech struct {
	tag     string
	local   *i18n.Localizer
	numbers *lang.Locale
	dates   *lang.Locale
	arab    bool // dates too are in Arabic-Indic digits
	zone    *time.Location
}

func newSpeech(bundle *i18n.Bundle, name string, zone *time.Location) *speech {
	format := lang.LocaleOf(formatTag(name))
	return &speech{tag: name, local: i18n.NewLocalizer(bundle, name), numbers: format,
		dates: format, zone: zone}
}

// Lang answers the language tag of the interface, for the html element.
func (s *speech) Lang() string { return s.tag }

// Dir answers "rtl" or "ltr" for the interface.
func (s *speech) Dir() string { return lang.Direction(s.tag) }

// DirOf answers "rtl" or "ltr" for the language of a text.
func (s *speech) DirOf(tag string) string { return lang.Direction(tag) }

// T answers the message in the interface language, as plain text. args are name and value in
// turn. "Count" chooses the plural form; integers are written in the locale's digits; strings,
// which may be of any direction, are put between isolates.
func (s *speech) T(id string, args ...any) string {
	return s.say(id, args, func(text string) string { return isolate + text + popIsolate })
}

// H is T for the inside of an element: each string argument stands in a bdi element. The message
// and its arguments are escaped.
func (s *speech) H(id string, args ...any) template.HTML {
	const open, shut = "\ue000", "\ue001"
	text := template.HTMLEscapeString(s.say(id, args, func(text string) string {
		return open + strings.NewReplacer(open, "", shut, "").Replace(text) + shut
	}))
	text = strings.NewReplacer(open, "<bdi>", shut, "</bdi>").Replace(text)
	return template.HTML(text) //nolint:gosec // escaped above
}

func (s *speech) say(id string, args []any, wrap func(string) string) string {
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

func (s *speech) value(v any, wrap func(string) string) string {
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
