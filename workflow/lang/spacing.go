package lang

// The spaces of French typography.
const (
	noBreak       = "\u00a0"
	narrowNoBreak = "\u202f"
)

// Spacing says which space French puts beside a sign: before ; : ! ? » and %, and after «. A sign
// that is not in it stands tight.
type Spacing map[string]string

// FrenchSpacing is the spacing of a typographic profile: fr-FR, fr-MA, fr-CH, fr-CA or eu (the
// institutions of the European Union). Any other is fr-FR. The press of Morocco follows French
// habit; an outlet that sets its signs tight chooses eu.
func FrenchSpacing(profile string) Spacing {
	switch profile {
	case "eu":
		return Spacing{"%": noBreak}
	case "fr-CA":
		return Spacing{":": noBreak, "«": noBreak, "»": noBreak, "%": noBreak}
	case "fr-CH":
		return Spacing{";": narrowNoBreak, "!": narrowNoBreak, "?": narrowNoBreak,
			":": narrowNoBreak, "«": narrowNoBreak, "»": narrowNoBreak}
	}
	return Spacing{";": narrowNoBreak, "!": narrowNoBreak, "?": narrowNoBreak,
		":": noBreak, "«": noBreak, "»": noBreak, "%": noBreak}
}

// Narrow is the space that a profile sets where a thin one is wanted, as between thousands.
func Narrow(profile string) string {
	if profile == "fr-CA" {
		return noBreak
	}
	return narrowNoBreak
}
