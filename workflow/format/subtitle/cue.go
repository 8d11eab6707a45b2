package subtitle

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
)

// file is a file of subtitles.
type file struct {
	text     string
	encoding string
	vtt      bool
	timed    bool // there is a line with times
	lineEnd  string
	cues     []cue
}

// cue is one subtitle: where its words are in the text of the file.
type cue struct {
	from, to int
	line     int
	rows     int
	notes    []string // comments before it
}

// maxRows is how many lines a cue has at most: more are no subtitle.
const maxRows = 1000

// timing is the line that says when a subtitle is shown.
var timing = regexp.MustCompile(`^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}(?:\s.*)?$`)

// number is the line before it in SubRip.
var number = regexp.MustCompile(`^\s*\d+\s*$`)

// errNoCue is the cause of the error for what is no file of subtitles.
var errNoCue = errors.New("subtitle: there is no line with times")

// parse finds the cues of a file.
func parse(data []byte) (*file, error) {
	text, encoding, err := decode.Text(data, "")
	if err != nil {
		return nil, err
	}
	if encoding == decode.UTF8 {
		text = string(data) // with its byte order mark
	}
	f := &file{text: text, encoding: encoding, lineEnd: lineEndOf(text)}
	f.vtt = strings.HasPrefix(strings.TrimPrefix(text, "\uFEFF"), "WEBVTT")
	f.cut()
	switch {
	case !f.timed:
		return nil, &limit.Error{Kind: limit.Damaged, Err: errNoCue}
	case slices.ContainsFunc(f.cues, func(c cue) bool { return c.rows > maxRows }):
		return nil, &limit.Error{Kind: limit.TooMany, Max: maxRows}
	case len(f.cues) > limit.Blocks:
		return nil, &limit.Error{Kind: limit.TooMany, Max: limit.Blocks}
	}
	return f, nil
}

// line is a line of the text, without what ends it.
type line struct {
	text     string
	from, to int
}

func (l line) blank() bool { return strings.TrimSpace(l.text) == "" }

// lines cuts a text at LF, CR LF and CR.
func lines(s string) []line {
	var all []line
	for from := 0; from <= len(s); {
		n := strings.IndexAny(s[from:], "\r\n")
		if n < 0 {
			return append(all, line{s[from:], from, len(s)})
		}
		to := from + n
		all = append(all, line{s[from:to], from, to})
		if from = to + 1; s[to] == '\r' && from < len(s) && s[from] == '\n' {
			from++
		}
	}
	return all
}

// cut finds the cues. In WebVTT an empty line ends a cue; in SubRip, where some have empty lines, the next one does.
func (f *file) cut() {
	all := lines(f.text)
	all[0].text = strings.TrimPrefix(all[0].text, "\uFEFF")
	var notes []string
	for i := 0; i < len(all); i++ {
		if f.vtt && isNote(all[i].text) && (i == 0 || all[i-1].blank()) {
			from := i
			for i < len(all) && !all[i].blank() {
				i++
			}
			notes = append(notes, noteText(f.text[all[from].from:all[i-1].to]))
			continue
		}
		if !timing.MatchString(all[i].text) {
			continue
		}
		f.timed = true
		end := f.endOf(all, i+1)
		one := cue{line: i + 2, notes: notes}
		if notes = nil; end > i+1 {
			one.from, one.to, one.rows = all[i+1].from, all[end-1].to, end-i-1
			f.cues = append(f.cues, one)
		}
		i = max(i, end-1)
	}
}

// endOf is the number of the line after the words that begin on a line.
func (f *file) endOf(all []line, begin int) int {
	end := begin
	if f.vtt {
		for end < len(all) && !all[end].blank() && !timing.MatchString(all[end].text) {
			end++
		}
		return end
	}
	for end < len(all) && !timing.MatchString(all[end].text) {
		end++
	}
	if end < len(all) && end > begin && number.MatchString(all[end-1].text) {
		end--
	}
	for end > begin && all[end-1].blank() {
		end--
	}
	return end
}

// isNote reports whether a line begins a comment of WebVTT.
func isNote(s string) bool {
	rest, ok := strings.CutPrefix(s, "NOTE")
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

func noteText(s string) string {
	return strings.TrimSpace(strings.TrimPrefix(s, "NOTE"))
}
