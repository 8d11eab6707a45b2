package word

import (
	"errors"
	"time"

	"truchement/workflow"
)

// Voice says messages where there is no page: on the command line. The zero Voice says message
// IDs.
type Voice struct{ speech *Speech }

// Speak answers the voice of a language tag; English where we do not have that language.
func Speak(tag string) Voice {
	all, err := NewLocales(time.Local)
	if err != nil {
		return Voice{}
	}
	if s, ok := all.In(tag); ok {
		return Voice{speech: s}
	}
	s, _ := all.In("en")
	return Voice{speech: s}
}

// T answers a message; args are name and value in turn, and "Count" chooses the plural. Values
// have no isolates, which in a terminal would end up in what people copy.
func (v Voice) T(id string, args ...any) string {
	if v.speech == nil {
		return id
	}
	return v.speech.say(id, args, func(text string) string { return text })
}

// Sentence says an error: one of the desk, or of a file, in the voice's language, with its cause where it is not
// the user's to mend; any other error in its own words.
func (v Voice) Sentence(err error) string {
	var w *workflow.Error
	if !errors.As(err, &w) {
		if text, ok := FileSentence(v, err); ok && v.speech != nil {
			return text
		}
		return err.Error()
	}
	text := v.T(w.ID, ArgsOf(w.Args)...)
	switch w.Kind {
	case workflow.Internal, workflow.Unknown, workflow.Unavailable:
		if w.Err != nil {
			return text + " (" + w.Err.Error() + ")"
		}
	}
	return text
}

// ArgsOf are named values as the arguments of T.
func ArgsOf(named map[string]any) []any {
	args := make([]any, 0, 2*len(named))
	for name, value := range named {
		args = append(args, name, value)
	}
	return args
}
