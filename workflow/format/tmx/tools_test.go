package tmx

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/outside"
)

// omegat is where the Debian package omegat keeps the LISA DTD, as schemas/tmx14.dtd.
const omegat = "/usr/share/omegat/OmegaT.jar"

// fromJar reads a file in the archive of OmegaT.
func fromJar(t *testing.T, name string) []byte {
	t.Helper()
	jar, err := zip.OpenReader(omegat)
	if err != nil {
		t.Fatal(err)
	}
	defer jar.Close()
	b, err := fs.ReadFile(jar, name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFilesAreValidByDTD(t *testing.T) {
	outside.Need(t, "xmllint", omegat)
	dtd := filepath.Join(t.TempDir(), "tmx14.dtd")
	if err := os.WriteFile(dtd, fromJar(t, "schemas/tmx14.dtd"), 0o644); err != nil {
		t.Fatal(err)
	}
	valid := func(file []byte) error {
		cmd := exec.Command("xmllint", "--noout", "--nonet", "--dtdvalid", dtd, "-")
		cmd.Stdin = bytes.NewReader(file)
		if out, err := cmd.CombinedOutput(); err != nil {
			return errors.New(string(out))
		}
		return nil
	}
	docs := map[string]*bitext.Document{"full": full(t), "empty": {SourceLang: "ar", TargetLang: "fr"}}
	for name, d := range docs {
		if err := valid(write(t, d)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if valid(bytes.Replace(write(t, full(t)), []byte("datatype"), []byte("date"), 1)) == nil {
		t.Error("a header with a wrong attribute is valid")
	}
}

const toolkit = `
import json, sys
from translate.storage import factory
units = factory.getobject(sys.argv[1]).units
json.dump([[str(u.source), str(u.target)] for u in units], sys.stdout)`

func TestTranslateToolkitReadsPairs(t *testing.T) {
	outside.Need(t, "/usr/bin/python3", "pofilter")
	d := full(t)
	d.Blocks = d.Blocks[:1]
	name := filepath.Join(t.TempDir(), "f.tmx")
	if err := os.WriteFile(name, write(t, d), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("/usr/bin/python3", "-c", toolkit, name).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	s := d.Blocks[0].Segments[0]
	if want := [][2]string{{s.Source.String(), s.Target.String()}}; !cmp.Equal(want, got) {
		t.Errorf("translate-toolkit reads %q, want %q", got, want)
	}
}
