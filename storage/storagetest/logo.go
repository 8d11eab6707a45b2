package storagetest

import (
	"truchement/workflow"
)

func testLogos(d *desk) {
	d.must(step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}),
		step(workflow.Tx.AddPublication, workflow.Publication{ID: "p2", Name: "Q"}))
	set := func(publication string, l workflow.Logo) error {
		return d.try(func(tx workflow.Tx) error { return tx.SetLogo(publication, l) })
	}
	read := func(publication string) (l workflow.Logo, err error) {
		err = d.View(d.Context(), func(tx workflow.Tx) error {
			l, err = tx.Logo(publication)
			return err
		})
		return l, err
	}
	_, err := read("p1")
	checkKind(d, "Logo of a publication without one", err, workflow.NotFound)
	png := workflow.Logo{MIME: "image/png", Image: []byte{0, 137, 255}}
	jpeg := workflow.Logo{MIME: "image/jpeg", Image: make([]byte, workflow.MaxLogo)}
	for _, l := range []workflow.Logo{png, jpeg} {
		if err := set("p1", l); err != nil {
			d.Fatal(err)
		}
		got, err := read("p1")
		if err != nil {
			d.Fatal(err)
		}
		checkEqual(d, "Logo", got, l)
	}
	_, err = read("p2")
	checkKind(d, "Logo of another publication", err, workflow.NotFound)
	checkKind(d, "SetLogo of no publication", set("none", png), workflow.NotFound)
	checkKind(d, "SetLogo of another kind", set("p2", workflow.Logo{MIME: "image/svg+xml"}), workflow.Invalid)
	for range 2 {
		d.must(func(tx workflow.Tx) error { return tx.RemoveLogo("p1") })
	}
	_, err = read("p1")
	checkKind(d, "Logo after RemoveLogo", err, workflow.NotFound)
}
