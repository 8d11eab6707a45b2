package subtitle

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
)

// markup is what may be a tag, and the commands in braces that players took over from another format.
var markup = regexp.MustCompile(`</?([a-zA-Z]+)(?:[.\s][^<>]*)?>|<[\d:.]+>|\{\\[^{}]*\}|</>`)

// kept are the tags that become codes.
var kept = map[string]bitext.CodeType{"b": bitext.Bold, "i": bitext.Italic, "u": bitext.Underline, "s": bitext.Strike}

// others are the tags that no text of the desk has.
var others = []string{"c", "v", "lang", "ruby", "rt", "font"}

// frame is what is around all words of a cue: the speaker, a place on the screen. It is written back as it is.
type frame struct{ before, after string }

// maxFrame is how many tags a frame has at most.
const maxFrame = 16

// unframe takes the frame off the words of a cue.
func unframe(s string) (frame, string) {
	var f frame
	for range maxFrame {
		at := markup.FindStringSubmatchIndex(s)
		if at == nil || at[0] != 0 || strings.HasPrefix(s, "</") {
			return f, s
		}
		tag, name := s[:at[1]], ""
		if at[2] >= 0 {
			name = strings.ToLower(s[at[2]:at[3]])
		}
		rest := s[at[1]:]
		closing := "</" + name + ">"
		switch n := strings.Count(strings.ToLower(rest), closing); {
		case name != "" && !slices.Contains(others, name):
			return f, s
		case name != "" && n == 1 && strings.HasSuffix(strings.ToLower(rest), closing):
			cut := len(rest) - len(closing)
			f.after, rest = rest[cut:]+f.after, rest[:cut]
		case name != "" && n > 0, name == "ruby", name == "rt":
			return f, s
		}
		f.before += tag
		s = rest
	}
	return f, s
}

// words reads the words of a cue. Dropped is told of each tag that is left out.
func (f *file) words(s string, in *build.Inline, dropped func(tag string)) {
	var open []build.Format
	ended := false // the line
	add := func(s string) {
		if f.vtt {
			s = html.UnescapeString(s)
		}
		for i, l := range lines(s) {
			ended = ended || i > 0
			if l.text == "" {
				continue // an empty line shows nothing
			}
			if ended {
				in.Break()
				ended = false
			}
			in.Add(l.text, slices.Clone(open))
		}
	}
	from := 0
	for _, at := range markup.FindAllStringSubmatchIndex(s, -1) {
		tag, name := s[at[0]:at[1]], ""
		if at[2] >= 0 {
			name = strings.ToLower(s[at[2]:at[3]])
		}
		format, isKept := kept[name]
		if !f.vtt && name != "" && !isKept && !slices.Contains(others, name) {
			continue // words in angle brackets
		}
		add(s[from:at[0]])
		from = at[1]
		switch is := func(b build.Format) bool { return b.Type == format }; {
		case isKept && strings.HasPrefix(tag, "</"):
			open = slices.DeleteFunc(open, is)
		case isKept && slices.ContainsFunc(open, is):
		case isKept:
			open = append(open, build.Format{Type: format})
		case !strings.HasPrefix(tag, "</"):
			dropped(tag)
		}
	}
	add(s[from:])
}

// spell writes a target as the words of a cue, with the line ends of the file.
func (f *file) spell(t bitext.Text) string {
	var b strings.Builder
	for _, r := range t {
		tag := ""
		for name, format := range kept {
			if r.Code.Type == format {
				tag = name
			}
		}
		switch {
		case r.Kind == bitext.Chars:
			b.WriteString(f.escape(r.Chars))
		case r.Kind == bitext.Lone && r.Code.Type == bitext.Break:
			b.WriteByte('\n')
		case r.Kind == bitext.Lone:
			b.WriteString(f.escape(r.Code.Equiv))
		case tag != "" && r.Kind == bitext.Open:
			b.WriteString("<" + tag + ">")
		case tag != "":
			b.WriteString("</" + tag + ">")
		}
	}
	var rows []string
	for l := range strings.SplitSeq(b.String(), "\n") {
		if l = strings.TrimSpace(l); l != "" { // an empty line would end the cue
			rows = append(rows, l)
		}
	}
	return strings.Join(rows, f.lineEnd)
}

var vttEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func (f *file) escape(s string) string {
	if f.vtt {
		return vttEscapes.Replace(s)
	}
	return strings.ReplaceAll(s, "-->", "→") // it would be read as times
}

// lineEndOf is how lines end in a text.
func lineEndOf(s string) string {
	for _, end := range []string{"\r\n", "\n", "\r"} {
		if strings.Contains(s, end) {
			return end
		}
	}
	return "\n"
}
