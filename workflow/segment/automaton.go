package segment

import (
	"encoding/binary"
	"math/bits"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
)

// maxStates and maxPCs bound what one automaton remembers: states, and the places in the program
// they stand at. Past them it forgets all and begins anew, which is slower and as right.
const (
	maxStates = 1 << 13
	maxPCs    = 1 << 21
)

// state is a state of a deterministic automaton: where in the program all rules stand at once.
// It is immutable.
type state struct {
	asks    bool     // among matched is a rule that breaks
	word    bool     // the character last read was a word character
	first   bool     // nothing has been read
	matched set      // rules that matched just before that character; nil for none
	pcs     []uint32 // before following empty instructions, sorted
}

// The first two states of every memory are those to begin in, by whether the character before is
// a word character. A transition that was not worked out yet leads to 0, which is no state.
const (
	startPlain = 1
	startWord  = 2
	asksBit    = 1 << 31 // of a transition: its state asks
)

// memory is the transitions that were worked out: of each state, for each class. Entries only
// ever go from 0 to what they then stay, so that they are read without a lock. A memory that is
// full is left to those who still read it.
type memory struct {
	table  []uint32
	states []atomic.Pointer[state] // by number, as many as the table has rows
	used   int                     // rows, with the one that is no state; as ids and pcs under the lock
	ids    map[string]uint32
	pcs    int
}

// automaton runs the expressions of all rules at once over one side of a position. Its memory is
// filled when first needed, and is shared by all goroutines.
//
// The one for the text before a position is floating: a match may begin anywhere in the segment,
// and the state after each character knows the rules that matched before it.
type automaton struct {
	p        *program
	c        *classes
	breaking set // rules
	floating bool
	shift    uint                       // of a state's number, to where its row begins
	fresh    [2][]atomic.Pointer[state] // what a match beginning at a class comes to, by word
	initial  [2]*state

	mu     sync.Mutex
	memory atomic.Pointer[memory]
}

func newAutomaton(p *program, r *Rules, floating bool) *automaton {
	c := r.c
	a := &automaton{p: p, c: c, breaking: r.breaking, floating: floating,
		shift: uint(bits.Len(uint(len(c.members))))}
	for word := range a.fresh {
		a.fresh[word] = make([]atomic.Pointer[state], len(c.members))
	}
	starts := slices.Clone(p.starts)
	slices.Sort(starts)
	a.initial[0] = &state{pcs: starts, first: floating}
	a.initial[1] = &state{pcs: starts, first: floating, word: p.words}
	a.memory.Store(a.newMemory())
	return a
}

func (a *automaton) newMemory() *memory {
	const rows = 64
	m := &memory{table: make([]uint32, rows<<a.shift), states: make([]atomic.Pointer[state], rows),
		used: 1, ids: map[string]uint32{}}
	m.add(a.initial[0])
	m.add(a.initial[1])
	return m
}

func (m *memory) add(s *state) uint32 {
	id := uint32(m.used)
	m.used++
	m.states[id].Store(s)
	m.ids[s.key()] = id
	m.pcs += len(s.pcs)
	return id
}

// start answers the number of the state after a character of a class.
func (a *automaton) start(prev uint16) uint32 {
	if a.c.word[prev] {
		return startWord
	}
	return startPlain
}

// learn works out the transition of a state of m, and answers the number of the state it leads
// to, as a transition has it, in the memory it is a state of from now on.
func (a *automaton) learn(m *memory, id uint32, class uint16) (*memory, uint32) {
	a.mu.Lock()
	defer a.mu.Unlock()
	from := m.states[id].Load()
	n := a.move(from, class)
	if a.floating && !from.first {
		n = a.merge(n, a.freshAt(from.word, class))
	}
	n.asks = n.matched != nil && n.matched.meets(a.breaking)
	now := a.memory.Load()
	to, known := now.ids[n.key()]
	if !known {
		now = a.room(now)
		to = now.add(n)
		a.memory.Store(now)
	}
	entry := to
	if n.asks {
		entry |= asksBit
	}
	if int(id) < len(now.states) && now.states[id].Load() == from {
		atomic.StoreUint32(&now.table[int(id)<<a.shift|int(class)], entry)
	}
	return now, entry
}

// room answers a memory that can take one more state: this one, one with twice the rows and the
// same states, or an empty one. The old one is no longer written to.
func (a *automaton) room(m *memory) *memory {
	switch {
	case m.used >= maxStates || m.pcs >= maxPCs:
		return a.newMemory()
	case m.used < len(m.states):
		return m
	}
	out := &memory{table: make([]uint32, 2*len(m.table)), ids: m.ids, used: m.used, pcs: m.pcs,
		states: make([]atomic.Pointer[state], 2*len(m.states))}
	copy(out.table, m.table)
	for i := range m.states {
		out.states[i].Store(m.states[i].Load())
	}
	return out
}

// at answers the state with a number, as a transition has it.
func (m *memory) at(entry uint32) *state { return m.states[entry&^asksBit].Load() }

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

// key is the same for states with the same parts.
func (s *state) key() string {
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
	return string(append(append(key, s.matched.key()...), flags))
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
