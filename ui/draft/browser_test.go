package draft_test

import (
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/remote/draft/drafttest"
)

// TestDraftInABrowser has a chief set a machine up, try it and turn it on, and a translator have an article drafted, in French
// and in Arabic.
func TestDraftInABrowser(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			d := openDesk(t)
			d.Reading(language)
			door := uitest.OpenDoor(t, d.Newsroom)
			s := uitest.OpenScreen(t, chromium, door, language)
			s.Enter(d.As(workflow.Chief))
			s.Open(d.setUp)
			for field, value := range map[string]string{"#name": "Tarjama", "#url": d.server.URL, "#model": drafttest.Model,
				"#key": drafttest.Key, "#protocol": "chat"} {
				s.Fill(field, value)
			}
			s.Click(`input[name="private"]`)
			s.Follow(`button[value="try"]`)
			s.See(s.T("machine.try-good"), "Le ministre est arrivé hier à Rabat.")
			s.Fill("#key", drafttest.Key)
			s.Follow(`button[value="save"]`)
			s.See(s.T("machine.is-off"), s.T("machine.sent"))
			s.Click(`input[name="on"]`)
			s.Follow(`button[value="save"]`)
			s.See(s.T("machine.is-on"))

			s.Enter(d.As(workflow.Translator))
			s.Open("/articles/" + d.article + "/draft")
			s.See(s.T("draft.leaves"), s.T("draft.segments", "Count", 3))
			s.Follow(`form[method="post"] button.main`)
			s.Until("the drafts", `document.querySelector("#drafting[data-ready]")`)
			s.See(s.T("pretranslate.filled", "Count", 2), s.T("draft.fault-talks"))
			if g := d.View(d.article).Segments[0]; g.SubState != bitext.FromMachine {
				t.Errorf("the first segment is %s/%s", g.State, g.SubState)
			}
			s.Quiet()
		})
	}
}
