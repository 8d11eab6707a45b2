package word

import (
	"errors"
	"testing"

	"truchement/workflow"
)

func TestVoice(t *testing.T) {
	cause := errors.New("disk full")
	tests := []struct {
		name, tag string
		err       error
		want      string
	}{
		{"refusal", "fr", workflow.Fail(workflow.Invalid, "cli.unknown", "Name", "serf"),
			"Commande inconnue : serf"},
		{"unknown language", "de", workflow.Fail(workflow.Invalid, "cli.unknown", "Name", "serf"),
			"Unknown command: serf"},
		{"plural", "ar-MA", workflow.Fail(workflow.Internal, "cli.damaged", "Count", 2),
			"مقطعان سجلهما متضرر. استعد نسخة احتياطية."},
		{"cause", "en", &workflow.Error{Kind: workflow.Unknown, ID: "store.unknown", Err: cause},
			"We do not know whether this was saved. Try again: nothing will be saved twice. (disk full)"},
		{"not ours", "fr", cause, "disk full"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Speak(tt.tag).Sentence(tt.err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := (Voice{}).T("cli.demo"); got != "cli.demo" {
		t.Errorf("the zero Voice says %q", got)
	}
}
