package sense

import "truchement/workflow/check/look"

// unedited finds a target that is word for word what the memory had for another source, or what a machine made: a person
// who confirms it answers for it, and may not have read it. Whoever asks knows where a text comes from.
var unedited = look.Check{ID: "unedited", Severity: look.Warning, MessageIDs: []string{"check.unedited-memory", "check.unedited-machine"},
	Pair: func(p *look.Subject) {
		message := map[look.Filling]string{look.FromMemory: "check.unedited-memory", look.FromMachine: "check.unedited-machine"}[p.Pair.Filling]
		if message != "" {
			p.Report(look.Finding{Message: message, Target: p.Target.Whole()})
		}
	}}
