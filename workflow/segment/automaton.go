package segment

import (
	"encoding/binary"
	"math/bits"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
)

// maxStates and maxPCs bound a dfa: its states, and the program counters of all its states. A full
// dfa is replaced by an empty one, which is slower but gives the same results.
const (
	maxStates = 1 << 13
	maxPCs    = 1 << 21
)

// state is a state of the deterministic automaton: the set of instructions at which the rules are.
// It is immutable.
type state struct {
	breaks  bool     // a break rule has matched
	word    bool     // the last character was a word character
	atStart bool     // no character has been read
	matched set      // rules that matched before the last character; nil for none
	pcs     []uint32 // sorted, without the closure over empty instructions
}

// The first two states of every dfa are the initial ones: for a position that is not after a word
// character, and for one that is. The entry of a transition that is not yet known is 0, which is no
// state.
const (
	startPlain = 1
	startWord  = 2
	breakBit   = 1 << 31 // of a transition: a break rule has matched in its state
)

// dfa holds the known states and transitions of an automaton. An entry of the table changes once,
// from 0 to its value, so entries are read without a lock. A dfa that has been replaced is still
// valid for its readers.
type dfa struct {
	table  []uint32
	states []atomic.Pointer[state] // by number, one for each row of the table
	used   int                     // rows in use with row 0; the lock guards it, ids and pcs
	ids    map[string]uint32
	pcs    int
}

// automaton runs the expressions of all rules at once over the text on one side of a position. Its
// dfa is extended on demand, and is shared by all goroutines.
//
// The automaton for the text before a position is unanchored: a match may begin anywhere in the
// segment, and the state after each character has the rules that matched before it.
type automaton struct {
	program    *program
	classes    *classes
	breaking   set // rules
	unanchored bool
	shift      uint                       // row of state n is at n<<shift
	startingAt [2][]atomic.Pointer[state] // by class: the state of matches that begin there, after a word character and after others
	initial    [2]*state

	mu  sync.Mutex
	dfa atomic.Pointer[dfa]

	// The lock guards these.
	starting map[syntax.EmptyOp]*reachable // from the starts of all rules
	visited  []uint32                      // by instruction: the last visit
	visit    uint32
}

func newAutomaton(p *program, r *Rules, unanchored bool) *automaton {
	c := r.classes
	a := &automaton{program: p, classes: c, breaking: r.breaking, unanchored: unanchored,
		shift: uint(bits.Len(uint(len(c.members)))), starting: map[syntax.EmptyOp]*reachable{}}
	for word := range a.startingAt {
		a.startingAt[word] = make([]atomic.Pointer[state], len(c.members))
	}
	starts := slices.Clone(p.starts)
	slices.Sort(starts)
	a.initial[0] = &state{pcs: starts, atStart: unanchored}
	a.initial[1] = &state{pcs: starts, atStart: unanchored, word: p.wordBoundaries}
	a.dfa.Store(a.newDFA())
	return a
}

func (a *automaton) newDFA() *dfa {
	const rows = 64
	d := &dfa{table: make([]uint32, rows<<a.shift), states: make([]atomic.Pointer[state], rows),
		used: 1, ids: map[string]uint32{}}
	d.add(a.initial[0])
	d.add(a.initial[1])
	return d
}

func (d *dfa) add(s *state) uint32 {
	id := uint32(d.used)
	d.used++
	d.states[id].Store(s)
	d.ids[s.key()] = id
	d.pcs += len(s.pcs)
	return id
}

// startState returns the number of the initial state after a character of a class.
func (a *automaton) startState(prev uint16) uint32 {
	if a.classes.isWord[prev] {
		return startWord
	}
	return startPlain
}

// extend computes the transition of a state of d and stores it in the current dfa. It returns that
// dfa and the entry of the transition.
func (a *automaton) extend(d *dfa, id uint32, class uint16) (*dfa, uint32) {
	a.mu.Lock()
	defer a.mu.Unlock()
	from := d.states[id].Load()
	n := a.step(from, class)
	if a.unanchored && !from.atStart {
		n = a.merge(n, a.stateStartingAt(from.word, class))
	}
	n.breaks = n.matched != nil && n.matched.intersects(a.breaking)
	now := a.dfa.Load()
	to, known := now.ids[n.key()]
	if !known {
		now = a.withRoom(now)
		to = now.add(n)
		a.dfa.Store(now)
	}
	entry := to
	if n.breaks {
		entry |= breakBit
	}
	if int(id) < len(now.states) && now.states[id].Load() == from {
		atomic.StoreUint32(&now.table[int(id)<<a.shift|int(class)], entry)
	}
	return now, entry
}

// withRoom returns a dfa with room for one more state: d, one with twice the rows and the same
// states, or an empty one. The lock must be held; d is not written to again if another is returned.
func (a *automaton) withRoom(d *dfa) *dfa {
	switch {
	case d.used >= maxStates || d.pcs >= maxPCs:
		return a.newDFA()
	case d.used < len(d.states):
		return d
	}
	out := &dfa{table: make([]uint32, 2*len(d.table)), ids: d.ids, used: d.used, pcs: d.pcs,
		states: make([]atomic.Pointer[state], 2*len(d.states))}
	copy(out.table, d.table)
	for i := range d.states {
		out.states[i].Store(d.states[i].Load())
	}
	return out
}

// state returns the state that an entry leads to.
func (d *dfa) state(entry uint32) *state { return d.states[entry&^breakBit].Load() }

// stateStartingAt returns the state of the matches that begin at a character of a class.
func (a *automaton) stateStartingAt(word bool, class uint16) *state {
	slot := &a.startingAt[0][class]
	if word {
		slot = &a.startingAt[1][class]
	}
	n := slot.Load()
	if n == nil {
		flags := a.flagsAt(&state{word: word}, class)
		if a.starting[flags] == nil {
			a.starting[flags] = a.reach(a.program.starts, flags)
		}
		n = a.read(a.starting[flags], class)
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
			s.matched = newSet(len(a.program.starts))
		}
		s.matched.union(t.matched)
	}
	return s
}

// step computes a transition. The new state has the matches that were found.
func (a *automaton) step(s *state, class uint16) *state {
	return a.read(a.reach(s.pcs, a.flagsAt(s, class)), class)
}

// flagsAt are the empty instructions that hold between a state and a character of a class.
func (a *automaton) flagsAt(s *state, class uint16) syntax.EmptyOp {
	flags := syntax.EmptyNoWordBoundary
	if s.word != a.classes.isWord[class] {
		flags = syntax.EmptyWordBoundary
	}
	if s.atStart {
		flags |= syntax.EmptyBeginText | syntax.EmptyBeginLine
	}
	if class == classEdge {
		flags |= syntax.EmptyEndText | syntax.EmptyEndLine
	}
	return flags
}

// reachable are the instructions that are reached over empty ones: those that read a character, and the rules that match.
type reachable struct {
	reading []*inst
	matched set
}

// reach computes the closure of instructions over the empty ones that hold. The lock must be held.
func (a *automaton) reach(pcs []uint32, flags syntax.EmptyOp) *reachable {
	if a.visited == nil {
		a.visited = make([]uint32, len(a.program.insts))
	}
	a.visit++
	out := &reachable{}
	stack := slices.Clone(pcs)
	for len(stack) > 0 {
		pc := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if a.visited[pc] == a.visit {
			continue
		}
		a.visited[pc] = a.visit
		in := &a.program.insts[pc]
		switch in.op {
		case syntax.InstAlt, syntax.InstAltMatch:
			stack = append(stack, in.out, in.arg)
		case syntax.InstCapture, syntax.InstNop:
			stack = append(stack, in.out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(in.arg)&^flags == 0 {
				stack = append(stack, in.out)
			}
		case syntax.InstMatch:
			if out.matched == nil {
				out.matched = newSet(len(a.program.starts))
			}
			out.matched.add(int(in.arg))
		case syntax.InstRune:
			out.reading = append(out.reading, in)
		}
	}
	return out
}

// read returns the state after a character of a class.
func (a *automaton) read(from *reachable, class uint16) *state {
	members := a.classes.members[class]
	var pcs []uint32
	for _, in := range from.reading {
		if members.has(in.set) {
			pcs = append(pcs, in.out)
		}
	}
	slices.Sort(pcs)
	return &state{pcs: slices.Compact(pcs), word: a.program.wordBoundaries && a.classes.isWord[class],
		matched: slices.Clone(from.matched)}
}

// key returns a string that is the same for equal states only.
func (s *state) key() string {
	key := make([]byte, 0, 4*len(s.pcs)+1+8*len(s.matched))
	for _, pc := range s.pcs {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	// The length of matched is part of the key, so that it cannot be confused with pcs.
	flags := byte(len(s.matched))
	if s.word {
		flags |= 0x40
	}
	if s.atStart {
		flags |= 0x80
	}
	return string(append(append(key, s.matched.key()...), flags))
}

// mayBreak returns by class whether a break rule can match a text that begins with a character of
// it. Before any other class no rule needs to be tried.
func (a *automaton) mayBreak() []bool {
	var starts []uint32
	for rule, pc := range a.program.starts {
		if a.breaking.has(rule) {
			starts = append(starts, pc)
		}
	}
	out := make([]bool, len(a.classes.members))
	reached := map[syntax.EmptyOp]*reachable{}
	for class := range out {
		for _, word := range []bool{false, a.program.wordBoundaries} {
			flags := a.flagsAt(&state{word: word}, uint16(class))
			if reached[flags] == nil {
				reached[flags] = a.reach(starts, flags)
			}
			from := reached[flags]
			out[class] = out[class] || from.matched != nil || slices.ContainsFunc(from.reading, func(in *inst) bool {
				return a.classes.members[class].has(in.set)
			})
		}
	}
	return out
}
