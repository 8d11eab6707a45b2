package align

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// links returns beads as WriteLinks writes them, on one line.
func links(beads []Bead) string {
	var b strings.Builder
	if err := WriteLinks(&b, [][]Bead{beads}); err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func pairOf(source, target string) Pair {
	lines := func(s string) []string {
		if s = strings.TrimSpace(s); s == "" {
			return nil
		}
		return strings.Split(s, "\n")
	}
	return Pair{Sentences(lines(source)), Sentences(lines(target))}
}

func TestAlignLinksSentences(t *testing.T) {
	for _, test := range []struct{ name, source, target, want string }{
		{"nothing", "", "", "-"},
		{"one side", "جملة.", "", "0:"},
		{"one to one", "وصل الوزير إلى الرباط.\nقال: «سنوقع الاتفاق غدا».",
			"Le ministre est arrivé à Rabat.\nIl a dit : « Nous signerons l’accord demain. »",
			"0:0 1:1"},
		{"a sentence in two", "وصل الوزير إلى الرباط يوم الاثنين، ووقع اتفاقا بقيمة 300 مليون درهم.\n" +
			"لم تعلق المعارضة.",
			"Le ministre est arrivé lundi à Rabat.\nIl a signé un accord de 300 millions de " +
				"dirhams.\nL’opposition n’a pas commenté.", "0:0,1 1:2"},
		{"names and digits of both scripts",
			"ولدت كوري شولمان عام ١٩٨٤.\nعاشت في شيكاغو.\nغادر ميشيل دوبوا المدينة سنة ٢٠٠٣.",
			"Kori Schulman est née en 1984.\nMichel Dubois a quitté la ville en 2003.",
			"0:0 1: 2:1"},
		{"furniture", "أعلنت الحكومة إضرابا عاما.\nشارك هذا المقال\nوصفت النقابات القرار بأنه خطير.",
			"Photo : AFP\nLe gouvernement a annoncé une grève générale.\n" +
				"Les syndicats ont qualifié la décision de dangereuse.",
			":0 0:1 1: 2:2"},
		{"changed places",
			"فاز المغرب على فرنسا في نصف النهائي.\nأصيب حارس المرمى في الدقيقة 12.",
			"Le gardien a été blessé à la 12e minute.\n" +
				"Le Maroc a battu la France en demi-finale.", "0,1:0,1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := links(New("ar", "fr").AlignOne(pairOf(test.source, test.target)))
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			reversed := links(New("fr-MA", "ar-MA").AlignOne(pairOf(test.target, test.source)))
			if want := swapSides(test.want); reversed != want {
				t.Errorf("reversed: got %s, want %s", reversed, want)
			}
		})
	}
}

// swapSides exchanges the sides of links.
func swapSides(line string) string {
	parts := strings.Fields(line)
	for i, p := range parts {
		if a, b, ok := strings.Cut(p, ":"); ok {
			parts[i] = b + ":" + a
		}
	}
	return strings.Join(parts, " ")
}

// TestAlignMatchesCorrectedTextWithOriginal aligns two texts of one language.
func TestAlignMatchesCorrectedTextWithOriginal(t *testing.T) {
	old := "الرباط تستضيف القمة.\nحضر 40 رئيسا.\nانتهت الأشغال مساء."
	corrected := "الرباط تستضيف القمة.\nحضر 43 رئيسا ووزيرا.\nألقى الملك خطابا.\nانتهت الأشغال مساء."
	got := links(New("ar", "ar").AlignOne(pairOf(old, corrected)))
	if want := "0:0 1:1 :2 2:3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAlignKeepsToBlocks(t *testing.T) {
	source := []Sentence{{Text: "عنوان قصير", Start: true, Heading: true},
		{Text: "كلام طويل عن شيء آخر لا يعرفه أحد.", Start: true}, {Text: "وكلام غيره."}}
	target := []Sentence{{Text: "Un titre bref", Start: true, Heading: true},
		{Text: "De longs propos que nul ne connaît du tout.", Start: true}, {Text: "Et d’autres."}}
	got := links(New("ar", "fr").AlignOne(Pair{source, target}))
	if want := "0:0 1:1 2:2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestConfidenceOfCertainBeadIsHigh(t *testing.T) {
	beads := New("ar", "fr").AlignOne(pairOf(
		"وصل رئيس الحكومة المغربية إلى باريس يوم 12 مايو 2024.\nنعم.",
		"Le chef du gouvernement marocain est arrivé à Paris le 12 mai 2024.\nAutre chose encore."))
	if len(beads) == 0 || beads[0].Confidence < 0.95 {
		t.Errorf("confidence below 0.95: %+v", beads)
	}
}

// TestConfidenceOfUnrelatedTextsIsLow aligns articles with translations of other articles.
func TestConfidenceOfUnrelatedTextsIsLow(t *testing.T) {
	d := openDevSet(t, "pud.hard")
	var wrong []Pair
	for i := range d.pairs {
		wrong = append(wrong, Pair{d.pairs[i].Source, d.pairs[(i+7)%len(d.pairs)].Target})
	}
	confident, beads := 0, 0
	a := New("ar", "fr")
	for _, p := range wrong[:12] {
		for _, b := range a.AlignOne(p) {
			if !b.Null() {
				beads++
				if b.Confidence >= 0.9 {
					confident++
				}
			}
		}
	}
	if confident*20 > beads {
		t.Errorf("%d of %d beads of unrelated texts have a confidence of 0.9", confident, beads)
	}
}

// TestAlignReachesDevelopmentScores asks for a little less than was measured.
func TestAlignReachesDevelopmentScores(t *testing.T) {
	for _, test := range []struct {
		name  string
		least float64
	}{{"pud.hard", 96.5}, {"udhr.x", 84}} {
		d := openDevSet(t, test.name)
		if got := strictF1(New("ar", "fr").Align(d.pairs), d.gold); got < test.least {
			t.Errorf("%s: strict F1 %.2f, want %.1f or more", test.name, got, test.least)
		}
	}
}

// devSet is a set of texts with their right beads.
type devSet struct {
	pairs []Pair
	gold  [][]Bead
}

func openDevSet(t testing.TB, name string) devSet {
	t.Helper()
	read := func(ext string) string {
		b, err := os.ReadFile("testdata/" + name + ext)
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(b))
	}
	gold, err := ReadLinks(strings.NewReader(read(".gold")))
	if err != nil {
		t.Fatal(err)
	}
	d := devSet{gold: gold}
	targets := strings.Split(read(".tgt"), "\n\n")
	for i, source := range strings.Split(read(".src"), "\n\n") {
		d.pairs = append(d.pairs, pairOf(source, targets[i]))
	}
	return d
}

// strictF1 is the F1 of Vecalign's scorer: precision over all beads, each sentence without a
// counterpart counting as one, recall over the beads with both sides.
func strictF1(got, want [][]Bead) float64 {
	var returned, right, expected, found float64
	for i := range got {
		a, b := beadSet(got[i]), beadSet(want[i])
		for k := range a {
			returned++
			if b[k] {
				right++
			}
		}
		for k := range b {
			if k[0] < k[1] && k[2] < k[3] {
				expected++
				if a[k] {
					found++
				}
			}
		}
	}
	p, r := right/returned, found/expected
	return 100 * 2 * p * r / (p + r)
}

func beadSet(beads []Bead) map[[4]int]bool {
	out := map[[4]int]bool{}
	for _, b := range beads {
		if !b.Null() {
			out[[4]int{b.Source[0], b.Source[1], b.Target[0], b.Target[1]}] = true
			continue
		}
		for i := b.Source[0]; i < b.Source[1]; i++ {
			out[[4]int{i, i + 1}] = true
		}
		for i := b.Target[0]; i < b.Target[1]; i++ {
			out[[4]int{0, 0, i, i + 1}] = true
		}
	}
	return out
}

// checkCoverage checks that every sentence is in exactly one bead, in order.
func checkCoverage(t *testing.T, p Pair, beads []Bead) {
	t.Helper()
	i, j := 0, 0
	for _, b := range beads {
		if b.Source[0] != i || b.Target[0] != j || b.Source[1] < i || b.Target[1] < j {
			t.Fatalf("bead %+v does not follow %d:%d", b, i, j)
		}
		if !(b.Confidence >= 0 && b.Confidence <= 1) {
			t.Fatalf("confidence of %+v", b)
		}
		i, j = b.Source[1], b.Target[1]
	}
	if i != len(p.Source) || j != len(p.Target) {
		t.Fatalf("beads end at %d:%d of %d:%d", i, j, len(p.Source), len(p.Target))
	}
}

// book returns a long text with its translation: the development sentences repeated, some with
// numbers of their own, as a book has names and dates.
func book(t testing.TB, sentences int) Pair {
	d := openDevSet(t, "pud.hard")
	var p Pair
	for n := 0; len(p.Source) < sentences; n++ {
		from := d.pairs[n%len(d.pairs)]
		for k, b := range d.gold[n%len(d.pairs)] {
			mark := ""
			if k%3 == 0 && !b.Null() {
				mark = fmt.Sprintf(" %d", 10000+n*31+k)
			}
			for i := b.Source[0]; i < b.Source[1]; i++ {
				p.Source = append(p.Source, Sentence{Text: from.Source[i].Text + mark})
			}
			for j := b.Target[0]; j < b.Target[1]; j++ {
				p.Target = append(p.Target, Sentence{Text: from.Target[j].Text + mark})
			}
		}
	}
	return p
}

// TestAlignCoversLongTexts aligns texts too long for a full table: one with a part missing on one
// side, and one without anything in common.
func TestAlignCoversLongTexts(t *testing.T) {
	p := book(t, 900)
	p.Target = append(append([]Sentence{}, p.Target[:300]...), p.Target[500:]...)
	beads := New("ar", "fr").AlignOne(p)
	checkCoverage(t, p, beads)
	confident := 0
	for _, b := range beads {
		if !b.Null() && b.Confidence > 0.9 {
			confident++
		}
	}
	if confident < 350 {
		t.Errorf("%d beads with a confidence over 0.9, want most of 550", confident)
	}
	p = book(t, 400)
	p.Target = Sentences(make([]string, 1500))
	checkCoverage(t, p, New("ar", "fr").AlignOne(p))
}

func TestAlignIsDeterministic(t *testing.T) {
	d := openDevSet(t, "pud.hard")
	a := New("ar", "fr")
	if diff := cmp.Diff(a.Align(d.pairs[:10]), a.Align(d.pairs[:10])); diff != "" {
		t.Error(diff)
	}
}
