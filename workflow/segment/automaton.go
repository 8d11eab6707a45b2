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
	pcs     []uint32 // before following empty instructions, sorted
	word    bool     // the character last read was a word character
	matched bits     // rules that matched just before that character; nil for none
	next    []atomic.Pointer[state]
}

// automaton runs the expressions of all rules at once over one side of a position. States are
// made when first reached, and are shared by all goroutines.
type automaton struct {
	p       *program
	c       *classes
	rules   int
	initial [2]*state // by whether the other side of the position is a word character

	mu     sync.Mutex
	states map[string]*state
}

func newAutomaton(p *program, c *classes) *automaton {
	a := &automaton{p: p, c: c, rules: len(p.starts), states: map[string]*state{}}
	starts := slices.Clone(p.starts)
	slices.Sort(starts)
	a.initial[0] = a.intern(starts, false, nil)
	a.initial[1] = a.intern(starts, p.words, nil)
	return a
}

// start answers the state at a position whose other side has a character of that class.
func (a *automaton) start(other uint16) *state {
	if a.c.word[other] {
		return a.initial[1]
	}
	return a.initial[0]
}

// step answers the state after reading a character of a class.
func (a *automaton) step(s *state, class uint16) *state {
	if n := s.next[class].Load(); n != nil {
		return n
	}
	n := a.move(s.pcs, s.word, class)
	s.next[class].Store(n)
	return n
}

// move works out a transition. Matches found on the way belong to the new state.
func (a *automaton) move(from []uint32, word bool, class uint16) *state {
	w := &walker{a: a, class: class, seen: newBits(len(a.p.insts))}
	w.flags = emptyFlags(word, a.c.word[class], class == classEdge)
	for _, pc := range from {
		w.follow(pc)
	}
	slices.Sort(w.out)
	w.out = slices.Compact(w.out)
	return a.intern(w.out, a.p.words && a.c.word[class], w.matched)
}

func emptyFlags(before, after, edge bool) syntax.EmptyOp {
	var flags syntax.EmptyOp
	if edge {
		flags |= syntax.EmptyEndText | syntax.EmptyEndLine
	}
	if before != after {
		return flags | syntax.EmptyWordBoundary
	}
	return flags | syntax.EmptyNoWordBoundary
}

// walker follows the empty instructions of one transition.
type walker struct {
	a       *automaton
	class   uint16
	flags   syntax.EmptyOp
	seen    bits
	out     []uint32
	matched bits
}

func (w *walker) follow(pc uint32) {
	stack := []uint32{pc}
	for len(stack) > 0 {
		pc := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if w.seen.has(int(pc)) {
			continue
		}
		w.seen.set(int(pc))
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
				w.matched = newBits(w.a.rules)
			}
			w.matched.set(int(in.arg))
		case syntax.InstRune:
			if w.a.c.members[w.class].has(in.set) {
				w.out = append(w.out, in.out)
			}
		}
	}
}

// intern answers the state with these parts, the same one each time while there is room.
func (a *automaton) intern(pcs []uint32, word bool, matched bits) *state {
	key := make([]byte, 0, 4*len(pcs)+1+8*len(matched))
	for _, pc := range pcs {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	if word {
		key = append(key, 1)
	}
	key = append(key, 0)
	key = append(key, matched.key()...)
	a.mu.Lock()
	defer a.mu.Unlock()
	if s, ok := a.states[string(key)]; ok {
		return s
	}
	s := &state{pcs: pcs, word: word, matched: matched}
	s.next = make([]atomic.Pointer[state], len(a.c.members))
	if len(a.states) < maxStates {
		a.states[string(key)] = s
	}
	return s
}

// viable answers by class whether one of the rules can match when the character next to the
// position is of that class. Where none of the break rules can, nothing needs to be asked.
func (a *automaton) viable(rules []bool) []bool {
	var starts []uint32
	for rule, wanted := range rules {
		if wanted {
			starts = append(starts, a.p.starts[rule])
		}
	}
	out := make([]bool, len(a.c.members))
	for class := range out {
		for _, word := range []bool{false, true} {
			s := a.move(starts, word && a.p.words, uint16(class))
			out[class] = out[class] || len(s.pcs) > 0 || s.matched != nil
		}
	}
	out[classQuote] = out[a.c.opening] || out[a.c.closing] || out[a.c.left] || out[a.c.right]
	return out
}
