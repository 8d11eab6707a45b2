package quality

import (
	"bytes"

	"truchement/ui/report"
	"truchement/workflow/quality"
)

func reportBody(q quality.Report, format string) ([]byte, error) {
	var b bytes.Buffer
	err := report.Write(&b, q, format)
	return b.Bytes(), err
}
