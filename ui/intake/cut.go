package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"truchement/ui/web"
	"truchement/workflow/intake"
)

// endsField begins the names of the fields that carry where a block was cut by hand.
const endsField = "ends-"

// parseEnds reads such a field; what is no number makes a cut that the desk refuses.
func parseEnds(value string) []int {
	var ends []int
	for _, word := range strings.Fields(value) {
		n, err := strconv.Atoi(word)
		if err != nil {
			n = -1
		}
		ends = append(ends, n)
	}
	return ends
}

func formatEnds(ends []int) string {
	words := make([]string, len(ends))
	for i, n := range ends {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, " ")
}

// cutByHand carries out a button of the preview, and reports whether the draft changes: "open:3" shows
// the gaps of the third block, "close" hides them, "cut:3:45" cuts it before its 45th character,
// "join:3:45" takes that cut away.
func cutByHand(f *web.Form, in *intake.NewArticle, d intake.Draft, do string) bool {
	name, rest, _ := strings.Cut(do, ":")
	if name == "close" {
		f.Values.Del("open")
		return false
	}
	number, place, _ := strings.Cut(rest, ":")
	block, err := strconv.Atoi(number)
	if err != nil || block < 0 || block >= len(d.Blocks) {
		return false
	}
	if name == "open" {
		f.Values.Set("open", number)
		return false
	}
	at, err := strconv.Atoi(place)
	if err != nil {
		return false
	}
	ends := d.Ends(block)
	switch i, there := slices.BinarySearch(ends, at); {
	case name == "cut" && !there && slices.ContainsFunc(wordsOf(d, block),
		func(w previewWord) bool { return w.At == at && w.Gap }):
		ends = slices.Insert(ends, i, at)
	case name == "join" && there && i+1 < len(ends):
		ends = slices.Delete(ends, i, i+1)
	default:
		return false
	}
	in.Ends[block] = ends
	f.Values.Set(endsField+number, formatEnds(ends))
	return true
}

// previewWord is a word of a block whose gaps are shown.
type previewWord struct {
	At   int // characters of the block's Flat before it
	Word string
	Cut  bool // a segment begins with it
	Gap  bool // one could
}

// wordsOf are the words of a block.
func wordsOf(d intake.Draft, block int) []previewWord {
	ends := d.Ends(block)
	var words []previewWord
	at, word := 0, -1
	for _, r := range d.Blocks[block].Source().Flat() {
		switch {
		case unicode.IsSpace(r):
			word = -1
		case word < 0 || slices.Contains(ends, at) && at > words[word].At:
			word = len(words)
			words = append(words, previewWord{At: at, Cut: at > 0 && slices.Contains(ends, at)})
			fallthrough
		default:
			if r == '\ufffc' {
				r = '▫'
			}
			words[word].Word += string(r)
			isWord := unicode.IsLetter(r) || unicode.IsDigit(r)
			words[word].Gap = word > 0 && !words[word].Cut && (words[word].Gap || isWord)
		}
		at++
	}
	return words
}

// joint is the data of the part "intake-joint".
type joint struct {
	web.Base
	Block, At int
}

// Joint is the cut of a block before a character.
func (p *page) Joint(block, at int) joint { return joint{p.Base, block, at} }
