package publication

import (
	"io"
	"net/http"

	"truchement/ui/web"
	"truchement/workflow"
)

// logoLimit is how much the form of a logo may send, in bytes: more than a logo may have, so that one that
// is somewhat too large is refused in words.
const logoLimit = 2 << 20

// showLogo answers the logo of a publication.
func (r *Room) showLogo(c *web.Call) error {
	logo, err := r.Publication.Logo(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, logo.MIME, logo.Image)
}

// setLogo keeps an image as the logo of a publication.
func (r *Room) setLogo(c *web.Call) error {
	p, err := r.find(c, c.Param("id"))
	if err != nil {
		return err
	}
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	file, err := readLogo(c)
	if err == nil {
		err = r.Publication.SetLogo(c.Ctx(), c.Actor, p.ID, file)
	}
	fields := map[string]string{"logo.kind": "file", "logo.large": "file", "logo.pixels": "file"}
	if err != nil && c.Refused(f, err, fields) {
		return r.answerPublication(c, web.FormStatus(err), p, formOf(p), f)
	}
	if err != nil {
		return err
	}
	return c.Done("/publications/"+p.ID, "logo.saved", "Name", p.Name)
}

// readLogo reads the image that was sent, and a byte more than it may have.
func readLogo(c *web.Call) ([]byte, error) {
	sent := c.Uploaded("file")
	if sent == nil {
		return nil, workflow.Fail(workflow.Invalid, "logo.kind")
	}
	in, err := sent.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, workflow.MaxLogo+1))
}

// removeLogo removes the logo of a publication.
func (r *Room) removeLogo(c *web.Call) error {
	p, err := r.find(c, c.Param("id"))
	if err != nil {
		return err
	}
	if err := r.Publication.RemoveLogo(c.Ctx(), c.Actor, p.ID); err != nil {
		return err
	}
	return c.Done("/publications/"+p.ID, "logo.removed", "Name", p.Name)
}
