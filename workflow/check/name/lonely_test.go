package name

import (
	"slices"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/look"
)

func TestLonelyNames(t *testing.T) {
	for _, e := range []struct {
		latin, arabic string
		want          []string
	}{
		{"Hier, Michael Fallon a parlé.", "تحدث مايكل فالون أمس.", nil},
		{"Hier, Michael Fallon a parlé.", "تحدث مايكل روبنسون أمس.", []string{"Fallon"}},
		{"Hier, la Royal Society a parlé.", "تحدثت الجمعية الملكية أمس.", nil}, // a title
		{"Le cousin de Marc Dupuis est né au XIXe siècle.", "ولد الرجل في القرن.", []string{"Marc", "Dupuis"}},
		{"Le virus HCoV et la société GmbH.", "الفيروس والشركة.", nil},   // acronyms
		{"Les bus de Google roulent.", "تسير حافلات Google.", nil},       // in Latin letters there too
		{"Hier, des Floridiens ont voté.", "صوت سكان فلوريدا أمس.", nil}, // its people
		{"Il est né à Singapour.", "ولد المواطن السنغافوري.", nil},       // its adjective
		{"La Perse a gagné.", "انتصر الجيش الفارسي.", nil},               // of another sound
		{"Hier, Saint-Denis a voté.", "صوتت سان دوني أمس.", nil},         // two words
	} {
		names := namesOf(look.NewSubject(look.Pair{SourceLang: "fr", TargetLang: "ar", Source: bitext.Plain(e.latin), Target: bitext.Plain(e.arabic)}, &look.Rules{}, nil))
		var got []string
		for _, i := range names.lonelyNames() {
			got = append(got, names.latin[i].Text)
		}
		if !slices.Equal(got, e.want) {
			t.Errorf("%s\n%s: %q, want %q", e.latin, e.arabic, got, e.want)
		}
	}
}

func TestEvidence(t *testing.T) {
	names := namesOf(look.NewSubject(look.Pair{SourceLang: "fr", TargetLang: "ar", Source: bitext.Plain("Le ministre Fallon a vu Kavanaugh à la gare."),
		Target: bitext.Plain("التقى الوزير فالون ليفينغستون في محطة القطارات.")}, &look.Rules{}, nil))
	lonely := names.lonelyNames()
	if len(lonely) != 1 {
		t.Fatalf("%v are lonely", lonely)
	}
	found := names.suspects(leastOther, far, &otherWeights)
	if len(found) != 1 || names.arabic[found[0].first].Text != "ليفينغستون" {
		t.Fatalf("suspects %+v", found)
	}
	if misheard := names.suspects(1, 2, &misheardWeights); len(misheard) > 0 {
		t.Errorf("%+v sound alike", misheard)
	}
}

func TestWordsFile(t *testing.T) {
	for _, word := range []string{"street", "academie", "universite", "premiere"} {
		if !titleWords()[word] {
			t.Errorf("%s is not in the list", word)
		}
	}
	for word, want := range map[string]bool{"كان": true, "وهو": true, "فان": true, "لندن": false} {
		if isFunctionWord(word) != want {
			t.Errorf("%s: %v", word, !want)
		}
	}
}
