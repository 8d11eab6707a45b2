package tbx

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/outside"
)

// core names the RELAX NG schema of the structure of TBX, TBXcoreStructV03.rng, which LTAC Global
// publishes without a licence.
const core = "TRUCHEMENT_TEST_TBX_CORE"

func TestFilesFitTheSchema(t *testing.T) {
	schema := os.Getenv(core)
	if schema == "" {
		t.Skipf("%s does not name the schema of TBX", core)
	}
	outside.Need(t, "jing")
	valid := func(file string) error {
		name := filepath.Join(t.TempDir(), "f.tbx")
		if err := os.WriteFile(name, []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("jing", schema, name).Output()
		if err != nil {
			t.Logf("%s", out)
		}
		return err
	}
	for _, style := range []Style{DCA, DCT} {
		for name, file := range map[string]string{"full": write(t, Header{Style: style, Title: "T"}, samples()),
			"empty": write(t, Header{Style: style}, nil)} {
			if err := valid(file); err != nil {
				t.Errorf("%s, %s: %v", style, name, err)
			}
		}
	}
	if valid(strings.Replace(write(t, Header{}, samples()), "<sourceDesc>", "<sourceDesc><oops/>", 1)) == nil {
		t.Error("a header with a wrong element is valid")
	}
}

// toolkit prints of each unit its id and, by language, its first term.
const toolkit = `
import json, sys
from translate.storage import tbx
units = tbx.tbxfile.parsefile(sys.argv[1]).units
xml = "{http://www.w3.org/XML/1998/namespace}lang"
print(json.dumps([[u.getid(), {n.get(xml): u.getNodeText(n) for n in u.getlanguageNodes()}] for u in units]))`

func TestTranslateToolkitReadsTerms(t *testing.T) {
	outside.Need(t, "/usr/bin/python3", "pofilter")
	name := filepath.Join(t.TempDir(), "f.tbx")
	if err := os.WriteFile(name, []byte(write(t, Header{Style: V2}, samples()[:2])), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("/usr/bin/python3", "-c", toolkit, name).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []any
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	want := []any{
		[]any{"_0191f3a4-5b6c-7d8e-9f00-112233445566", map[string]any{"ar": "عبد الوافي لفتيت", "fr": "Abdelouafi Laftit"}},
		[]any{"wazir", map[string]any{"ar-MA": "وزير", "fr": "«\u00a0ministre\u00a0»"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("translate-toolkit reads (-want +got):\n%s", diff)
	}
}

// saved is a file that translate-toolkit writes with a unit that it makes.
const saved = `
import sys
from translate.storage import tbx
f = tbx.tbxfile()
u = f.addsourceunit("وزير")
u.setsource("وزير", "ar")
u.settarget("ministre", "fr")
u.addnote("masculin")
sys.stdout.buffer.write(bytes(f))`

func TestReadsWhatTranslateToolkitWrites(t *testing.T) {
	outside.Need(t, "/usr/bin/python3", "pofilter")
	out, err := exec.Command("/usr/bin/python3", "-c", saved).Output()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := read(strings.NewReader(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		for _, term := range e.Terms {
			got = append(got, term.Lang+" "+term.Text)
		}
		got = append(got, e.Note)
	}
	if want := []string{"ar وزير", "fr ministre", "masculin"}; !cmp.Equal(want, got) {
		t.Errorf("%q, want %q of\n%s", got, want, out)
	}
}
