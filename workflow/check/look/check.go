package look

import "slices"

// Check is one check. At least one of its functions is set.
type Check struct {
	ID       ID
	Severity Severity // where rules say nothing else
	// MessageIDs are the IDs of what it reports; nil: "check." and its ID alone.
	MessageIDs []string
	// Pair looks at one pair.
	Pair func(p *Subject)
	// Article looks at all pairs of an article, in order.
	Article func(all []*Subject)
	// Outside says that another program finds what it reports: it is off where rules say nothing else, and never blocks,
	// since what that program says of a text is not known when the text is saved.
	Outside bool
}

// Usual is what is made of the check where rules say nothing else.
func (k *Check) Usual() Mode {
	switch {
	case k.Outside:
		return Off
	case k.Severity == Error:
		return Block
	}
	return Warn
}

// Modes are what rules may make of the check, in the order of lists.
func (k *Check) Modes() []Mode {
	if k.Outside {
		return []Mode{Off, Warn}
	}
	return []Mode{Off, Warn, Block}
}

// Messages are the IDs of all messages that the check reports.
func (k *Check) Messages() []string {
	if k.MessageIDs == nil {
		return []string{"check." + string(k.ID)}
	}
	return slices.Clone(k.MessageIDs)
}

// Speller knows the words of a language.
type Speller interface {
	// Unknown returns those of the words that it does not know, each with what may be meant, likeliest first. It is safe
	// for concurrent use, answers in bounded time, and knows all words when it cannot tell.
	Unknown(tag string, words []string) map[string][]string
}
