package docx

import (
	"regexp"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

// Recode gives the formats of a text that came back the codes of the desk that they were made of:
// each is the first of its kind among those of like that is not used yet, in the order of like; links
// go by their address. What Write made of notes and pictures becomes their codes again. Formats that
// like does not have are dropped, and named.
func Recode(t bitext.Text, like ...bitext.Text) (recoded bitext.Text, dropped []bitext.CodeType) {
	r := recoder{names: map[string]bitext.Code{}, used: map[string]bool{}}
	for _, one := range like {
		for _, c := range one.Codes() {
			if !slices.ContainsFunc(r.known, func(k bitext.Code) bool { return k.ID == c.ID }) {
				r.known = append(r.known, c)
			}
		}
	}
	for i := 0; i < len(t); i++ {
		switch run := t[i]; run.Kind {
		case bitext.Chars:
			r.chars(run.Chars)
		case bitext.Open:
			if n := r.note(t[i:]); n > 0 {
				i += n - 1
				continue
			}
			r.open(run.Code)
		case bitext.Close:
			if c, ok := r.names[run.Code.ID]; ok {
				r.out = append(r.out, bitext.Run{Kind: bitext.Close, Code: c})
			}
		case bitext.Lone:
			r.lone(run.Code)
		}
	}
	return bitext.Join(r.out).Trim(), r.dropped
}

// recoder is the state of Recode.
type recoder struct {
	known   []bitext.Code
	names   map[string]bitext.Code // the desk's codes, by the ids of the file
	used    map[string]bool
	out     bitext.Text
	dropped []bitext.CodeType
}

// take finds a code that is not used yet.
func (r *recoder) take(is func(bitext.Code) bool) (bitext.Code, bool) {
	for _, c := range r.known {
		if !r.used[c.ID] && is(c) {
			r.used[c.ID] = true
			return c, true
		}
	}
	return bitext.Code{}, false
}

func (r *recoder) open(c bitext.Code) {
	same := func(k bitext.Code) bool { return k.Type == c.Type && sameAddress(k, c) }
	found, ok := r.take(same)
	if !ok {
		// A pair that a reviewer wrote into has become two: both are the same code.
		i := slices.IndexFunc(r.known, same)
		if ok = i >= 0; ok {
			found = r.known[i]
		}
	}
	if !ok || r.isOpen(found.ID) {
		if !r.isPicture(c) {
			r.drop(c.Type)
		}
		return
	}
	r.names[c.ID] = found
	r.out = append(r.out, bitext.Run{Kind: bitext.Open, Code: found})
}

func (r *recoder) isOpen(id string) bool {
	depth := 0
	for _, run := range r.out {
		switch {
		case run.Code.ID != id:
		case run.Kind == bitext.Open:
			depth++
		case run.Kind == bitext.Close:
			depth--
		}
	}
	return depth > 0
}

// isPicture reports whether a link is the one that Write puts around a picture.
func (r *recoder) isPicture(c bitext.Code) bool {
	return c.Type == bitext.Link && slices.ContainsFunc(r.known, func(k bitext.Code) bool {
		return k.Type == bitext.Image && sameAddress(bitext.Code{Type: bitext.Link, Data: k.Data}, c)
	})
}

func (r *recoder) drop(t bitext.CodeType) {
	if !slices.Contains(r.dropped, t) {
		r.dropped = append(r.dropped, t)
	}
}

// sameAddress compares addresses as Write writes them; codes that are no links have none.
func sameAddress(known, got bitext.Code) bool {
	if known.Type != bitext.Link {
		return true
	}
	address, ok := edition.SafeLink(known.Data)
	back, _ := edition.SafeLink(got.Data)
	return ok && address == back
}

// note reads the mark of a note, which Write sets as raised text, and answers how many runs it is.
func (r *recoder) note(t bitext.Text) int {
	if len(t) < 3 || t[0].Code.Type != bitext.Superscript || t[1].Kind != bitext.Chars ||
		t[2].Kind != bitext.Close {
		return 0
	}
	c, ok := r.take(func(k bitext.Code) bool {
		return k.Type == bitext.NoteMark && k.Equiv == strings.TrimSpace(t[1].Chars)
	})
	if !ok {
		return 0
	}
	r.out = append(r.out, bitext.Run{Kind: bitext.Lone, Code: c})
	return 3
}

func (r *recoder) lone(c bitext.Code) {
	found, ok := r.take(func(k bitext.Code) bool { return k.Type == c.Type })
	switch {
	case ok:
		r.out = append(r.out, bitext.Run{Kind: bitext.Lone, Code: found})
	case c.Type == bitext.Break:
		r.out = append(r.out, bitext.Run{Chars: " "})
	default:
		r.drop(c.Type)
	}
}

// chars adds characters, with the pictures among them.
func (r *recoder) chars(s string) {
	for _, c := range r.known {
		if c.Type != bitext.Image || c.Equiv == "" || r.used[c.ID] || !strings.Contains(s, c.Equiv) {
			continue
		}
		picture := regexp.MustCompile(`\[[\x{200E}\x{200F}]*` + regexp.QuoteMeta(c.Equiv) + `[\x{200E}\x{200F}]*\]`)
		if at := picture.FindStringIndex(s); at != nil {
			r.used[c.ID] = true
			r.chars(s[:at[0]])
			r.out = append(r.out, bitext.Run{Kind: bitext.Lone, Code: c})
			r.chars(s[at[1]:])
			return
		}
	}
	if n := len(r.out); n > 0 && r.out[n-1].Kind == bitext.Open && r.out[n-1].Code.Type == bitext.Monospace {
		s = strings.TrimSuffix(s, edition.Mark(false)) // of Write
	}
	r.out = append(r.out, bitext.Run{Chars: s})
}
