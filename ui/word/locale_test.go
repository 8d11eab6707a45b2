package word

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"truchement/workflow/check"
	"truchement/workflow/lang"
)

// readLocale answers the messages of one file: ID to plural form to text. A message without
// plurals has the one form "other".
func readLocale(t *testing.T, name string) map[string]map[string]string {
	t.Helper()
	var raw map[string]any
	if _, err := toml.DecodeFS(localeFiles, localePath(name), &raw); err != nil {
		t.Fatal(err)
	}
	messages := map[string]map[string]string{}
	for id, v := range raw {
		switch v := v.(type) {
		case string:
			messages[id] = map[string]string{"other": v}
		case map[string]any:
			messages[id] = map[string]string{}
			for form, text := range v {
				messages[id][form], _ = text.(string)
			}
		}
	}
	return messages
}

func forms(name string) []string {
	switch name {
	case "ar":
		return []string{"few", "many", "one", "other", "two", "zero"}
	case "fr":
		return []string{"many", "one", "other"}
	}
	return []string{"one", "other"}
}

func TestLocalesAgree(t *testing.T) {
	french := readLocale(t, "fr")
	for _, name := range Languages() {
		messages := readLocale(t, name)
		for id := range french {
			if messages[id] == nil {
				t.Errorf("%s lacks %q", name, id)
			}
		}
		for id, m := range messages {
			if french[id] == nil {
				t.Errorf("%s has %q, which French lacks", name, id)
				continue
			}
			checkForms(t, name, id, m, len(french[id]) > 1)
			want, got := placeholders(french[id]), placeholders(m)
			if !slices.Equal(want, got) {
				t.Errorf("%s %q: placeholders %v, French has %v", name, id, got, want)
			}
		}
	}
}

func checkForms(t *testing.T, name, id string, m map[string]string, plural bool) {
	t.Helper()
	want := []string{"other"}
	if plural {
		want = forms(name)
	}
	var got []string
	for form, text := range m {
		got = append(got, form)
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s %q: form %s is empty", name, id, form)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s %q: forms %v, want %v", name, id, got, want)
	}
}

// placeholders are those of the form "other"; zero, one and two often say the number in a word.
func placeholders(m map[string]string) []string {
	found := regexp.MustCompile(`{{\.(\w+)}}`).FindAllString(m["other"], -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Every ID that code or a template names is in the locale files, and none stands there unused.
func TestMessagesAreUsed(t *testing.T) {
	french := readLocale(t, "fr")
	named := map[string]string{}
	comment := regexp.MustCompile(`(?m)^\s*//.*$`)
	quoted := regexp.MustCompile(`"([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)"`)
	said := regexp.MustCompile(`\.(?:T|H) "([^"]+)"`)
	for _, pattern := range []string{"*.go", "../*/*.go", "../*/*.html", "../../workflow/*.go",
		"../../workflow/*/*.go", "../../workflow/unit/*/*.go", "../../storage/*.go", "../../storage/*/*.go", "../../cmd/truchement/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, files, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			body = comment.ReplaceAll(body, nil)
			for _, m := range quoted.FindAllStringSubmatch(string(body), -1) {
				named[m[1]] = file
				if strings.HasPrefix(m[1], "store.") && french[m[1]] == nil {
					t.Errorf("%s refuses with %q, which no locale file has", file, m[1])
				}
			}
			for _, m := range said.FindAllStringSubmatch(string(body), -1) {
				if french[m[1]] == nil {
					t.Errorf("%s says %q, which no locale file has", file, m[1])
				}
			}
			for _, id := range failures(string(body)) {
				named[id] = file
				if french[id] == nil {
					t.Errorf("%s fails with %q, which no locale file has", file, id)
				}
			}
		}
	}
	for _, id := range composed(t) {
		named[id] = "composed"
		if french[id] == nil {
			t.Errorf("workflow composes %q, which no locale file has", id)
		}
	}
	for _, k := range check.Checks() {
		for _, id := range append(k.Messages(), "check-name."+string(k.ID)) {
			named[id] = "workflow/check"
			if french[id] == nil {
				t.Errorf("the check %s reports %q, which no locale file has", k.ID, id)
			}
		}
	}
	for id := range french {
		if named[id] == "" {
			t.Errorf("%q is in the locale files and nothing says it", id)
		}
	}
}

// TestFrenchSignsStayWithTheirWord holds that a line of the French pages breaks neither after an opening
// guillemet nor before a closing one: the space beside it is the no-break space of French typography.
func TestFrenchSignsStayWithTheirWord(t *testing.T) {
	for id, forms := range readLocale(t, "fr") {
		for _, text := range forms {
			for _, found := range strayFrenchSigns(text) {
				t.Errorf("%q has the wrong space, or none, at %q: %q", id, found, text)
			}
		}
	}
}

func TestStrayFrenchSignsAreFound(t *testing.T) {
	for text, want := range map[string][]string{
		"passé dans « Prêts\u00a0»": {"« "},
		"passé dans «\u00a0Prêts »": {" »"},
		"passé dans «Prêts»":        {"«P", "s»"},
		"«\u00a0Prêts\u00a0»":       nil,
	} {
		if got := strayFrenchSigns(text); !slices.Equal(got, want) {
			t.Errorf("stray signs in %q: %q, want %q", text, got, want)
		}
	}
}

// strayFrenchSigns are the guillemets of a text that have not the space which French puts beside them, each
// with the character that is in its place.
func strayFrenchSigns(text string) []string {
	spaces := lang.FrenchSpacing("fr-FR")
	return regexp.MustCompile("«[^"+spaces["«"]+"]|[^"+spaces["»"]+"]»").FindAllString(text, -1)
}

// The Arabic pages speak to one person, in the masculine singular (اكتب, not اكتبوا or كتبتم), and
// their buttons are verbal nouns (حفظ, not احفظ).
func TestArabicSpeaksToOnePerson(t *testing.T) {
	buttons := buttonMessages(t)
	for id, m := range readLocale(t, "ar") {
		for _, text := range m {
			for _, word := range arabicPlurals(text) {
				t.Errorf("%q speaks to several people: %s in %q", id, word, text)
			}
			if word := arabicImperative(text); buttons[id] && word != "" {
				t.Errorf("%q is on a button and commands: %s in %q", id, word, text)
			}
		}
	}
}

// A message has no digits and no percent sign of its own in the other script: readers choose their digits.
func TestArabicDigitsAreTheReaders(t *testing.T) {
	for id, m := range readLocale(t, "ar") {
		for _, text := range m {
			if id != "account.digits-arab" && strings.ContainsAny(text, "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u066a") {
				t.Errorf("%q has digits that no reader chose: %q", id, text)
			}
		}
	}
}

func TestArabicPluralsAreFound(t *testing.T) {
	for text, want := range map[string][]string{
		"اكتبوا التاريخ هكذا":                {"اكتبوا"},
		"تجري المحاذاة. أعيدوا الإرسال":      {"أعيدوا"},
		"نصوص كثيرة: أرسلوها على دفعات":      {"أرسلوها"},
		"يمكنكم المغادرة إن اخترتم ذلك":      {"يمكنكم", "اخترتم"},
		"ستجدون النص إن كنتم تكتبون":         {"ستجدون", "كنتم", "تكتبون"},
		"تم الحفظ، وتتم المحاذاة بلا حكم":    nil,
		"فيها حرف تحكم، ولا بد من تعاون":     nil,
		"اختاروا نصوصكم، أو أدخلوا نصًا لكم": {"اختاروا", "نصوصكم", "أدخلوا", "لكم"},
		"نصكما محفوظ":                        {"نصكما"},
		"اكتب النص كما هو":                   nil,
	} {
		if got := arabicPlurals(text); !slices.Equal(got, want) {
			t.Errorf("plurals in %q: %q, want %q", text, got, want)
		}
	}
}

// arabicPlurals are the words of a text that speak to more than one person.
func arabicPlurals(text string) []string {
	text = regexp.MustCompile(`[\x{064B}-\x{0652}]`).ReplaceAllString(text, "") // vowel signs
	plural := regexp.MustCompile(`(?:وا|وه|وها|وهم|وهما|كم|كما|تم|تموه|تموها)$|^(?:و|ف)?س?ت.{2,}ون$`)
	singular := regexp.MustCompile(`^(?:و|ف|ب|ل|ال)*(?:كما|هما|تم|[يت]تم|حكم|تحكم|تت?كون|تعاون|وجوه)$`)
	var found []string
	for _, word := range regexp.MustCompile(`\p{Arabic}+`).FindAllString(text, -1) {
		if plural.MatchString(word) && !singular.MatchString(word) {
			found = append(found, word)
		}
	}
	return found
}

// arabicImperative is the first word of a text when it is a command that pages use in sentences.
func arabicImperative(text string) string {
	first := regexp.MustCompile(`^\p{Arabic}+`).FindString(text)
	if slices.Contains([]string{"اختر", "أدخل", "اكتب", "ألصق", "اذكر", "أضف", "أعد", "أرسل", "احفظ", "احذف",
		"أغلق", "افتح", "انسخ", "ابحث", "انقر", "حدد", "حدّد", "أكد", "أكّد", "سجّل", "راجع", "صحّح", "استورد", "نزّل",
		"انتقل", "اطو", "خذ", "عد", "غيّر", "قارن", "اسحب", "اطلب", "شغّل", "ضع", "حدّث"}, first) {
		return first
	}
	return ""
}

// buttonMessages are the IDs that templates say on a button or on a link in the form of one.
func buttonMessages(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("../*/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	button := regexp.MustCompile(`(?s)<button\b.*?</button>|<a class="btn\b.*?</a>|<option value="">.*?</option>`)
	said := regexp.MustCompile(`\.[TH] "([^"]+)"`)
	ids := map[string]bool{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, element := range button.FindAllString(string(body), -1) {
			for _, m := range said.FindAllStringSubmatch(element, -1) {
				ids[m[1]] = true
			}
		}
	}
	if !ids["app.save"] {
		t.Error("no button says app.save")
	}
	return ids
}

// One thing has one word in each language: what messages about it must all say, and what no
// message says in its place.
func TestOneThingHasOneWord(t *testing.T) {
	for _, thing := range []struct {
		name string
		ids  []string
		say  map[string]string
	}{
		{"what an editor approved", []string{"review.approve", "change.approved", "state.reviewed", "count.reviewed",
			"review.show-approved", "publish.gaps", "move.all-reviewed", "edition.override", "edition.unreviewed", "export.empty"},
			map[string]string{"fr": "(?i)approuv", "ar": "عتمد|اعتماد|عتُمد", "en": "(?i)approve"}},
		{"what is published", []string{"state.final", "stage.published", "article.published-word", "move.published"},
			map[string]string{"fr": "(?i)publié", "ar": "منشور", "en": "(?i)published"}},
		{"what is to be redone", []string{"state.returned", "count.returned", "gap.returned", "review.show-returned"},
			map[string]string{"fr": "(?i)à reprendre", "ar": "[يت]ُعاد", "en": "(?i)to (?:be redone|redo)"}},
		{"a comment", []string{"edition.notes", "export.notes", "comments.word", "comment.add", "bench.with-comments"},
			map[string]string{"fr": "(?i)comment", "ar": "تعليق", "en": "(?i)comment"}},
		{"whom something is assigned to", []string{"assign.give", "assign.title", "day.none-yours", "day.none-theirs", "move.give",
			"notices.to-review", "notices.to-translate-one", "segment.of-another"},
			map[string]string{"fr": "(?i)attribu", "ar": "إسناد|سند", "en": "(?i)assign"}},
		{"a segment, in the options of an export", []string{"export.by-segment", "export.rows-hint", "export.states-hint",
			"export.empty", "export.preview-cut"}, map[string]string{"fr": "segment", "ar": "مقطع|مقاطع", "en": "segment"}},
		{"a sentence of an edition", []string{"edition.sentence", "edition.sentences", "edition.unreviewed", "edition.turn",
			"export.by-sentence"}, map[string]string{"fr": "(?i)phrase", "ar": "جمل", "en": "(?i)sentence"}},
		{"a paragraph of an edition", []string{"edition.paragraph", "edition.paragraphs", "edition.stacked", "export.by-paragraph",
			"block.paragraph", "collection.pairs", "format.markdown-hint"},
			map[string]string{"fr": "(?i)paragraphe", "ar": "فقر", "en": "(?i)paragraph"}},
		{"a segment made two", []string{"split.before", "split.do", "split.done", "split.source", "split.target", "split.title",
			"split.changed", "proposal.cut", "proposal.pause", "intake.cut-open", "intake.cut-close", "change.split"},
			map[string]string{"ar": "قُ?سم"}},
	} {
		for name, want := range thing.say {
			messages := readLocale(t, name)
			for _, id := range thing.ids {
				for form, text := range messages[id] {
					if !regexp.MustCompile(want).MatchString(text) {
						t.Errorf("%s, %s: %q (%s) does not say %s: %q", thing.name, name, id, form, want, text)
					}
				}
			}
		}
	}
	for name, never := range map[string]string{
		"fr": `(?i)\bremarques?\b|définitif|confi(?:é|ez|er)|réviseur|chef de rédaction|sens d’écriture`,
		"ar": `نهائي|عهدت|لسان|الخانة`,
		"en": `(?i)\bdeadlines?\b|unassigned|\bgiven out\b|\breviewers?\b|\bgave you\b`,
	} {
		for id, forms := range readLocale(t, name) {
			if strings.HasPrefix(id, "find.") {
				continue // what people type into the palette, whatever word they know
			}
			for _, text := range forms {
				if word := regexp.MustCompile(never).FindString(text); word != "" {
					t.Errorf("%s %q says %q, which has another word here: %q", name, id, word, text)
				}
			}
		}
	}
}

// composed are the IDs that workflow makes of a prefix and the reason a leaf package gives.
func composed(t *testing.T) []string {
	t.Helper()
	var ids []string
	for _, of := range []struct{ file, constant, prefix string }{
		{"../../workflow/bitext/markup.go", "MarkupFault", "markup."},
		{"../../workflow/lang/clean.go", "Kind", "text."},
		{"../../workflow/keymap/check.go", "Reason", "shortcut."},
	} {
		body, err := os.ReadFile(of.file)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(of.constant+` = "(\w+)"`).FindAllStringSubmatch(string(body), -1)
		if len(found) == 0 {
			t.Errorf("no %s constants in %s", of.constant, of.file)
		}
		for _, m := range found {
			ids = append(ids, of.prefix+m[1])
		}
	}
	return ids
}

// failures are the message IDs of errors made in Go: workflow.Fail(kind, "id"), Fail(Kind, "id"),
// and c.T, speech.T, c.base, c.done.
func failures(source string) []string {
	made := regexp.MustCompile(`(?:\bFail\([\w.]+, |\b(?:c|speech)\.(?:T|base)\(|\bc\.done\([^,]+, |\bid: )"([a-z][^"]+)"`)
	var ids []string
	for _, m := range made.FindAllStringSubmatch(source, -1) {
		// "markup." + reason: the reasons are literals of their own.
		if !strings.HasSuffix(m[1], ".") {
			ids = append(ids, m[1])
		}
	}
	return ids
}

func TestSpeech(t *testing.T) {
	all, err := NewLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, accept, want string }{
		{"moroccan Arabic", "ar-MA,fr;q=0.8", "ar"},
		{"english first", "en-GB,en;q=0.9,fr;q=0.8", "en"},
		{"french canada", "fr-CA", "fr"},
		{"unknown", "zh-CN", "fr"},
		{"none", "", "fr"},
		{"rubbish", ";;;q=9,,", "fr"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := all.Accept(tt.accept).Lang(); got != tt.want {
				t.Errorf("accept(%q) = %s, want %s", tt.accept, got, tt.want)
			}
		})
	}
}

func TestSpeechIsolatesNamesAndWritesDigits(t *testing.T) {
	all, err := NewLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	arabic, _ := all.In("ar-MA")
	if got, want := arabic.WithDigits("arab").T("fault.too-large", "Size", 256), "٢٥٦"; !strings.Contains(got, want) {
		t.Errorf("got %q, want %s in it", got, want)
	}
	if got, want := arabic.T("fault.too-large", "Size", "x"), isolate+"x"+popIsolate; !strings.Contains(got, want) {
		t.Errorf("got %q, want the text isolated", got)
	}
	got := string(arabic.H("fault.too-large", "Size", `<b>`))
	if !strings.Contains(got, "<bdi>&lt;b&gt;</bdi>") {
		t.Errorf("H = %q, want the text escaped in a bdi", got)
	}
}
