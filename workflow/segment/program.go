package segment

import (
	"encoding/binary"
	"regexp/syntax"
	"unicode"
)

// maxRules, maxInsts and maxSets bound a compiled list of rules. The default rules for French have
// 100 rules, 2,400 instructions and 140 character sets.
const (
	maxRules = 4096
	maxInsts = 1 << 15
	maxSets  = 2048
)

// inst is an instruction of the joint program of all rules, as in regexp/syntax, except that a rune
// instruction has the number of its set, and a match has its rule in arg.
type inst struct {
	op       syntax.InstOp
	out, arg uint32
	set      int
}

// program is the compiled expressions of all rules for one side, before or after.
type program struct {
	insts          []inst
	starts         []uint32 // by rule
	wordBoundaries bool     // some expression has \b or \B
}

// builder compiles rules. Both sides share one table of character sets.
type builder struct {
	breaks        []bool
	before, after program
	sets          []*syntax.Inst
	setIDs        map[string]int
}

func newBuilder() *builder { return &builder{setIDs: map[string]int{}} }

// add compiles a rule. Its error is a RuleError without the name of the rule.
func (b *builder) add(r Rule) error {
	if len(b.breaks) >= maxRules {
		return ruleError("", &fault{TooLarge, "too many rules"})
	}
	before, err := parseRegex(r.Before)
	if err != nil {
		return ruleError(Before, err)
	}
	after, err := parseRegex(r.After)
	if err != nil {
		return ruleError(After, err)
	}
	rule := len(b.breaks)
	b.breaks = append(b.breaks, r.Break)
	if err := b.compile(&b.before, before, rule); err != nil {
		return ruleError(Before, err)
	}
	if err := b.compile(&b.after, after, rule); err != nil {
		return ruleError(After, err)
	}
	return nil
}

func (b *builder) compile(p *program, re *syntax.Regexp, rule int) error {
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		return err
	}
	offset := uint32(len(p.insts))
	if len(p.insts)+len(prog.Inst) > maxInsts || len(b.sets) > maxSets {
		return &fault{TooLarge, "the rules are too large together"}
	}
	for i := range prog.Inst {
		from := &prog.Inst[i]
		to := inst{op: from.Op, out: from.Out + offset, arg: from.Arg, set: -1}
		switch from.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			to.arg += offset
		case syntax.InstMatch:
			to.arg = uint32(rule)
		case syntax.InstEmptyWidth:
			ask := syntax.EmptyOp(from.Arg)
			p.wordBoundaries = p.wordBoundaries || ask&(syntax.EmptyWordBoundary|syntax.EmptyNoWordBoundary) != 0
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			to.op, to.set = syntax.InstRune, b.setID(from)
		}
		p.insts = append(p.insts, to)
	}
	p.starts = append(p.starts, uint32(prog.Start)+offset)
	return nil
}

func (b *builder) setID(in *syntax.Inst) int {
	key := []byte{byte(in.Op), byte(in.Arg)}
	for _, r := range in.Rune {
		key = binary.LittleEndian.AppendUint32(key, uint32(r))
	}
	id, ok := b.setIDs[string(key)]
	if !ok {
		id = len(b.sets)
		b.setIDs[string(key)] = id
		b.sets = append(b.sets, in)
	}
	return id
}

// setEdges returns the runes at which the membership in a set may change.
func setEdges(in *syntax.Inst) []rune {
	switch {
	case in.Op == syntax.InstRuneAny:
		return nil
	case in.Op == syntax.InstRuneAnyNotNL:
		return []rune{'\n', '\n' + 1}
	case len(in.Rune) == 1:
		out := []rune{in.Rune[0], in.Rune[0] + 1}
		for r := unicode.SimpleFold(in.Rune[0]); r != in.Rune[0]; r = unicode.SimpleFold(r) {
			out = append(out, r, r+1)
		}
		return out
	}
	out := make([]rune, 0, len(in.Rune))
	for i := 0; i+1 < len(in.Rune); i += 2 {
		out = append(out, in.Rune[i], in.Rune[i+1]+1)
	}
	return out
}
