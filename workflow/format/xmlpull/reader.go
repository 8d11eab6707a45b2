package xmlpull

import (
	"errors"
	"io"

	"truchement/workflow/format/limit"
)

// Kind is a kind of token.
type Kind uint8

// The kinds of tokens. White space around the root and the XML declaration are no tokens.
const (
	Start       Kind = iota + 1 // a start tag, or an empty element, whose End follows
	End                         // an end tag
	Text                        // characters up to the next "<"
	CData                       // a CDATA section
	Comment                     // a comment
	Instruction                 // a processing instruction
	Doctype                     // the document type declaration with its internal subset
)

// Options bound a document. The zero Options are for a document that is held in memory.
type Options struct {
	Part      string // names the document in errors; may be empty
	MaxBytes  int64  // of the document as UTF-8; 0 is limit.XMLBytes, below 0 no bound
	MaxTokens int64  // 0 is limit.XMLTokens, below 0 no bound
}

// Unbounded are Options for a document of any size, which the caller does not hold in memory.
// Single tokens keep their bounds.
func Unbounded(part string) Options { return Options{Part: part, MaxBytes: -1, MaxTokens: -1} }

// Reader reads the tokens of one document. What it returns as []byte is valid until the next
// token is read.
type Reader struct {
	window
	part      string
	maxTokens int64
	tokens    int64
	err       error // of the last Next, which every further one returns

	kind  Kind
	empty bool // the last token was an empty element
	from  int64
	prolog
	name    []byte // of the last token
	colon   int    // where the prefix of name ends; 0 for none
	text    []byte // of the last token, its references resolved
	attrs   []Attr
	marks   marks
	scratch []byte // texts and values that differ from what is in the window

	open     []frame         // elements that are open, outermost first
	names    []byte          // the names of all of them
	declared map[string]bool // general entities of the internal subset
	seen     map[string]bool // attributes of one element, when they are many
	spaces
}

// prolog is what is known of the start of a document.
type prolog struct {
	begun   bool // the XML declaration was looked for
	rooted  bool // the root has started
	doctype bool // there was a document type declaration
}

// frame is an element that is open.
type frame struct {
	name     int // where it starts in names
	colon    int // where its prefix ends
	bindings int // how many there are outside of it
}

// NewReader makes a reader of the XML in r, which may be UTF-8, UTF-16, or in the encoding that
// it declares.
func NewReader(r io.Reader, o Options) *Reader {
	if o.MaxBytes == 0 {
		o.MaxBytes = limit.XMLBytes
	}
	if o.MaxTokens == 0 {
		o.MaxTokens = limit.XMLTokens
	}
	x := &Reader{part: o.Part, maxTokens: o.MaxTokens}
	x.window = window{src: &decoder{src: r}, buf: make([]byte, firstWindow+1), maxBytes: o.MaxBytes}
	return x
}

// Next reads the next token, or returns io.EOF after the root and what may follow it. Every other
// error is a *limit.Error of Kind TooLarge, TooMany, TooDeep, Encoding or Damaged (which wraps a
// *SyntaxError where the document is not well-formed), or one of the source.
func (r *Reader) Next() (Kind, error) {
	if r.err != nil {
		return 0, r.err
	}
	k, err := r.next()
	if err != nil {
		r.kind, r.text, r.attrs = 0, nil, nil
		r.err = r.explain(err)
		return 0, r.err
	}
	r.kind = k
	if r.tokens++; r.tokens > r.maxTokens && r.maxTokens > 0 {
		r.err = &limit.Error{Kind: limit.TooMany, Part: r.part, Max: r.maxTokens, Line: r.Line()}
		return 0, r.err
	}
	return k, nil
}

func (r *Reader) next() (Kind, error) {
	if r.kind == End {
		r.leave()
	}
	if r.empty {
		r.empty, r.attrs, r.from = false, r.attrs[:0], r.Offset()
		return End, nil
	}
	if !r.begun {
		if err := r.begin(); err != nil {
			return 0, err
		}
	}
	if len(r.open) == 0 {
		r.skipSpace()
	}
	for {
		k, n, err := r.token(r.buf[r.pos : r.valid+1])
		if err == nil {
			r.from = r.Offset()
			r.pos += n
			return k, nil
		}
		if !errors.Is(err, errShort) {
			return 0, err
		}
		if !r.more() {
			return 0, r.ended()
		}
	}
}

// From is the first byte of the last token, as Offset counts. The End of an empty element has no bytes.
func (r *Reader) From() int64 { return r.from }

// token reads the token that b starts with, and how long it is. b ends in a zero byte, which no
// document holds; a token that reaches it is errShort.
func (r *Reader) token(b []byte) (Kind, int, error) {
	r.scratch, r.text = r.scratch[:0], nil
	if b[0] != '<' {
		return r.characters(b)
	}
	switch b[1] {
	case '/':
		return r.endTag(b)
	case '!':
		return r.declaration(b)
	case '?':
		return r.instruction(b)
	}
	return r.startTag(b)
}

// skipSpace passes over white space outside of the root.
func (r *Reader) skipSpace() {
	for {
		for class[r.buf[r.pos]]&space != 0 {
			r.pos++
		}
		if r.pos < r.valid || !r.more() {
			return
		}
	}
}

// ended is the error for a document that stops where the window does.
func (r *Reader) ended() error {
	switch {
	case r.end == errIllegal:
		return &fault{r.valid - r.pos, errIllegal.Error()}
	case r.end != io.EOF:
		return r.end
	case r.pos < r.valid || len(r.open) > 0:
		return &fault{r.valid - r.pos, "the document stops in the middle"}
	case !r.rooted:
		return &fault{0, "there is no element"}
	}
	return io.EOF
}

// leave forgets the element that has ended.
func (r *Reader) leave() {
	last := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	r.names = r.names[:last.name]
	r.bindings = r.bindings[:last.bindings]
}

// NextTag reads on to the next Start or End, past texts and all else.
func (r *Reader) NextTag() (Kind, error) {
	for {
		if k, err := r.Next(); err != nil || k == Start || k == End {
			return k, err
		}
	}
}

// Skip reads to the end of the element whose Start was read last.
func (r *Reader) Skip() error {
	for depth := len(r.open); ; {
		k, err := r.Next()
		if err != nil {
			return err
		}
		if k == End && len(r.open) == depth {
			return nil
		}
	}
}

// AppendText appends all characters of the element whose Start was read last, and reads to its
// End. More than limit.XMLToken bytes are an error.
func (r *Reader) AppendText(b []byte) ([]byte, error) {
	for depth := len(r.open); ; {
		k, err := r.Next()
		switch {
		case err != nil:
			return b, err
		case k == Text || k == CData:
			if b = append(b, r.text...); len(b) > limit.XMLToken {
				return b, &limit.Error{Kind: limit.TooLarge, Part: r.part, Max: limit.XMLToken,
					Line: r.Line()}
			}
		case k == End && len(r.open) == depth:
			return b, nil
		}
	}
}

// Depth is how many elements are open; the one of a Start or End token counts.
func (r *Reader) Depth() int { return len(r.open) }

// Name is the name of an element as written, with its prefix, the target of an instruction, or the
// root that the document type declares.
func (r *Reader) Name() []byte { return r.name }

// Local is Name without the prefix.
func (r *Reader) Local() []byte {
	if r.colon > 0 {
		return r.name[r.colon+1:]
	}
	return r.name
}

// Space is the namespace of the element of a Start or End token.
func (r *Reader) Space() string { return r.spaceOf(r.name[:r.colon], true) }

// Text is what a Text, CData, Comment or Instruction token holds, with references resolved in a
// Text and line ends as "\n".
func (r *Reader) Text() []byte { return r.text }

// Attrs lists the attributes of a Start token, declarations of namespaces among them.
func (r *Reader) Attrs() []Attr { return r.attrs }

// Value is the value of the attribute of this name, as written with its prefix.
func (r *Reader) Value(name string) ([]byte, bool) {
	for i := range r.attrs {
		if string(r.attrs[i].Name) == name {
			return r.attrs[i].Value, true
		}
	}
	return nil, false
}

// Attr is an attribute.
type Attr struct {
	Name  []byte // as written, with its prefix
	Value []byte // its references resolved, tabs and line ends as spaces
	colon int    // where the prefix ends; 0 for none
}

// Local is the name without its prefix.
func (a Attr) Local() []byte {
	if a.colon > 0 {
		return a.Name[a.colon+1:]
	}
	return a.Name
}

// AttrSpace is the namespace of an attribute of the last Start token; none without a prefix.
func (r *Reader) AttrSpace(a Attr) string { return r.spaceOf(a.Name[:a.colon], false) }

// Declares reports whether a declares a namespace.
func (a Attr) Declares() bool {
	return len(a.Name) >= 5 && string(a.Name[:5]) == "xmlns" && (len(a.Name) == 5 || a.colon == 5)
}
