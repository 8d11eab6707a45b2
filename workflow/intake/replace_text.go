package intake

import (
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// replaceText gives t the characters of to. Its codes stay on the words they were on, since the
// translation has them, and go where all these words go; codes of the other text do not come in. places are byte offsets into the
// Flat of t; it answers where they are now, without those between words that have changed.
func replaceText(t bitext.Text, to string, places []int) (bitext.Text, []int) {
	r := textReplacer{left: slices.Clone(t)}
	var moved []int
	at, deleted := 0, false
	for _, e := range lang.Diff(t.Flat(), to) {
		switch e.Op {
		case lang.Equal:
			for len(places) > 0 && places[0] <= at+len(e.Text) {
				if places[0] >= at {
					moved = append(moved, r.size+places[0]-at)
				}
				places = places[1:]
			}
			r.take(len(e.Text), true)
			at += len(e.Text)
		case lang.Delete:
			r.take(len(e.Text), false)
			at += len(e.Text)
		default:
			if !deleted {
				r.leave()
			}
			r.put(bitext.Run{Chars: newChars(e.Text)})
		}
		deleted = e.Op == lang.Delete
	}
	return bitext.Join(append(r.out, r.left...)), moved
}

// newChars are characters without the standalone codes of the text they come from.
func newChars(s string) string {
	return strings.NewReplacer("\ufffc", "", "\n", " ").Replace(s)
}

// textReplacer moves runs from one text to another.
type textReplacer struct {
	left, out bitext.Text
	size      int // bytes of the Flat of out
}

// take moves so many bytes of Flat. Codes always come along, characters if they are to be kept.
func (r *textReplacer) take(n int, keep bool) {
	for n > 0 && len(r.left) > 0 {
		first := r.left[0]
		if first.Kind != bitext.Chars {
			r.put(first)
			r.left = r.left[1:]
			n -= len(bitext.Text{first}.Flat())
			continue
		}
		k := min(n, len(first.Chars))
		if keep {
			r.put(bitext.Run{Chars: first.Chars[:k]})
		}
		n -= k
		if r.left[0].Chars = first.Chars[k:]; r.left[0].Chars == "" {
			r.left = r.left[1:]
		}
	}
}

// leave moves the codes that close here: what is added after a link is not part of it.
func (r *textReplacer) leave() {
	for len(r.left) > 0 && r.left[0].Kind == bitext.Close {
		r.put(r.left[0])
		r.left = r.left[1:]
	}
}

func (r *textReplacer) put(run bitext.Run) {
	if run.Kind == bitext.Chars && run.Chars == "" {
		return
	}
	r.out = append(r.out, run)
	r.size += len(bitext.Text{run}.Flat())
}
