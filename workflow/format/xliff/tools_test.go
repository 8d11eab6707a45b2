package xliff

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/outside"
)

// schemas is where the Debian package php-symfony-translation puts the OASIS schemas of
// XLIFF 1.2 strict and of the 2.x core.
const schemas = "/usr/share/php/Symfony/Component/Translation/Resources/schemas"

// schema copies the schema of a version with what it imports beside it, since xmllint may not
// fetch anything.
func schema(t *testing.T, version string) string {
	t.Helper()
	dir := t.TempDir()
	w3c := filepath.Join(dir, "informativeCopiesOf3rdPartySchemas", "w3c")
	if err := os.MkdirAll(w3c, 0o755); err != nil {
		t.Fatal(err)
	}
	name := map[string]string{V21: "xliff-core-2.0.xsd", flat: "xliff-core-2.0.xsd",
		V12: "xliff-core-1.2-strict.xsd"}[version]
	for to, from := range map[string]string{filepath.Join(dir, name): name,
		filepath.Join(dir, "xml.xsd"): "xml.xsd", filepath.Join(w3c, "xml.xsd"): "xml.xsd"} {
		b, err := os.ReadFile(filepath.Join(schemas, from))
		if err != nil {
			t.Fatal(err)
		}
		s := strings.Replace(string(b), `"http://www.w3.org/2001/xml.xsd"/>`, `"xml.xsd"/>`, 1)
		if err := os.WriteFile(to, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, name)
}

func xmllint(schema, file string) (string, error) {
	cmd := exec.Command("xmllint", "--noout", "--nonet", "--schema", schema, file)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestFilesAreValidBySchema(t *testing.T) {
	outside.Need(t, "xmllint", schemas)
	docs := map[string]*bitext.Document{"full": full(t), "torn": crossedDocument(),
		"paragraphs": full(t).ByBlock(), "sentences": full(t).ByBlock().BySentence(),
		"empty": {SourceLang: "ar"},
		"no ids": {SourceLang: "ar", Blocks: []bitext.Block{
			bitext.NewBlock(bitext.Quote, bitext.Plain("أ")), bitext.NewBlock("", nil)}},
		"random": randomDocument(rand.New(rand.NewPCG(1, 2)))}
	for _, v := range versions() {
		xsd := schema(t, v)
		for name, d := range docs {
			file := filepath.Join(t.TempDir(), "f.xlf")
			if err := os.WriteFile(file, write(t, d, v), 0o644); err != nil {
				t.Fatal(err)
			}
			if out, err := xmllint(xsd, file); err != nil {
				t.Errorf("%s, %s: %v\n%s", v, name, err, out)
			}
		}
	}
}

// TestSchemaRefusesWrongElement checks that the schema can refuse a file.
func TestSchemaRefusesWrongElement(t *testing.T) {
	outside.Need(t, "xmllint", schemas)
	for _, v := range versions() {
		bad := strings.Replace(string(write(t, full(t), v)), "<source>", "<saucisse>", 1)
		bad = strings.Replace(bad, "</source>", "</saucisse>", 1)
		file := filepath.Join(t.TempDir(), "f.xlf")
		if err := os.WriteFile(file, []byte(bad), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := xmllint(schema(t, v), file); err == nil {
			t.Errorf("%s: a file with a saucisse is valid", v)
		}
	}
}

// translate-toolkit prints the pairs of a file as JSON.
const toolkit = `
import json, sys
from translate.storage import factory
json.dump([[str(u.source), str(u.target), u.isapproved()]
	for u in factory.getobject(sys.argv[1]).units if u.istranslatable()], sys.stdout)`

func TestTranslateToolkitReadsPairs(t *testing.T) {
	outside.Need(t, "/usr/bin/python3", "pofilter")
	file := filepath.Join(t.TempDir(), "f.xlf")
	if err := os.WriteFile(file, write(t, full(t), V12), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("/usr/bin/python3", "-c", toolkit, file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][]any
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	var want [][]any
	for _, s := range full(t).Segments() {
		target := s.Target
		if !hasTarget(s) {
			target = s.Source
		}
		want = append(want, []any{chars(s.Source), chars(target), s.State.Rank() >= 2})
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("translate-toolkit reads (-want +got):\n%s", d)
	}
}

// chars is the text without its codes.
func chars(t bitext.Text) string {
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.Chars)
	}
	return b.String()
}

const omegatProject = `<?xml version="1.0" encoding="UTF-8"?><omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>AR-MA</source_lang><target_lang>FR-FR</target_lang>
<sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>`

const omegatMemory = `<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4">
<header creationtool="OmegaT" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="AR-MA" datatype="plaintext"/><body><tu>
<tuv xml:lang="AR-MA"><seg>بلا ترجمة &amp; &lt;بعد&gt; ]]&gt;</seg></tuv>
<tuv xml:lang="FR-FR"><seg>Enfin.</seg></tuv></tu></body></tmx>`

// TestOmegaTFillsMissingTarget has OmegaT fill the segment without a target; it must leave all
// else as it was.
func TestOmegaTFillsMissingTarget(t *testing.T) {
	outside.Need(t, "omegat")
	if testing.Short() {
		t.Skip("OmegaT takes 5 s to start")
	}
	dir := t.TempDir()
	files := map[string]string{"omegat.project": omegatProject, "tm/auto/m.tmx": omegatMemory,
		"source/a.xlf": string(write(t, full(t), V12)), "target/.": "", "glossary/.": "",
		"dictionary/.": "", "omegat/.": ""}
	for name, body := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if body == "" {
			if err := os.MkdirAll(path, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("omegat", "--quiet", "--mode=console-translate",
		"--config-dir="+filepath.Join(dir, "cfg"), dir).CombinedOutput()
	if err != nil {
		t.Fatalf("omegat: %v\n%s", err, out)
	}
	filled, err := os.ReadFile(filepath.Join(dir, "target", "a.xlf"))
	if err != nil {
		t.Fatal(err)
	}
	got, report := read(t, filled)
	want := full(t)
	s := &want.Blocks[1].Segments[2]
	s.Target, s.State = bitext.Plain("Enfin."), bitext.Translated
	if d := diff(want, got); d != "" || len(report.Problems) > 0 {
		t.Errorf("after OmegaT (-want +got):\n%s\n%+v", d, report.Problems)
	}
}
