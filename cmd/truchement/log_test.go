package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestLogIsAsItWasAskedFor(t *testing.T) {
	for _, tt := range []struct{ level, format, want string }{
		{"info", "text", "level=INFO msg=i\nlevel=ERROR msg=e\n"}, {"error", "json", `{"level":"ERROR","msg":"e"}` + "\n"},
		{"debug", "text", "level=DEBUG msg=d\nlevel=INFO msg=i\nlevel=ERROR msg=e\n"}, {"loud", "text", ""}, {"info", "xml", ""},
	} {
		var out bytes.Buffer
		l := logging{level: tt.level, format: tt.format}
		log, err := l.logger(&out)
		if (err != nil) != (tt.want == "") {
			t.Errorf("%+v: %v", tt, err)
		}
		if err != nil {
			continue
		}
		log.Debug("d")
		log.Info("i")
		log.Error("e")
		got := ""
		for line := range strings.Lines(out.String()) { // without the time
			if _, rest, ok := strings.Cut(line, " "); ok && tt.format == "text" {
				got += rest
			} else if _, rest, ok := strings.Cut(line, ","); ok {
				got += "{" + rest
			}
		}
		if got != tt.want {
			t.Errorf("%+v: %q", tt, got)
		}
	}
}
