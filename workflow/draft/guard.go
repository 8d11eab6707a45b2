package draft

import (
	"strings"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Fault says why a draft is refused before anybody sees it.
type Fault string

// The faults.
const (
	NoFault  Fault = ""
	Missing  Fault = "missing" // the server has left the segment out
	Codes    Fault = "codes"   // they are not those of the source
	Empty    Fault = "empty"
	Same     Fault = "same"     // it is the source
	Language Fault = "language" // it is not in the target's language
	Talks    Fault = "talks"    // about the task
	Repeats  Fault = "repeats"  // the same words over and over
	TooLong  Fault = "long"
	TooShort Fault = "short"
)

// What a draft is measured by.
const (
	longestRatio = 3.0 // of the characters of a draft to those of the source
	spareChars   = 40  // that a short draft may have beyond that
	shortRatio   = 0.2
	shortFrom    = 40 // characters of a source that a draft may be too short for
	leastSure    = 0.8
	sureFrom     = 30 // characters of a text whose language can be told
	mostRepeats  = 4  // of the same words one after the other
	longestRun   = 6  // words of what is repeated
)

// talk are the beginnings of what programs say about a task, folded by lower case.
var talk = []string{"here is the translation", "here's the translation", "here is a translation", "translation:", "as an ai",
	"voici la traduction", "voici une traduction", "traduction :", "traduction:", "en tant qu’ia", "en tant qu'ia",
	"je ne peux pas traduire", "إليك الترجمة", "هذه هي الترجمة", "الترجمة:", "بصفتي نموذج", "عذرا، لا يمكنني", "عذرًا، لا يمكنني"}

// Judge says why a draft of a source is refused.
func Judge(source, made bitext.Text, target string) Fault {
	from, to := strings.TrimSpace(source.String()), strings.TrimSpace(made.String())
	switch {
	case to == "" && from != "":
		return Empty
	case !hasLetter(from):
		return NoFault // numbers and signs are the same in each language
	case talksAboutTask(from, to):
		return Talks
	case repeats(to) > max(repeats(from), mostRepeats-1):
		return Repeats
	case from == to && len([]rune(from)) >= sureFrom:
		return Same
	case !isIn(to, target):
		return Language
	}
	return judgeLength(len([]rune(from)), len([]rune(to)))
}

func judgeLength(from, to int) Fault {
	switch {
	case float64(to) > longestRatio*float64(from)+spareChars:
		return TooLong
	case from >= shortFrom && float64(to) < shortRatio*float64(from):
		return TooShort
	}
	return NoFault
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// isIn reports whether a text can be of a language. Of a short one the script alone is asked.
func isIn(text, tag string) bool {
	arabic, other := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.IsLetter(r):
			other++
		}
	}
	if arabic+other == 0 {
		return true
	}
	if isArabic := lang.Base(tag) == "ar"; isArabic != (arabic > other) {
		return false
	}
	found, sure := lang.Detect(text)
	return len([]rune(text)) < sureFrom || sure < leastSure || lang.Base(found) == lang.Base(tag)
}

// talksAboutTask reports whether a draft begins with what a program says. A source of translations is not judged so: its draft
// may begin with that word.
func talksAboutTask(source, made string) bool {
	source, made = strings.ToLower(source), strings.ToLower(made)
	if strings.Contains(made, "<segment") || strings.Contains(made, "```") {
		return true
	}
	for _, word := range []string{"ترجم", "tradu", "transl"} {
		if strings.Contains(source, word) {
			return false
		}
	}
	for _, begin := range talk {
		if strings.HasPrefix(made, begin) {
			return true
		}
	}
	return false
}

// repeats is how often the same words, one or several, follow each other at most.
func repeats(text string) (most int) {
	words := strings.Fields(text)
	for size := 1; size <= longestRun; size++ {
		run := 0
		for i := size; i < len(words); i++ {
			if words[i] == words[i-size] {
				run++
			} else {
				run = 0
			}
			most = max(most, run/size+1)
		}
	}
	return most
}
