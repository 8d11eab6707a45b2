package xliff

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/inline"
	"truchement/workflow/format/xliff/xmlfile"
)

// code is the code of e, as codeOf has it, and keeps the first element that the file has for it.
func (r *reader) code(e *xmlfile.Element) (c bitext.Code, ok bool) {
	c, ok = r.codeOf(e)
	if ok && r.spelled[c.ID] == nil {
		r.spelled[c.ID] = e
	}
	return c, ok
}

// codeOf is the code of e. A code that the unit had before is returned unchanged, so that the
// codes of a target equal those of its source. ok is false for a type that bitext does not have,
// and for a standalone type where e is an end of a pair, or the reverse.
func (r *reader) codeOf(e *xmlfile.Element) (c bitext.Code, ok bool) {
	id := e.Attr("id")
	for _, ref := range []string{id, e.Attr("copyOf")} {
		if c, ok := r.known[key(e, ref)]; ok {
			r.remember(e, c)
			return c, true
		}
	}
	c, own, ok := r.describe(e)
	if !ok || c.Type.Standalone() != standalone(e) {
		if r.units || e.Name == "it" {
			r.problem(CodeDropped, id)
			return bitext.Code{}, false
		}
		c = bitext.Code{Type: bitext.Span}
		if standalone(e) {
			c = bitext.Code{Type: bitext.Placeholder, Equiv: label(e)}
		}
	}
	switch {
	case own:
		c.ID = ownID(e)
	case r.facts != nil && id != "" && alnum(id) == id:
		c.ID, c.Data = id, r.facts["data-"+id]
		c.Equiv = r.facts["equiv-"+id]
	default:
		c.ID = r.newCodeID(id)
	}
	c.Data, c.Equiv = r.clean(c.Data), r.clean(c.Equiv)
	if first, there := r.taken[c.ID]; there && first.Type.Standalone() == standalone(e) {
		c = first
	}
	r.taken[c.ID] = c
	r.remember(e, c)
	return c, true
}

// standalone reports whether e is no end of a pair.
func standalone(e *xmlfile.Element) bool { return e.Name == "ph" || e.Name == "x" }

// key keeps standalone codes apart from pairs: in some files both have the same ids.
func key(e *xmlfile.Element, id string) string {
	if standalone(e) {
		return "alone " + id
	}
	return id
}

// remember keeps c under the ids that e has for it.
func (r *reader) remember(e *xmlfile.Element, c bitext.Code) {
	if id := e.Attr("id"); id != "" {
		r.known[key(e, id)] = c
	}
	if rid := e.Attr("rid"); rid != "" {
		r.known["rid "+rid] = c
	}
}

// describe reads type, data and equivalent of a code. own reports whether its data
// names it, as in files that this program wrote.
func (r *reader) describe(e *xmlfile.Element) (c bitext.Code, own, ok bool) {
	ref := e.Attr("dataRef") + e.Attr("dataRefStart")
	source := r.data[ref]
	switch e.Name {
	case "bpt", "ept", "ph", "it":
		source += e.Text()
	}
	parsed, isTag := inline.Parse(source)
	typ, said := r.typeOf(e)
	switch {
	case said && isTag && parsed.Type == typ:
		c = parsed
	case said:
		c = bitext.Code{Type: typ}
	case isTag:
		c = parsed
	default:
		return c, false, false
	}
	for _, name := range []string{"equiv", "equivStart", "equiv-text"} {
		if s := e.Attr(name); s != "" && (said || c.Equiv == "") {
			c.Equiv = s
		}
	}
	return c, r.own && ownID(e) != "", true
}

// maxLabel is how many characters the label of a placeholder has at most.
const maxLabel = 120

// label is what a placeholder of another tool is called: its equivalent, which some write in base64, or what it is in
// the original.
func label(e *xmlfile.Element) string {
	text := e.Text()
	for _, name := range []string{"equiv-text", "equiv", "disp"} {
		if s := e.Attr(name); s != "" {
			text = s
			break
		}
	}
	if coded, ok := strings.CutPrefix(text, "base64:"); ok {
		if plain, err := base64.StdEncoding.DecodeString(coded); err == nil && utf8.Valid(plain) {
			text = string(plain)
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > maxLabel {
		text = string(r[:maxLabel-1]) + "…"
	}
	return text
}

// ownID is the id of a code that this program wrote, or "".
func ownID(e *xmlfile.Element) string {
	id, ok := strings.CutPrefix(e.Attr("dataRef")+e.Attr("dataRefStart"), dataPrefix)
	if id = strings.TrimSuffix(id, dataEnd); !ok || alnum(id) != id {
		return ""
	}
	return id
}

// typeOf is the type that e's attributes say.
func (r *reader) typeOf(e *xmlfile.Element) (bitext.CodeType, bool) {
	if e.Attr("ctype") != "" {
		return codeType1(e.Attr("ctype"))
	}
	return codeType2(e.Attr("type"), e.Attr("subType"))
}

// codeType1 is the code type of an XLIFF 1.2 ctype: one that type1 makes, or the name of an HTML
// element as other tools write it: x-b, x-html-strong.
func codeType1(ctype string) (bitext.CodeType, bool) {
	for _, t := range codeTypes() {
		if type1(t) == ctype {
			return t, true
		}
	}
	name := strings.TrimPrefix(strings.TrimPrefix(ctype, "x-"), "html-")
	return inline.Type(name)
}

// newCodeID makes an unused code id of letters and digits, like id if possible.
func (r *reader) newCodeID(id string) string {
	id = alnum(id)
	if id == "" {
		id = "c"
	}
	for n, base := 2, id; ; n++ {
		if _, there := r.taken[id]; !there {
			return id
		}
		id = base + "x" + strconv.Itoa(n)
	}
}

func alnum(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return c
		}
		return -1
	}, s)
}

// compareCodes reports where the codes of a target differ from those of its source.
func (r *reader) compareCodes(source, target bitext.Text) {
	for _, c := range source.Missing(target) {
		r.problem(CodeMissing, c.ID)
	}
	for _, c := range target.Missing(source) {
		r.problem(CodeUnknown, c.ID)
	}
	had, has := countStandalone(source), countStandalone(target)
	for _, c := range target.Codes() {
		if has[c.ID] > max(had[c.ID], 1) {
			r.problem(CodeTwice, c.ID)
		}
	}
}

// countStandalone counts how often each standalone code occurs in t.
func countStandalone(t bitext.Text) map[string]int {
	count := map[string]int{}
	for _, run := range t {
		if run.Kind == bitext.Lone {
			count[run.Code.ID]++
		}
	}
	return count
}
