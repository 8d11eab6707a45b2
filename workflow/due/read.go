package due

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// tokensOf parts a folded text into numbers, words and signs. Hyphens and apostrophes between
// letters part words and are dropped.
func tokensOf(folded string) []string {
	var tokens []string
	kind := func(r rune) int {
		switch {
		case r >= '0' && r <= '9':
			return 1
		case unicode.IsLetter(r):
			return 2
		}
		return 0
	}
	last := 0
	for _, r := range folded {
		k := kind(r)
		switch {
		case r == ' ' || r == '\'':
			k = 0
		case k != 0 && k == last:
			tokens[len(tokens)-1] += string(r)
		case r == '-' && last == 2:
			k = 0
		default:
			tokens = append(tokens, string(r))
		}
		last = k
	}
	return tokens
}

// reader reads tokens in the order they come; a day may come before or after its hour.
type reader struct {
	tokens []string
	pos    int

	hasClock     bool
	hour, minute int
	half         string // am or pm

	hasDay   bool
	day      civil // its year is 0 when none was given
	relative *int  // days from today
	weekday  *time.Weekday
	strict   bool // not today

	hasSpan bool
	days    int
	span    time.Duration
}

func (r *reader) done() bool { return r.pos >= len(r.tokens) }

// token is the token n after the next one; empty after the last.
func (r *reader) token(n int) string {
	if r.pos+n >= len(r.tokens) {
		return ""
	}
	return r.tokens[r.pos+n]
}

// takes goes on when the next tokens are these words.
func (r *reader) takes(phrase string) bool {
	words := strings.Fields(phrase)
	for i, w := range words {
		if r.token(i) != w {
			return false
		}
	}
	r.pos += len(words)
	return true
}

func (r *reader) takesAny(phrases []string) bool { return slices.ContainsFunc(phrases, r.takes) }

// number takes the next token when it is a number of at most four digits.
func (r *reader) number() (int, bool) {
	text := r.token(0)
	n, err := strconv.Atoi(text)
	if err != nil || len(text) > 4 || text[0] < '0' || text[0] > '9' {
		return 0, false
	}
	r.pos++
	return n, true
}

// isNumber reports whether the token n after the next one is a number of these digits.
func (r *reader) isNumber(n, fewest, most int) bool {
	text := r.token(n)
	return len(text) >= fewest && len(text) <= most && strings.Trim(text, "0123456789") == ""
}

func (r *reader) fail(reason Reason) error { return &Error{reason, r.token(0)} }

// next reads the next part of the text.
func (r *reader) next() error {
	begin := r.pos
	switch {
	case r.takesAny(words().tomorrowNext):
		return r.setRelative(2)
	case r.takesAny(words().afternoon):
		return r.setHalf("pm")
	case r.takesAny(words().tonight):
		if err := r.setHalf("pm"); err != nil {
			return err
		}
		return r.setRelative(0)
	case r.takesAny(words().today):
		return r.setRelative(0)
	case r.takesAny(words().tomorrow):
		return r.setRelative(1)
	case r.takesAny(words().noon):
		if err := r.setHalf("pm"); err != nil { // else midi of the morning would be midnight
			return err
		}
		return r.setClock(12, 0)
	case r.takesAny(words().midnight):
		return r.setClock(24, 0)
	case r.takesAny(words().pm):
		return r.setHalf("pm")
	case r.takesAny(words().am):
		return r.setHalf("am")
	case r.takesAny(words().after):
		return r.readSpan()
	case r.takesAny(words().following):
		r.strict = true
		return nil
	case r.takesAny(words().filler):
		return nil
	}
	for day, names := range words().weekdays {
		if r.takesAny(names) {
			if r.weekday != nil {
				r.pos = begin
				return r.fail(Unread)
			}
			r.weekday = &day
			r.takes(".") // of an abbreviation
			return nil
		}
	}
	if month, ok := r.month(); ok { // October 28
		n, ok := r.number()
		if !ok {
			return r.fail(Unread)
		}
		r.takesAny(words().ordinal)
		return r.setDay(r.year(), month, n)
	}
	if r.isNumber(0, 1, 4) {
		return r.readNumber()
	}
	return r.fail(Unread)
}

func (r *reader) setRelative(days int) error {
	if r.relative != nil && *r.relative != days {
		return &Error{Reason: Unread}
	}
	r.relative = &days
	return nil
}

func (r *reader) setHalf(half string) error {
	if r.half != "" && r.half != half {
		return &Error{Reason: Unread}
	}
	r.half = half
	return nil
}

func (r *reader) setClock(hour, minute int) error {
	switch {
	case r.hasClock:
		return &Error{Reason: Unread}
	case hour > 24, minute > 59, hour == 24 && minute > 0:
		return &Error{Reason: NoSuch}
	}
	r.hasClock, r.hour, r.minute = true, hour, minute
	return nil
}

func (r *reader) setDay(year int, month time.Month, day int) error {
	switch {
	case r.hasDay:
		return &Error{Reason: Unread}
	case month < 1, month > 12, day < 1, day > 31:
		return &Error{Reason: NoSuch}
	}
	r.hasDay, r.day = true, civil{year: year, month: month, day: day}
	return nil
}

// month takes the name of a month, in one word or two.
func (r *reader) month() (time.Month, bool) {
	for n := 2; n > 0; n-- {
		if r.pos+n > len(r.tokens) {
			continue
		}
		if m, ok := words().months[strings.Join(r.tokens[r.pos:r.pos+n], " ")]; ok {
			r.pos += n
			r.takes(".") // of an abbreviation
			return m, true
		}
	}
	return 0, false
}

// year takes a year that follows a day; 0 when none does.
func (r *reader) year() int {
	if r.token(0) == "," && r.isNumber(1, 4, 4) {
		r.pos++
	}
	if !r.isNumber(0, 4, 4) {
		return 0
	}
	n, _ := r.number()
	return n
}

// readNumber reads what begins with a number: a date or the time of a clock.
func (r *reader) readNumber() error {
	for _, sign := range []string{"/", "-", "."} {
		if r.token(1) == sign && r.token(3) == sign && r.isNumber(2, 1, 2) && r.isNumber(4, 1, 4) {
			return r.readDate()
		}
	}
	n, _ := r.number()
	switch {
	case r.token(0) == "/" && r.isNumber(1, 1, 2):
		r.pos++
		month, _ := r.number()
		return r.setDay(0, time.Month(month), n)
	case (r.token(0) == ":" || r.token(0) == ".") && r.isNumber(1, 2, 2):
		r.pos++
		minute, _ := r.number()
		if r.token(0) == ":" && r.isNumber(1, 2, 2) { // seconds
			r.pos += 2
		}
		return r.setClock(n, minute)
	}
	begin := r.pos
	r.takesAny(words().ordinal)
	r.takesAny([]string{"de", "of"})
	if month, ok := r.month(); ok {
		return r.setDay(r.year(), month, n)
	}
	r.pos = begin
	if r.takesAny(words().hour) && r.isNumber(0, 1, 2) && !r.startsDate() {
		minute, _ := r.number()
		return r.setClock(n, minute)
	}
	return r.setClock(n, 0)
}

// startsDate reports whether the number that comes next belongs to a date: "9h 14 avril".
func (r *reader) startsDate() bool {
	ahead := *r
	ahead.pos++
	if _, ok := ahead.month(); ok {
		return true
	}
	return slices.Contains([]string{"/", "-", "."}, r.token(1))
}

// readDate reads 2024-10-28 and 28/10/2024.
func (r *reader) readDate() error {
	var n [3]int
	for i := range n {
		if i > 0 {
			r.pos++
		}
		var ok bool
		if n[i], ok = r.number(); !ok {
			return r.fail(Unread)
		}
	}
	switch {
	case n[0] > 31:
		return r.setDay(n[0], time.Month(n[1]), n[2])
	case n[2] < 100:
		n[2] += 2000
	}
	return r.setDay(n[2], time.Month(n[1]), n[0])
}

// readSpan reads a length of time: "2 h", "1 h 30", "une heure et demie", "ساعتين".
func (r *reader) readSpan() error {
	if r.hasSpan {
		return r.fail(Unread)
	}
	for first := true; ; first = false {
		begin := r.pos
		joined := r.takesAny(words().and) || r.takesAndOf()
		if !first && !joined && r.span == 0 { // a day ends a length; what follows is its hour
			break
		}
		if !r.readAmount() {
			r.pos = begin
			if first {
				return r.fail(Unread)
			}
			break
		}
		r.hasSpan = true
	}
	return nil
}

// takesAndOf takes the Arabic "and" off the word that it is written with.
func (r *reader) takesAndOf() bool {
	rest, ok := strings.CutPrefix(r.token(0), "و")
	if !ok || len(rest) < 4 {
		return false
	}
	r.tokens = slices.Clone(r.tokens)
	r.tokens[r.pos] = rest
	return true
}

// readAmount adds an amount of one unit to the length.
func (r *reader) readAmount() bool {
	n, counted := r.number()
	if !counted {
		for i, names := range words().numbers {
			if counted = r.takesAny(names); counted {
				n = i + 1
				break
			}
		}
	}
	if n > 1000 {
		return false
	}
	for _, u := range words().units {
		if !r.takesAny(u.names) {
			continue
		}
		switch {
		case u.dual:
			n = 2
		case !counted:
			n = 1
		}
		if u.fraction { // half an hour
			r.takesAny([]string{"d", "an", "a"})
			r.takesAny(words().hour)
		}
		r.span += time.Duration(n) * u.length
		r.days += n * u.days
		return true
	}
	if counted && r.span > 0 && r.span%time.Hour == 0 && n < 60 { // the minutes of "1 h 30"
		r.span += time.Duration(n) * time.Minute
		return true
	}
	return false
}
