package part

import (
	"errors"
	"fmt"
	"io"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// TakeUnits keeps the file of a form as a job that tries it or takes it in, by kind.
func TakeUnits(c *web.Call, f *web.Form, kind string) (j workflow.Job, err error) {
	name, file, err := SentFile(c)
	if err != nil {
		return j, err
	}
	defer func() { _ = file.Close() }() // it was only read
	in := unit.NewImport{Name: name, Publication: f.Value("publication"),
		SourceLang: f.Value("source-lang"), TargetLang: f.Value("target-lang"), Licence: f.Value("licence"),
		Agreeing: f.Value("agreeing") != ""}
	if in.Format, err = exchange.FormatOf(in.Name); err != nil {
		return j, err
	}
	for _, tag := range []string{in.SourceLang, in.TargetLang} {
		if tag == "" {
			continue
		}
		if err := workflow.CheckTag("align.languages", tag); err != nil {
			return j, err
		}
	}
	if in.SourceLang == "" || in.TargetLang == "" {
		if err := checkLanguages(in.Format, file); err != nil {
			return j, err
		}
	}
	return c.Server.Job.AddFile(c.Ctx(), c.Actor, workflow.ManageMemory, kind, in, file)
}

// checkLanguages refuses a table that does not say the languages of its texts, and what is no table.
func checkLanguages(f exchange.Format, file io.ReadSeeker) error {
	if f != exchange.TSV && f != exchange.CSV {
		return nil
	}
	beginning := make([]byte, 64<<10)
	n, err := io.ReadFull(file, beginning)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read an upload: %w", err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read an upload: %w", err)
	}
	if n == 0 {
		return nil
	}
	named, err := exchange.NamesLanguages(beginning[:n])
	if err == nil && !named {
		err = workflow.Fail(workflow.Invalid, "memory.choose-languages")
	}
	return workflow.FileError(err, 0)
}
