package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestProposalsSplitLongSentences(t *testing.T) {
	news := "عقد مجلس الحكومة اجتماعا صباح يوم الخميس بالرباط خصص لدراسة مشروع قانون يتعلق " +
		"بتنظيم مهنة الصحافة في البلاد، حيث قدم الوزير المكلف عرضا مفصلا حول أهم مستجدات النص " +
		"أمام أعضاء الحكومة، وأضاف المتحدث أن المشروع يهدف إلى حماية الصحفيين وتعزيز حرية " +
		"التعبير، كما سيتم عرضه على البرلمان في دورته الخريفية المقبلة من أجل المصادقة النهائية عليه."
	list := "حضر اللقاء الوزير الأول، والوالي، ورئيس الجهة، وعدد من المنتخبين، وممثلو المجتمع المدني، " +
		strings.Repeat("ورؤساء الجماعات، ", 20) + "وآخرون."
	quoted := "قال الوزير أمس «" + strings.Repeat("كلمة ", 25) + "، وأضاف أن الأمر انتهى بعد ذلك اليوم كله، " +
		strings.Repeat("كلمة ", 25) + "»."
	french := "Le gouvernement a présenté jeudi un projet de loi sur la presse qui était attendu depuis " +
		"plusieurs mois par les journalistes, et il sera examiné par les députés avant la fin de la " +
		"session d’automne ; l’opposition, elle, a déjà fait savoir qu’elle ne le voterait pas en l’état."
	for _, c := range []struct {
		name, lang, text string
		want             []string // the parts' first words, and why
	}{
		{"a news sentence", "ar", news, []string{"حيث clause", "وأضاف report"}},
		{"a list of people", "ar", list, nil},
		{"inside a quotation", "ar", quoted, nil},
		{"short enough", "ar", "غادر الوزير الرباط، حيث كان يحضر لقاء، وأضاف أنه سيعود.", nil},
		{"French", "fr", french, []string{"et joined", "l’opposition semicolon"}},
		{"nothing", "ar", "", nil},
		{"no comma", "fr", strings.Repeat("mot ", 70), nil},
		{"no comma, very long", "fr", strings.Repeat("mot ", 100), []string{"mot pause"}},
		{"a long list", "ar", "حضر " + strings.Repeat("ورؤساء الجماعات، ", 45) + "وآخرون.", []string{"ورؤساء pause"}},
		{"a long quotation", "ar", "قال «" + strings.Repeat("كلمة ", 40) + "، وأضاف أن الأمر انتهى بعد ذلك اليوم كله، " +
			strings.Repeat("كلمة ", 40) + "».", []string{"وأضاف report"}},
		{"no comma before a verb", "ar", strings.Repeat("كلمة ", 45) + "وأكد الوزير أن " + strings.Repeat("كلمة ", 45),
			[]string{"وأكد report"}},
		{"a pair of quotes that is not closed", "fr", strings.Repeat("mot ", 45) + `" et ` + strings.Repeat("mot ", 45),
			[]string{"et pause"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range Proposals(c.lang, c.text) {
				got = append(got, p.Word+" "+string(p.Link))
				if p.Before < minPart || p.After < minPart {
					t.Errorf("%+v makes too short a part", p)
				}
				if !strings.HasPrefix(c.text[p.At:], string([]rune(p.Word)[:1])) {
					t.Errorf("%+v is not the beginning of a word", p)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestProposalsHaveLimits has sentences and clauses just too short, and just long enough.
func TestProposalsHaveLimits(t *testing.T) {
	words := func(n int) string { return strings.Repeat("كلمة ", n) }
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"40 words", words(19) + "كلمة، حيث " + words(19), 0},
		{"41 words", words(19) + "كلمة، حيث " + words(20), 1},
		{"5 words to the next comma", words(24) + "كلمة، حيث " + words(3) + "كلمة، " + words(20), 0},
		{"6 words to the next comma", words(24) + "كلمة، حيث " + words(4) + "كلمة، " + words(20), 1},
		{"a part of 7 words", words(6) + "كلمة، حيث " + words(40), 0},
		{"a part of 8 words", words(7) + "كلمة، حيث " + words(40), 1},
	} {
		if got := Proposals("ar", c.text); len(got) != c.want {
			t.Errorf("%s: proposals %+v, want %d", c.name, got, c.want)
		}
	}
}

func FuzzProposals(f *testing.F) {
	f.Add("ar", strings.Repeat("كلمة، وأضاف ", 30))
	f.Add("fr", strings.Repeat("« mot ; et il ", 30))
	f.Fuzz(func(t *testing.T, tag, text string) {
		last := 0
		for _, p := range Proposals(tag, text) {
			if p.At <= last || p.At >= len(text) || !utf8.RuneStart(text[p.At]) {
				t.Errorf("%q: place %d after %d of %d", text, p.At, last, len(text))
			}
			last = p.At
		}
	})
}
