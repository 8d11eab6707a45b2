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
