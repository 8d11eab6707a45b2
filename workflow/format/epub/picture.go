package epub

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/hypertext"
)

// picture is a picture of an article as a file of the book.
type picture struct{ name, kind, data string }

// pictures are the pictures of a book, each once.
type pictures struct {
	all    []picture
	byData map[string]string // names by address
}

// name puts the data of an address into the book and returns the name of its file; empty for what is
// no picture that every reader shows, whose alternative text is then shown.
func (p *pictures) name(address string) string {
	if name, ok := p.byData[address]; ok {
		return name
	}
	if p.byData == nil {
		p.byData = map[string]string{}
	}
	_, coded, _ := strings.Cut(address, ",")
	data, err := base64.StdEncoding.DecodeString(coded)
	kind := imageKind(data)
	if err != nil || kind == "" {
		return ""
	}
	name := fmt.Sprintf("picture-%d.%s", len(p.all)+1, strings.TrimPrefix(kind, "image/"))
	p.all = append(p.all, picture{name, kind, string(data)})
	p.byData[address] = name
	return name
}

// imageKind is what an image is by its first bytes, of those that every reader shows.
func imageKind(data []byte) string {
	for _, k := range []struct{ begins, kind string }{
		{"\x89PNG\r\n\x1a\n", "image/png"}, {"\xff\xd8\xff", "image/jpeg"}, {"GIF87a", "image/gif"}, {"GIF89a", "image/gif"},
	} {
		if bytes.HasPrefix(data, []byte(k.begins)) {
			return k.kind
		}
	}
	return ""
}

// inline writes a text with its codes as elements.
func (p *publication) inline(b *strings.Builder, t bitext.Text) {
	hypertext.Syntax{XML: true, Picture: p.pictures.name}.Write(b, t)
}

func escape(s string) string { return hypertext.Syntax{XML: true}.Escape(s) }

// attrs are the attributes of an element in a language; none in no language.
func attrs(tag string) string {
	if tag == "" {
		return ""
	}
	return hypertext.Syntax{XML: true}.Attrs(tag)
}
