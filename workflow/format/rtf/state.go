package rtf

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
)

// destination is where the text of a group goes.
type destination int

const (
	toText destination = iota
	toNothing
	toFonts
	toStyles
	toTitle
	toInstruction // of a field
	toName        // of a property of a picture
	toValue       // of a property of a picture
)

// look is how characters look.
type look struct {
	bold, italic      bool
	boldAs, italicAs  bool // of Arabic, where the file tells them apart
	underline, strike bool
	hidden, deleted   bool
	vertical          bitext.CodeType
	font              int
	latin, arabic     int // numbers of languages
	style             int
}

// state is what holds in a group; it ends with it.
type state struct {
	destination
	unicoded destination // of text that is said again
	look
	para
	skip  int // how many characters after \u say it again
	links []build.Format
	field *strings.Builder // the instruction of the field that this is in; nil for none

	pictured bool // this is in a picture of the text, whose description was not read
}

// para is how a paragraph is.
type para struct {
	style   int // 0 for none, else its number and one
	outline int // from 1; 0 for none
	listed  bool
}

// set takes a control word that says how characters look; done says that it is one.
func (l *look) set(t token) (done bool) {
	on := !t.has || t.param != 0
	switch t.word {
	case "plain":
		*l = look{latin: l.latin, arabic: l.arabic, font: l.font}
	case "b":
		l.bold = on
	case "i":
		l.italic = on
	case "ab":
		l.boldAs = on
	case "ai":
		l.italicAs = on
	case "ul", "uld", "uldash", "uldashd", "uldashdd", "uldb", "ulth", "ulw", "ulwave":
		l.underline = on
	case "ulnone":
		l.underline = false
	case "strike", "striked":
		l.strike = on
	case "super":
		l.vertical = bitext.Superscript
	case "sub":
		l.vertical = bitext.Subscript
	case "nosupersub":
		l.vertical = ""
	case "up", "dn": // by half points
		l.vertical = ""
		if up := t.word == "up"; on && up {
			l.vertical = bitext.Superscript
		} else if on {
			l.vertical = bitext.Subscript
		}
	case "v":
		l.hidden = on
	case "deleted":
		l.deleted = on
	case "f":
		l.font = t.param
	case "lang":
		l.setLanguage(t.param)
	default:
		return false
	}
	return true
}

// setLanguage takes the number of a language, which is that of the direction it is written in.
func (l *look) setLanguage(n int) {
	if n&0x3ff == 1 {
		l.arabic = n
	} else {
		l.latin = n
	}
}

// set takes a control word that says how a paragraph is.
func (p *para) set(t token) (done bool) {
	switch t.word {
	case "pard":
		*p = para{}
	case "s":
		p.style = t.param + 1
	case "outlinelevel":
		p.outline = 0
		if t.param >= 0 && t.param < 9 {
			p.outline = t.param + 1
		}
	case "ls":
		p.listed = t.param > 0
	case "pnlvlblt", "pnlvlbody":
		p.listed = true
	default:
		return false
	}
	return true
}

// formats are what text shows that its paragraph's style does not.
func (l look) formats(style look, complex bool) (out []build.Format) {
	bold, italic := l.bold && !style.bold, l.italic && !style.italic
	if complex {
		bold, italic = l.boldAs && !style.boldAs, l.italicAs && !style.italicAs
	}
	for _, f := range []struct {
		is   bool
		code bitext.CodeType
	}{
		{bold, bitext.Bold}, {italic, bitext.Italic}, {l.underline && !style.underline, bitext.Underline},
		{l.strike && !style.strike, bitext.Strike}, {l.vertical != "", l.vertical},
	} {
		if f.is {
			out = append(out, build.Format{Type: f.code})
		}
	}
	return out
}

// isArabic reports whether the first letter of s is Arabic.
func isArabic(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.Is(unicode.Arabic, r)
		}
	}
	return false
}

// codePages are the encodings of bytes by the number of a code page.
var codePages = map[int]*charmap.Charmap{
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866,
	874: charmap.Windows874, 1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252,
	1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256,
	1257: charmap.Windows1257, 1258: charmap.Windows1258, 10000: charmap.Macintosh,
}

// charsets are the code pages of fonts by the number of their character set.
var charsets = map[int]int{
	77: 10000, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250,
}

// languageTags are the languages of a desk by the lower ten bits of their numbers (MS-LCID).
var languageTags = map[int]string{0x01: "ar", 0x07: "de", 0x09: "en", 0x0a: "es", 0x0c: "fr", 0x10: "it", 0x16: "pt"}

func languageTag(n int) string { return languageTags[n&0x3ff] }

// characters are those that have control words or symbols.
var characters = map[string]string{
	"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "~": "\u00A0", "_": "\u2011", "-": "\u00AD", "emspace": "\u2003",
	"enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200D", "zwnj": "\u200C", "ltrmark": "\u200E", "rtlmark": "\u200F",
}

// destinations are the groups whose text is not of the article, or not as it stands there. Those of an unknown word after
// \* are left out too.
var destinations = map[string]destination{
	"fonttbl": toFonts, "stylesheet": toStyles, "fldinst": toInstruction, "sn": toName, "sv": toValue,
}

// leftOut are further ones, which may stand without \*.
var leftOut = map[string]bool{
	"colortbl": true, "header": true, "headerl": true, "headerr": true, "headerf": true, "footer": true, "footerl": true,
	"footerr": true, "footerf": true, "pict": true, "nonshppict": true, "listtext": true, "pntext": true, "objdata": true,
	"filetbl": true, "xe": true, "tc": true, "rxe": true, "nonesttables": true, "atnid": true, "atnauthor": true,
	"annotation": true, "revtbl": true, "rsidtbl": true, "generator": true, "info": true, "ftnsep": true, "ftnsepc": true,
	"ftncn": true, "aftnsep": true, "aftnsepc": true, "aftncn": true, "template": true, "pgdsctbl": true, "fchars": true,
	"lchars": true,
}
