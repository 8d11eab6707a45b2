package workflow

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// Options come as text from pages, the API and the command line. The functions here and ParseStates
// and its neighbours in package edition are the only ones that read them, so that what one refuses
// is refused by all, in the same words: the message names the value and what is possible.

// ParseOption returns the one of known that value names. Any other value is refused with the
// message of this id.
func ParseOption[T ~string](id, value string, known []T) (T, error) {
	if slices.Contains(known, T(value)) {
		return T(value), nil
	}
	return "", UnknownOption(id, T(value), known)
}

// UnknownOption refuses a value with the message of this id, which has the value unless it is
// empty, and the known ones.
func UnknownOption[T ~string](id string, value T, known []T) *Error {
	var names []string
	for _, k := range known {
		if k != "" {
			names = append(names, string(k))
		}
	}
	e := Fail(Invalid, id, "Known", strings.Join(names, ", "))
	if value != "" {
		e.Args["Value"] = quoteValue(string(value))
	}
	return e
}

// maxQuoted is how much of a refused value a message has, in characters.
const maxQuoted = 80

// quoteValue is a value as a message has it: not too long, and without characters that could
// change how the message is shown.
func quoteValue(s string) string {
	if n := utf8.RuneCountInString(s); n > maxQuoted {
		s = string([]rune(s)[:maxQuoted]) + "…"
	}
	if !IsVisible(s) {
		s = strconv.QuoteToGraphic(s)
	}
	return s
}

// ParseRole reads a role.
func ParseRole(value string) (Role, error) {
	return ParseOption("person.no-role", value, Roles())
}

// ParseScope reads the scope of a token.
func ParseScope(value string) (Scope, error) {
	return ParseOption("token.no-scope", value, Scopes())
}

// ParseStage reads a stage.
func ParseStage(value string) (Stage, error) {
	return ParseOption("option.stage", value, Stages())
}

// ParseInterface reads a language of the pages.
func ParseInterface(value string) (string, error) {
	return ParseOption("person.language", value, []string{"fr", "ar", "en"})
}

// ParseDigits reads the digits of Arabic text: latn, arab, or as usual in the country.
func ParseDigits(value string) (string, error) {
	return ParseOption("person.digits", value, []string{"", "latn", "arab"})
}

// ParseUrgency reads an urgency: 0, 1 or 2; none is Normal.
func ParseUrgency(value string) (Urgency, error) {
	known := []string{"", "0", "1", "2"}
	value, err := ParseOption("option.urgency", value, known)
	return Urgency(max(slices.Index(known, value)-1, 0)), err
}

// Check refuses an urgency that there is not.
func (u Urgency) Check() error {
	_, err := ParseUrgency(strconv.Itoa(int(u)))
	return err
}

// ParseLanguage reads the language of a text, a BCP 47 tag.
func ParseLanguage(value string) (string, error) {
	return value, CheckTag("intake.language", value)
}

// CheckTag refuses what is no language tag with the message of this id.
func CheckTag(id, tag string) error {
	if !lang.Valid(tag) {
		return UnknownOption(id, tag, []string{"ar", "fr", "en", "ar-MA"})
	}
	return nil
}

// CheckPair refuses the languages of a text and of its translation unless both are tags, and
// different.
func CheckPair(source, target string) error {
	const id = "align.languages"
	if err := CheckTag(id, source); err != nil {
		return err
	}
	if err := CheckTag(id, target); err != nil {
		return err
	}
	if source == target {
		return Fail(Invalid, id)
	}
	return nil
}

// ParseDay reads a day, as 2027-01-31, which begins at midnight in zone. Digits may be of any kind.
func ParseDay(value string, zone *time.Location) (time.Time, error) {
	t, err := time.ParseInLocation(time.DateOnly, foldDigits(value), zone)
	if err != nil {
		return t, Fail(Invalid, "option.day", "Value", quoteValue(value))
	}
	return t, nil
}

// ParseTime reads a moment as RFC 3339 has it, 2027-01-31T17:00:00Z.
func ParseTime(value string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, value)
	if err != nil {
		return t, Fail(Invalid, "option.time", "Value", quoteValue(value))
	}
	return t, nil
}

// ParseExpiry reads when a token ends: a day, or how long after now; nothing is the zero time,
// never.
func ParseExpiry(value string, now time.Time) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	if d, err := time.ParseDuration(value); err == nil {
		return now.Add(d), nil
	}
	t, err := ParseDay(value, now.Location())
	if err != nil {
		return t, Fail(Invalid, "option.expires", "Value", quoteValue(value))
	}
	return t, nil
}

// ParseNumber reads a whole number from least to most. Digits may be of any kind.
func ParseNumber(value string, least, most int) (int, error) {
	n, err := strconv.Atoi(foldDigits(value))
	if err != nil || n < least || n > most {
		return 0, Fail(Invalid, "option.number", "Value", quoteValue(value),
			"Known", fmt.Sprintf("%d–%d", least, most))
	}
	return n, nil
}

func foldDigits(s string) string { return strings.TrimSpace(lang.Fold(s, "")) }
