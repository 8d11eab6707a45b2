package lang

import "testing"

func TestFrenchSpacingFollowsProfile(t *testing.T) {
	const n, b = "\u202f", "\u00a0"
	tests := []struct {
		profile                                  string
		high, colon, open, shut, percent, narrow string
	}{
		{"fr-FR", n, b, b, b, b, n},
		{"fr-MA", n, b, b, b, b, n},
		{"", n, b, b, b, b, n},
		{"fr-CH", n, n, n, n, "", n},
		{"fr-CA", "", b, b, b, b, b},
		{"eu", "", "", "", "", b, n},
	}
	for _, tt := range tests {
		s := FrenchSpacing(tt.profile)
		for sign, want := range map[string]string{";": tt.high, "!": tt.high, "?": tt.high,
			":": tt.colon, "«": tt.open, "»": tt.shut, "%": tt.percent} {
			if got := s[sign]; got != want {
				t.Errorf("%s: %q beside %s, want %q", tt.profile, got, sign, want)
			}
		}
		if got := Narrow(tt.profile); got != tt.narrow {
			t.Errorf("%s: the narrow space is %q, want %q", tt.profile, got, tt.narrow)
		}
	}
}
