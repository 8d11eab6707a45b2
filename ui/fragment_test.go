package ui_test

import (
	"net/http"
	"testing"

	"truchement/ui/uitest"
	"truchement/ui/web"
	"truchement/workflow"
)

// The fragment loader on a page of its own: it swaps by id, keeps focus and caret, and when
// something fails it says so and leaves what was typed.
func TestFragmentLoader(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	count := 0
	answer := func(c *web.Call) error {
		count++
		f, err := c.ReadForm()
		if err != nil {
			return err
		}
		switch f.Value("name") {
		case "conflict":
			return &workflow.ConflictError{}
		case "away":
			return c.Done("/signin", "session.left")
		}
		return c.HTML(http.StatusUnprocessableEntity, `<!DOCTYPE html><title>x</title><div id="add"><form method="post">
			<input id="name" name="name" value="`+f.Value("name")+`"><p class="err">mauvais nom</p></form></div>`)
	}
	n.Add(web.Route{Method: "POST", Path: "/t/save", May: workflow.ManagePublication, Handle: answer})
	b := uitest.OpenTab(t, n)
	chief := n.As(workflow.Chief)
	send := func(text string) {
		b.SignIn(chief)
		b.Open("/publications")
		if text == "ended" {
			// An answer that is on its way would bring the session's cookie back.
			b.Until("all is asked for", `document.documentElement.dataset.kept`)
			b.Until("all is answered", `(now => now - Math.max(...performance.getEntriesByType("resource")
				.map(r => r.responseEnd)) > 500)(performance.now())`)
			b.Forget()
		}
		uitest.Evaluate[bool](b, `(() => { const f = document.querySelector("#add form");
			f.action = "/t/save"; f.dataset.fx = "add"; f.elements.name.focus();
			f.elements.name.value = "`+text+`"; f.elements.name.setSelectionRange(1, 2);
			window.ended = new Promise(r => { for (const e of ["fx:swap", "fx:fail"])
				document.addEventListener(e, () => r(e)); });
			f.requestSubmit(); return true; })()`)
	}
	tests := []struct{ name, want string }{
		{"bad", `fx:fail|bad|name|1|mauvais nom|`},
		{"conflict", `fx:fail|conflict|name|1||Contenu modifié`},
		{"ended", `fx:fail|ended|name|1||Please sign in |/signin`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			send(tt.name)
			got := uitest.Evaluate[string](b, `window.ended.then(e => [e, document.getElementById("name").value,
				document.activeElement.id, document.activeElement.selectionStart,
				document.querySelector(".err")?.textContent ?? "",
				document.getElementById("alarm").textContent.slice(0, 15),
				...[...document.querySelectorAll("#alarm a")].map(a => a.pathname)].join("|"))`)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			b.KeptPolicy()
		})
	}
	send("away")
	b.Until("the page it leads to", `location.pathname !== "/publications"`)
	if count != 3 {
		t.Errorf("%d posts reached the server, want 3", count)
	}
}
