package lang

// The spaces of French typography.
const (
	noBreak       = "\u00a0"
	narrowNoBreak = "\u202f"
)

// Spacing maps a sign to the space that French puts beside it: before ; : ! ? » and %, after «.
// There is no space beside a sign without an entry.
type Spacing map[string]string

// FrenchSpacing returns the spacing of a typographic profile: fr-FR, fr-MA, fr-CH, fr-CA or eu (the
// institutions of the European Union). Any other is fr-FR. The press of Morocco follows French
// usage; eu is for a publication without spaces before ; : ! and ?.
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

// Narrow returns the thin space of a profile, as used between thousands.
func Narrow(profile string) string {
	if profile == "fr-CA" {
		return noBreak
	}
	return narrowNoBreak
}
