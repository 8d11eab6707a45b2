package doubt

import (
	"maps"
	"slices"

	"truchement/workflow/lang"
)

// mostFirst is how many of a kind a report names.
const mostFirst = 5

// Collector counts what there is to doubt while the rows of a file are read. It holds as much however long the file is.
// The zero Collector is ready.
type Collector struct {
	all     map[Kind]*Warning // but for those of scripts
	swapped Warning           // rows with texts in the scripts of each other's languages
	alone   Warning           // rows with a text in another script, which are no such
	scripts Warning           // both, in their order
	right   int               // rows with texts in several scripts, each in its own
	known   map[string]script
}

// Add counts a doubt.
func (c *Collector) Add(k Kind, at Place, t Text) {
	if c.all == nil {
		c.all = map[Kind]*Warning{}
	}
	if c.all[k] == nil {
		c.all[k] = &Warning{Kind: k}
	}
	c.all[k].add(at, t)
}

func (w *Warning) add(at Place, t Text) {
	if w.Count++; len(w.First) < mostFirst {
		w.First = append(w.First, Warned{at, Brief(t.Text), t.Lang})
	}
}

// AddTexts counts what there is to doubt about the scripts of the texts of a row.
func (c *Collector) AddTexts(at Place, texts ...Text) {
	looks := c.look(texts)
	if slices.ContainsFunc(looks, look.hasNoLetters) && slices.ContainsFunc(looks, look.hasLetters) {
		c.Add(NoLetters, at, texts[pick(looks, look.hasNoLetters)])
	}
	switch {
	case onBothSides(looks, look.isCrossed):
		t := texts[pick(looks, look.isCrossed)]
		c.swapped.add(at, t)
		c.scripts.add(at, t)
	case slices.ContainsFunc(looks, look.isOther):
		t := texts[pick(looks, look.isOther)]
		c.alone.add(at, t)
		c.scripts.add(at, t)
	case onBothSides(looks, look.isRight):
		c.right++
	}
}

// Warnings are what there is to doubt, in the order of the kinds. Columns are swapped if more rows have their texts in
// each other's scripts than each in its own.
func (c *Collector) Warnings() []Warning {
	scripts := map[Kind]Warning{OtherScript: c.scripts}
	if c.swapped.Count > c.right {
		scripts = map[Kind]Warning{SwappedColumns: c.swapped, OtherScript: c.alone}
	}
	all := []Warning{}
	for _, k := range Kinds() {
		if w := scripts[k]; w.Count > 0 {
			w.Kind = k
			all = append(all, w)
		}
		if c.all[k] != nil {
			all = append(all, *c.all[k])
		}
	}
	return all
}

// ForgetLines forgets the lines of a file that has all on one, which says nothing of where they are.
func (c *Collector) ForgetLines() {
	for _, w := range append(slices.Collect(maps.Values(c.all)), &c.swapped, &c.alone, &c.scripts) {
		for i := range w.First {
			w.First[i].Line = 0
		}
	}
}

// look is what the letters of a text say of its script. The first language of a row and those written as it is are on one
// side, those of the next script on the other.
type look struct {
	letters int
	own     int // of the script of its language
	across  int // of the script of the other side
	side    int // 1 or 2; 0: a third script, or one that is not known
	rtl     bool
}

func (l look) hasLetters() bool { return l.letters > 0 }

func (l look) hasNoLetters() bool { return l.letters == 0 }

// isOther reports whether hardly any letter is of the script of the language: less than one in ten. Those of a name of a
// product in a text are no fault.
func (l look) isOther() bool { return l.side > 0 && l.own*10 < l.letters }

// isCrossed reports whether most letters are of the script of the other side.
func (l look) isCrossed() bool { return l.across*2 > l.letters }

// isRight reports whether most letters are of the script of the language.
func (l look) isRight() bool { return l.own*2 > l.letters }

// look looks at the texts of a row.
func (c *Collector) look(texts []Text) []look {
	var sides [2]script
	for _, t := range texts {
		switch s := c.scriptOf(t.Lang); {
		case s == nil:
		case sides[0] == nil:
			sides[0] = s
		case sides[1] == nil && s[0] != sides[0][0]:
			sides[1] = s
		}
	}
	looks := make([]look, len(texts))
	for i, t := range texts {
		l, own := &looks[i], c.scriptOf(t.Lang)
		l.rtl = lang.Direction(t.Lang) == lang.RTL
		var across script
		for side, s := range sides {
			if own != nil && s != nil && s[0] == own[0] {
				l.side, across = side+1, sides[1-side]
			}
		}
		l.letters, l.own, l.across = lettersOf(t.Text, own, across)
	}
	return looks
}

// scriptOf is scriptOf, which takes longer.
func (c *Collector) scriptOf(tag string) script {
	s, there := c.known[tag]
	if !there {
		if c.known == nil {
			c.known = map[string]script{}
		}
		s = scriptOf(tag)
		c.known[tag] = s
	}
	return s
}

// onBothSides reports whether is holds of a text of each side.
func onBothSides(looks []look, is func(look) bool) bool {
	var there [3]bool
	for _, l := range looks {
		there[l.side] = there[l.side] || is(l)
	}
	return there[1] && there[2]
}

// pick is the first text of which is holds, one that is written from right to left before others.
func pick(looks []look, is func(look) bool) int {
	if at := slices.IndexFunc(looks, func(l look) bool { return l.rtl && is(l) }); at >= 0 {
		return at
	}
	return slices.IndexFunc(looks, is)
}
