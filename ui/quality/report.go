package quality

import (
	"bytes"

	"truchement/ui/report"
	"truchement/workflow"
)

func qualityBody(q workflow.Quality, format string) ([]byte, error) {
	var b bytes.Buffer
	err := report.Write(&b, q, format)
	return b.Bytes(), err
}
