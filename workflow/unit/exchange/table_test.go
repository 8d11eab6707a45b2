package exchange

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/heading"
	"truchement/workflow/format/limit"
)

// readTable reads a table as lines of its columns and its units.
func readTable(t *testing.T, p Pair, file string) (all []string) {
	t.Helper()
	var units []string
	columns, err := Read(strings.NewReader(file), CSV, p, func(i Item) error {
		units = append(units, fmt.Sprintf("%s:%s %s:%s%s", i.SourceLang, i.Source, i.TargetLang, i.Target, i.Fault))
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return append([]string{said(columns)}, units...)
}

func said(columns []heading.Column) string {
	var all []string
	for _, c := range columns {
		all = append(all, fmt.Sprintf("%s=%s(%s)", c.Name, c.Field, c.Lang))
	}
	return strings.Join(all, " ")
}

// The first row of a table may have headings, by language or by side, in Arabic, French or English, and these choose
// the columns.
func TestHeadingsChooseColumns(t *testing.T) {
	for _, c := range []struct {
		name, file string
		pair       Pair
		want       []string
	}{
		{"codes", "fr,ar\nOui,نعم\n", Pair{"ar", "fr"}, []string{"fr=target(fr) ar=source(ar)", "ar:نعم fr:Oui"}},
		{"names in French", "Français;Arabe\nOui;نعم\n", Pair{"fr", "ar"}, []string{"Français=source(fr) Arabe=target(ar)", "fr:Oui ar:نعم"}},
		{"names in Arabic", "العربية;الفرنسية\nنعم;Oui\n", Pair{}, []string{"العربية=source(ar) الفرنسية=target(fr)", "ar:نعم fr:Oui"}},
		{"sides", "source,target\nنعم,Oui\n", Pair{"ar", "fr"}, []string{"source=source() target=target()", "ar:نعم fr:Oui"}},
		{"sides in French", "traduction,original\nOui,نعم\n", Pair{"ar", "fr"}, []string{"traduction=target() original=source()", "ar:نعم fr:Oui"}},
		{"sides in Arabic", "النص الأصلي;الترجمة\nنعم;Oui\n", Pair{"ar", "fr"}, []string{"النص الأصلي=source() الترجمة=target()", "ar:نعم fr:Oui"}},
		{"of Excel", "\ufeffsep=;\r\nFrançais;Arabe\r\nOui, bien;نعم\r\n", Pair{"fr", "ar"}, []string{"Français=source(fr) Arabe=target(ar)", "fr:Oui, bien ar:نعم"}},
		{"with a mark at the beginning", "\ufefforiginal\ttraduction\nنعم\tOui\n", Pair{"ar", "fr"}, []string{"original=source() traduction=target()", "ar:نعم fr:Oui"}},
		{"sides with languages", "Texte source (français),Traduction arabe\nOui,نعم\n", Pair{},
			[]string{"Texte source (français)=source(fr) Traduction arabe=target(ar)", "fr:Oui ar:نعم"}},
		{"texts of languages", "Texte en arabe,Texte en français\nنعم,Oui\n", Pair{"ar", "fr"},
			[]string{"Texte en arabe=source(ar) Texte en français=target(fr)", "ar:نعم fr:Oui"}},
		{"texts in Arabic", "النص العربي,النص الفرنسي\nنعم,Oui\n", Pair{"ar", "fr"},
			[]string{"النص العربي=source(ar) النص الفرنسي=target(fr)", "ar:نعم fr:Oui"}},
		{"a language and a side", "Français,Traduction\nOui,نعم\n", Pair{"fr", "ar"}, []string{"Français=source(fr) Traduction=target()", "fr:Oui ar:نعم"}},
		{"other columns between", "N°,Anglais,Arabe,Remarque,Français\n1,Yes,نعم,x,Oui\n", Pair{"ar", "fr"},
			[]string{"N°=() Anglais=(en) Arabe=source(ar) Remarque=() Français=target(fr)", "ar:نعم fr:Oui"}},
		{"regions", "fr-MA,ar-MA\nOui,نعم\n", Pair{}, []string{"fr-MA=source(fr-MA) ar-MA=target(ar-MA)", "fr-MA:Oui ar-MA:نعم"}},
		{"facts", "source,target,state,origin\nنعم,Oui,translated,x.docx\n", Pair{"ar", "fr"},
			[]string{"source=source() target=target() state=state() origin=origin()", "ar:نعم fr:Oui"}},
		{"one tag", "fr,Texte du site\nOui,نعم\n", Pair{"ar", "fr"}, []string{"fr=target(fr) Texte du site=source(ar)", "ar:نعم fr:Oui"}},
		{"one tag, the other column without a name", ",AR\nOui,نعم\n", Pair{"fr", "ar"}, []string{"=source(fr) AR=target(ar)", "fr:Oui ar:نعم"}},
		{"one tag, of a pair that is not chosen", "x,fr\nنعم,Oui\n", Pair{}, []string{"x=target() fr=source(fr)", ":Oui :نعمmemory.bad-languages"}},
		{"a language in a row", "اللغة,français\n", Pair{"ar", "fr"}, []string{"=source(ar) =target(fr)", "ar:اللغة fr:français"}},
		{"one tag of three columns", "fr,x,y\nOui,نعم,z\n", Pair{"fr", "ar"}, []string{"=source(fr) =target(ar)", "fr:fr ar:x", "fr:Oui ar:نعم"}},
		{"no headings", "نعم,Oui\n", Pair{"ar", "fr"}, []string{"=source(ar) =target(fr)", "ar:نعم fr:Oui"}},
		{"words that are headings", "المصدر,Source\nالعربية,Arabe\nno,لا\n", Pair{"ar", "fr"},
			[]string{"=source(ar) =target(fr)", "ar:المصدر fr:Source", "ar:العربية fr:Arabe", "ar:no fr:لا"}},
	} {
		if diff := cmp.Diff(c.want, readTable(t, c.pair, c.file)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// A table that names both languages needs no other choice of them.
func TestNamesLanguages(t *testing.T) {
	for file, want := range map[string]bool{
		"fr,ar\nOui,نعم\n": true, "sep=;\nFrançais;Arabe\n": true, "\ufeffالعربية\tالفرنسية": true,
		"source,target,source_lang,target_lang\n": true, "source,target\n": false, "Français,Traduction\n": false,
		"Oui,نعم\n": false, "fr,x\n": false,
	} {
		if got, err := NamesLanguages([]byte(file)); got != want || err != nil {
			t.Errorf("%q: %v, %v, want %v", file, got, err, want)
		}
	}
	for _, file := range []string{"fr,ar\n\x00\x01\x02\x03\xff", "\x9f\x92\x00\x81\x07\xfe", "PK\x03\x04", ""} {
		var bad *limit.Error
		if _, err := NamesLanguages([]byte(file)); !errors.As(err, &bad) {
			t.Errorf("%q: %v", file, err)
		}
	}
}

// Arabic that was read as another encoding is refused; French, with its accents, in a column of Arabic is not that, and
// is doubted.
func TestFrenchIsNoWrongEncoding(t *testing.T) {
	for text, want := range map[string]bool{"Les élèves étrangers ont été reçus à l’école": false, "Été à Évry": false,
		"ÇáÑÈÇØ": true, "ÃÚáä æÒíÑ ÇáÏÇÎáíÉ": true, "Ø£Ø¹Ù„Ù†": true, "iPhone é è ê ë": false, "إعلان ÇáÑÈÇØ": false} {
		if got := hasWrongLetters(text, "ar"); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestTablesHaveDoubts(t *testing.T) {
	var got []string
	_, err := Read(strings.NewReader("ar\tfr\t\nنعم\tOui\t\tx\nلا\t\"Non\t\nشكرا\tMerci\n"), TSV, Pair{}, func(i Item) error {
		for _, d := range i.Doubts {
			got = append(got, fmt.Sprint(i.Line, " ", d.Kind, " ", d.Text))
		}
		return nil
	})
	if diff := cmp.Diff([]string{"2 surplus-cells x", `3 stray-quote "Non`}, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
