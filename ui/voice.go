package ui

import (
	"errors"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

// Voice says messages where there is no page: on the command line. The zero Voice says message
// IDs.
type Voice struct{ speech *speech }

// Speak answers the voice of a language tag; English where we do not have that language.
func Speak(tag string) Voice {
	all, err := newLocales(time.Local)
	if err != nil {
		return Voice{}
	}
	if s, ok := all.in(tag); ok {
		return Voice{speech: s}
	}
	s, _ := all.in("en")
	return Voice{speech: s}
}

// T answers a message; args are name and value in turn, and "Count" chooses the plural. Values
// stand as they are, since isolates in a terminal would end up in what people copy.
func (v Voice) T(id string, args ...any) string {
	if v.speech == nil {
		return id
	}
	return v.speech.say(id, args, func(text string) string { return text })
}

// Sentence says an error: one of the desk in the voice's language, with its cause where it is not
// the user's to mend; any other error in its own words.
func (v Voice) Sentence(err error) string {
	var w *workflow.Error
	if !errors.As(err, &w) {
		return err.Error()
	}
	text := v.T(w.ID, argsOf(w.Args)...)
	switch w.Kind {
	case workflow.Internal, workflow.Unknown, workflow.Unavailable:
		if w.Err != nil {
			return text + " (" + w.Err.Error() + ")"
		}
	}
	return text
}

// LabelEdition gives a document the words that an edition of it shows, in both of its languages.
func LabelEdition(d *bitext.Document) error {
	all, err := newLocales(time.Local)
	if err != nil {
		return err
	}
	all.label(d)
	return nil
}

// argsOf are named values as the arguments of T.
func argsOf(named map[string]any) []any {
	args := make([]any, 0, 2*len(named))
	for name, value := range named {
		args = append(args, name, value)
	}
	return args
}

// label gives an edition its own words in both of its languages.
func (l *locales) label(d *bitext.Document) {
	d.Labels = map[string]map[string]string{}
	for _, tag := range []string{d.SourceLang, d.TargetLang} {
		speech, ok := l.in(tag)
		if !ok {
			speech = l.speech["en"]
		}
		words := map[string]string{}
		for key, id := range editionWords() {
			words[key] = speech.T(id)
		}
		for _, other := range []string{d.SourceLang, d.TargetLang} {
			words[edition.LanguageKey(other)] = speech.editionLanguage(other)
		}
		d.Labels[tag] = words
	}
}
