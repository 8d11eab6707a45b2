package part

import (
	"io"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/edition"
	"truchement/workflow/format/xliff"
)

// ImportXLIFF reads a filled XLIFF file, matches it with the article and imports it. It answers the
// document the file was fitted onto, what came of it, and what was wrong with the file.
func ImportXLIFF(c *web.Call, file io.Reader) (
	*bitext.Document, desk.ImportReport, []xliff.Problem, error,
) {
	got, found, err := xliff.ReadReport(file)
	if err != nil {
		return nil, desk.ImportReport{}, nil, err
	}
	have, _, err := c.Server.Edition.Export(c.Ctx(), c.Actor, c.Param("id"),
		edition.Options{States: edition.States()})
	if err != nil {
		return nil, desk.ImportReport{}, nil, err
	}
	fitted, unfit := xliff.Match(have, got)
	if len(fitted.Segments()) == 0 {
		return nil, desk.ImportReport{}, nil, workflow.Fail(workflow.Invalid, "import.not-ours")
	}
	rep, err := c.Server.Desk.ImportTargets(c.Ctx(), c.Actor, c.Param("id"), fitted)
	return have, rep, append(found.Problems, unfit...), err
}
