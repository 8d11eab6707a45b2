// Package xmltest makes large files of translations, and has libxml2's xmllint read the same files
// as our readers, to compare what they accept and how long they take. Only tests import it.
package xmltest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"truchement/workflow/outside"
)

// arabic and french are what the texts of the files are cut from.
var (
	arabic = strings.Fields("أعلن وزير الخارجية، يوم الاثنين بالرباط، أن المملكة «عازمة» على تعزيز " +
		"تعاونها مع شركائها الأوروبيين في مجالات الهجرة والطاقة والأمن؛ وأضاف أنّ الاتفاق الذي وُقّع " +
		"عليه أمس سيمكّن من إحداث 1200 منصب شغل خلال السنوات الثلاث المقبلة، حسب بلاغ للوزارة تلقّت " +
		"الوكالة نسخة منه. وأشار المتحدث إلى أن الزيارة تندرج في إطار الحوار السياسي المنتظم بين " +
		"البلدين، وأنها تروم بحث سبل تطوير المبادلات التجارية")
	french = strings.Fields("Le ministre des Affaires étrangères a déclaré lundi à Rabat que le Royaume " +
		"était « déterminé » à renforcer sa coopération avec ses partenaires européens dans les " +
		"domaines de la migration, de l’énergie et de la sécurité ; l’accord signé la veille " +
		"permettra, a-t-il ajouté, de créer 1 200 emplois au cours des trois prochaines années, selon " +
		"un communiqué dont l’agence a reçu copie. La visite s’inscrit dans le cadre du dialogue " +
		"politique régulier entre les deux pays et vise à développer les échanges commerciaux")
)

// cut takes words from where n says, between 8 and 27 of them.
func cut(words []string, n int) string {
	var b strings.Builder
	for i := range 8 + n*7%20 {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words[(n*13+i)%len(words)])
	}
	return b.String()
}

// WriteTMX writes a TMX file of about size bytes: units of a sentence in Arabic and French, with
// their history and a prop; one in five has a pair of codes.
func WriteTMX(w io.Writer, size int64) error {
	return write(w, size, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="xmltest" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="ar" datatype="html"/>
  <body>
`, "  </body>\n</tmx>\n", func(n int) string {
		before, after := "", ""
		if n%5 == 0 {
			before, after = `<bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>`, `<ept i="1">&lt;/b&gt;</ept>`
		}
		return fmt.Sprintf(`    <tu tuid="u%d" creationdate="20240%d01T101500Z" creationid="amina" changedate="20250%d11T120000Z" changeid="luc">
      <prop type="x-document">article-%d.docx</prop>
      <tuv xml:lang="ar"><seg>%s%s%s</seg></tuv>
      <tuv xml:lang="fr"><seg>%s%s%s</seg></tuv>
    </tu>
`, n, n%9+1, n%9+1, n/20, before, cut(arabic, n), after, before, cut(french, n), after)
	})
}

// WriteXLIFF writes an XLIFF 1.2 file of about size bytes, of the same sentences.
func WriteXLIFF(w io.Writer, size int64) error {
	return write(w, size, `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="a.html" source-language="ar" target-language="fr" datatype="html">
    <body>
`, "    </body>\n  </file>\n</xliff>\n", func(n int) string {
		before, after := "", ""
		if n%5 == 0 {
			before, after = `<g id="1" ctype="bold">`, "</g>"
		}
		return fmt.Sprintf(`      <trans-unit id="u%d" approved="yes">
        <source>%s%s%s</source>
        <target state="translated">%s%s%s</target>
        <note from="amina">article-%d</note>
      </trans-unit>
`, n, before, cut(arabic, n), after, before, cut(french, n), after, n/20)
	})
}

func write(w io.Writer, size int64, head, foot string, unit func(n int) string) error {
	b := bufio.NewWriter(w)
	n, err := b.WriteString(head)
	for sum, i := int64(n), 1; sum < size && err == nil; i++ {
		n, err = b.WriteString(unit(i))
		sum += int64(n)
	}
	if err != nil {
		return err
	}
	if _, err := b.WriteString(foot); err != nil {
		return err
	}
	return b.Flush()
}

// File makes a file by one of the functions above and returns its path.
func File(t testing.TB, size int64, write func(io.Writer, int64) error) string {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), strconv.FormatInt(size, 10)+".xml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(write(f, size), f.Close()); err != nil {
		t.Fatal(err)
	}
	return f.Name()
}

// CompareSpeed measures read on a file beside `xmllint --stream` on the same file, by the CPU time
// of both, which other programs of the machine change least: five times each by turns, and the
// best of each. It reports megabytes a second of both and their ratio.
func CompareSpeed(b *testing.B, file string, read func(io.Reader) error) {
	b.Helper()
	outside.Need(b, "xmllint")
	info, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	ours, theirs := time.Hour, time.Hour
	rounds := 0
	race := func() {
		lint := exec.Command("xmllint", "--stream", "--noout", "--nonet", file)
		if err := lint.Run(); err != nil {
			b.Fatal(err)
		}
		theirs = min(theirs, lint.ProcessState.UserTime()+lint.ProcessState.SystemTime())
		ours = min(ours, timed(b, file, read))
		rounds++
	}
	for b.Loop() {
		race()
	}
	for rounds < 5 {
		race()
	}
	size := float64(info.Size()) / 1e6
	b.ReportMetric(size/ours.Seconds(), "MB/cpu-s")
	b.ReportMetric(size/theirs.Seconds(), "xmllint-MB/cpu-s")
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "times-xmllint")
	b.ReportMetric(0, "ns/op")
}

func timed(b *testing.B, file string, read func(io.Reader) error) time.Duration {
	f, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	before := cpuTime(b)
	err = read(f)
	took := cpuTime(b) - before
	if err := errors.Join(err, f.Close()); err != nil {
		b.Fatal(err)
	}
	return took
}

func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Lint has xmllint read documents and returns what is wrong with each, "" for one it accepts. Its
// namespace errors, with which it goes on, count. References to entities outside of the document,
// which it does not read, do too.
func Lint(t testing.TB, docs [][]byte) []string {
	t.Helper()
	outside.Need(t, "xmllint")
	dir := t.TempDir()
	names := make([]string, len(docs))
	for i, d := range docs {
		names[i] = fmt.Sprintf("d%06d.xml", i)
		if err := os.WriteFile(filepath.Join(dir, names[i]), d, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	wrong := make([]string, len(docs))
	const batch = 500
	for i := 0; i < len(names); i += batch {
		lint := exec.Command("xmllint", append([]string{"--noout", "--nonet"},
			names[i:min(i+batch, len(names))]...)...)
		lint.Dir = dir
		out, err := lint.CombinedOutput()
		var status *exec.ExitError
		if err != nil && !errors.As(err, &status) {
			t.Fatal(err)
		}
		note(wrong, out)
	}
	return wrong
}

// note sorts the output of xmllint by documents.
func note(wrong []string, out []byte) {
	for _, line := range bytes.Split(out, []byte("\n")) {
		if len(line) < 12 || line[0] != 'd' || string(line[7:12]) != ".xml:" {
			continue
		}
		n, err := strconv.Atoi(string(line[1:7]))
		text := string(line[12:])
		if err != nil || n >= len(wrong) || wrong[n] != "" {
			continue
		}
		if strings.Contains(text, " parser error : ") || strings.Contains(text, " namespace error : ") {
			wrong[n] = text
		}
	}
}
