package web

import (
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestAddressIsBelievedFromProxiesOnly(t *testing.T) {
	proxy := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	tests := []struct {
		name, from, forwarded, want string
		proxies                     []netip.Prefix
	}{
		{"direct", "198.51.100.7:1", "203.0.113.9", "198.51.100.7", nil},
		{"trusted proxy", "10.0.0.2:1", "203.0.113.9", "203.0.113.9", proxy},
		{"a lie before the proxy", "10.0.0.2:1", "127.0.0.1, 203.0.113.9", "203.0.113.9", proxy},
		{"not the proxy", "198.51.100.7:1", "203.0.113.9", "198.51.100.7", proxy},
		{"loopback is not trusted by itself", "127.0.0.1:1", "203.0.113.9", "127.0.0.1", proxy},
		{"nor is a private network", "192.168.1.2:1", "203.0.113.9", "192.168.1.2", proxy},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr = tt.from
			r.Header.Set("X-Forwarded-For", tt.forwarded)
			if got := ipExtractor(tt.proxies)(r); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
