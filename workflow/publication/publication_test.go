package publication_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/mqm"
	"truchement/workflow/story"
)

func TestPublicationIsKeptAsItWasMade(t *testing.T) {
	r := story.New(t)
	style := workflow.HouseStyle{French: "fr-CH", Digits: "latn", ArabicAsTyped: true,
		Drafts: workflow.DraftsOff}
	in := workflow.Publication{ID: "chosen", Name: " Le  Matin\n", SourceLang: "ar", TargetLang: "fr",
		Style: style, Created: r.Clock.Add(-time.Hour)}
	var p workflow.Publication
	entries := r.Appended(func() {
		var err error
		p, err = r.Publication.Add(r.Ctx(), r.People["nadia"], in)
		r.Check("add", err)
	})
	if p.ID == "chosen" || p.Created.Equal(in.Created) || p.Created.IsZero() {
		t.Errorf("id %q and time %v are of who asked, want the desk's own", p.ID, p.Created)
	}
	want := in
	want.ID, want.Name, want.Created = p.ID, "Le Matin", p.Created
	if d := cmp.Diff(want, publicationOf(r, p.ID)); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
	if len(entries) != 1 || string(entries[0].Payload) != `{"publication":"`+p.ID+`"}` ||
		entries[0].Kind != workflow.PublicationChanged {
		t.Errorf("feed %+v, want the publication", entries)
	}
}

// publicationOf is a publication as the list has it.
func publicationOf(r *story.Runner, id string) workflow.Publication {
	r.T.Helper()
	all, err := r.Publication.List(r.Ctx(), r.People["amina"])
	r.CheckNow("list", err)
	for _, p := range all {
		if p.ID == id {
			return p
		}
	}
	r.T.Fatalf("no publication %s in %+v", id, all)
	return workflow.Publication{}
}

func TestEditedPublicationKeepsItsBeginning(t *testing.T) {
	r := story.New(t)
	id := r.AddPublication()
	before := publicationOf(r, id)
	in := workflow.Publication{ID: id, Name: "L’Écho du soir", SourceLang: "fr", TargetLang: "ar",
		Style: workflow.HouseStyle{Arabic: "ar-TN"}, Archived: true, Created: r.Clock}
	r.WantAppended(func() {
		r.Check("edit", r.Publication.Edit(r.Ctx(), r.People["nadia"], in))
	}, `publication.changed {"publication":"`+id+`"}`)
	want := in
	want.Created = before.Created
	if d := cmp.Diff(want, publicationOf(r, id)); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
}

func TestPublicationIsRefused(t *testing.T) {
	r := story.New(t)
	id := r.AddPublication()
	before := publicationOf(r, id)
	unsound := workflow.HouseStyle{Scheme: mqm.Usual()}
	unsound.Scheme.Minor = unsound.Scheme.Critical + 1
	for name, tt := range map[string]struct {
		who  string
		in   workflow.Publication
		want string
	}{
		"by a reader":       {"lea", workflow.Publication{Name: "Le Matin"}, "error.forbidden"},
		"by a translator":   {"amina", workflow.Publication{Name: "Le Matin"}, "error.forbidden"},
		"by an editor":      {"luc", workflow.Publication{Name: "Le Matin"}, "error.forbidden"},
		"no name":           {"nadia", workflow.Publication{Name: " \n"}, "publication.no-name"},
		"a name with marks": {"nadia", workflow.Publication{Name: "Le\u202e Matin"}, "publication.no-name"},
		"a name too long": {"nadia", workflow.Publication{Name: strings.Repeat("é", 81)},
			"publication.no-name"},
		"weights that are not sound": {"nadia", workflow.Publication{Name: "Le Matin",
			Style: unsound}, "publication.scheme"},
	} {
		r.WantAppended(func() {
			_, err := r.Publication.Add(r.Ctx(), r.People[tt.who], tt.in)
			r.Refused(tt.want).Check("add "+name, err)
			tt.in.ID = id
			r.Refused(tt.want).Check("edit "+name, r.Publication.Edit(r.Ctx(), r.People[tt.who], tt.in))
		})
	}
	r.Refused("error.not-found").Check("edit none", r.Publication.Edit(r.Ctx(), r.People["nadia"],
		workflow.Publication{ID: "none", Name: "Le Matin"}))
	all, err := r.Publication.List(r.Ctx(), r.People["amina"])
	r.Check("list", err)
	if d := cmp.Diff([]workflow.Publication{before}, all); d != "" {
		t.Errorf("after the refusals (-want +got):\n%s", d)
	}
	_, err = r.Publication.List(r.Ctx(), r.People["lea"])
	r.Refused("error.forbidden").Check("list by a reader", err)
}
