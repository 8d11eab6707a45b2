package segment

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
)

// maxStates bounds the states one automaton remembers; past it, transitions are worked out
// each time, which is slower and as right.
const maxStates = 1 << 14

// state is a state of a deterministic automaton: where in the program all rules stand at once.
// It is immutable but for next, which only ever gains entries that never change.
type state struct {
	next    []atomic.Pointer[state] // by class
	asks    bool                    // among matched is a rule that breaks
	word    bool                    // the character last read was a word character
	first   bool                    // nothing has been read
	matched set                     // rules that matched just before that character; nil for none
	pcs     []uint32                // before following empty instructions, sorted
}

// automaton runs the expressions of all rules at once over one side of a position. States are
// made when first reached, and are shared by all goroutines.
//
// The one for the text before a position is floating: a match may begin anywhere in the segment,
// and the state after each character knows the rules that matched before it.
type automaton struct {
	p        *program
	c        *classes
	breaking set // rules
	floating bool
	fresh    [2][]atomic.Pointer[state] // what a match beginning at a class comes to, by word
	initial  [2]*state                  // by whether the character before is a word character

	mu     sync.Mutex
	states map[string]*state
}

func newAutomaton(p *program, r *Rules, floating bool) *automaton {
	c := r.c
	a := &automaton{p: p, c: c, breaking: r.breaking, floating: floating, states: map[string]*state{}}
	for word := range a.fresh {
		a.fresh[word] = make([]atomic.Pointer[state], len(c.members))
	}
	starts := slices.Clone(p.starts)
	slices.Sort(starts)
	a.initial[0] = a.intern(&state{pcs: starts, first: floating})
	a.initial[1] = a.intern(&state{pcs: starts, first: floating, word: p.words})
	return a
}

// start answers the state after a character of a class.
func (a *automaton) start(prev uint16) *state {
	if a.c.word[prev] {
		return a.initial[1]
	}
	return a.initial[0]
}

// step answers the state after reading a character of a class.
func (a *automaton) step(s *state, class uint16) *state {
	if n := s.next[class].Load(); n != nil {
		return n
	}
	n := a.move(s, class)
	if a.floating && !s.first {
		n = a.merge(n, a.freshAt(s.word, class))
	}
	n = a.intern(n)
	s.next[class].Store(n)
	return n
}

// freshAt answers what matches that begin at a character of a class come to.
func (a *automaton) freshAt(word bool, class uint16) *state {
	slot := &a.fresh[0][class]
	if word {
		slot = &a.fresh[1][class]
	}
	n := slot.Load()
	if n == nil {
		n = a.move(&state{pcs: a.p.starts, word: word}, class)
		slot.Store(n)
	}
	return n
}

func (a *automaton) merge(s, t *state) *state {
	s.pcs = append(s.pcs, t.pcs...)
	slices.Sort(s.pcs)
	s.pcs = slices.Compact(s.pcs)
	if t.matched != nil {
		if s.matched == nil {
			s.matched = newSet(len(a.p.starts))
		}
		s.matched.union(t.matched)
	}
	return s
}

// move works out a transition. Matches found on the way belong to the new state.
func (a *automaton) move(s *state, class uint16) *state {
	w := &walker{a: a, class: class, seen: map[uint32]bool{}}
	w.flags = emptyFlags(s.word, a.c.word[class])
	if s.first {
		w.flags |= syntax.EmptyBeginText | syntax.EmptyBeginLine
	}
	if class == classEdge {
		w.flags |= syntax.EmptyEndText | syntax.EmptyEndLine
	}
	for _, pc := range s.pcs {
		w.follow(pc)
	}
	slices.Sort(w.out)
	pcs := slices.Compact(w.out)
	return &state{pcs: pcs, word: a.p.words && a.c.word[class], matched: w.matched}
}

func emptyFlags(before, after bool) syntax.EmptyOp {
	if before != after {
		return syntax.EmptyWordBoundary
	}
	return syntax.EmptyNoWordBoundary
}

// walker follows the empty instructions of one transition.
type walker struct {
	a       *automaton
	class   uint16
	flags   syntax.EmptyOp
	seen    map[uint32]bool
	out     []uint32
	matched set
}

func (w *walker) follow(pc uint32) {
	stack := []uint32{pc}
	for len(stack) > 0 {
		pc := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if w.seen[pc] {
			continue
		}
		w.seen[pc] = true
		in := &w.a.p.insts[pc]
		switch in.op {
		case syntax.InstAlt, syntax.InstAltMatch:
			stack = append(stack, in.out, in.arg)
		case syntax.InstCapture, syntax.InstNop:
			stack = append(stack, in.out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(in.arg)&^w.flags == 0 {
				stack = append(stack, in.out)
			}
		case syntax.InstMatch:
			if w.matched == nil {
				w.matched = newSet(len(w.a.p.starts))
			}
			w.matched.add(int(in.arg))
		case syntax.InstRune:
			if w.a.c.members[w.class].has(in.set) {
				w.out = append(w.out, in.out)
			}
		}
	}
}

// intern answers the state with these parts, the same one each time while there is room.
func (a *automaton) intern(s *state) *state {
	key := make([]byte, 0, 4*len(s.pcs)+1+8*len(s.matched))
	for _, pc := range s.pcs {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	// The flags stand between, so that one part cannot be taken for the other.
	flags := byte(len(s.matched))
	if s.word {
		flags |= 0x40
	}
	if s.first {
		flags |= 0x80
	}
	key = append(append(key, s.matched.key()...), flags)
	a.mu.Lock()
	defer a.mu.Unlock()
	if known, ok := a.states[string(key)]; ok {
		return known
	}
	s.asks = s.matched != nil && s.matched.meets(a.breaking)
	s.next = make([]atomic.Pointer[state], len(a.c.members))
	if len(a.states) < maxStates {
		a.states[string(key)] = s
	}
	return s
}

// viable answers by class whether a rule that breaks can match a text that begins with it.
// Where none can, nothing needs to be asked.
func (a *automaton) viable() []bool {
	var starts []uint32
	for rule, pc := range a.p.starts {
		if a.breaking.has(rule) {
			starts = append(starts, pc)
		}
	}
	out := make([]bool, len(a.c.members))
	for class := range out {
		for _, word := range []bool{false, a.p.words} {
			s := a.move(&state{pcs: starts, word: word}, uint16(class))
			out[class] = out[class] || len(s.pcs) > 0 || s.matched != nil
		}
	}
	return out
}
