package web

import (
	"testing"
)

func TestLocalPath(t *testing.T) {
	tests := []struct{ next, want string }{
		{"/articles?state=draft", "/articles?state=draft"},
		{"", "/"},
		{"articles", "/"},
		{"//evil.example/", "/"},
		{"///evil.example/", "/"},
		{"/\\evil.example", "/"},
		{"https://evil.example/", "/"},
		{"javascript:alert(1)", "/"},
		{"/\t/evil.example", "/"},
	}
	for _, tt := range tests {
		if got := LocalPath(tt.next); got != tt.want {
			t.Errorf("localPath(%q) = %q, want %q", tt.next, got, tt.want)
		}
	}
}
