package align

import (
	"strings"
	"testing"
)

// pieces are translated sentences of the news with a stretch of the first and what a reader takes
// for its translation.
var pieces = []struct{ source, target, stretch, want string }{
	{"وصل وزير الخارجية الفرنسي إلى الرباط يوم الاثنين في زيارة رسمية.",
		"Le ministre français des Affaires étrangères est arrivé lundi à Rabat pour une visite officielle.",
		"وزير الخارجية الفرنسي", "ministre français des Affaires étrangères"},
	{"وصل وزير الخارجية الفرنسي إلى الرباط يوم الاثنين في زيارة رسمية.",
		"Le ministre français des Affaires étrangères est arrivé lundi à Rabat pour une visite officielle.",
		"في زيارة رسمية", "visite officielle"},
	{"أعلنت الحكومة المغربية أن ميزانية التعليم سترتفع بنسبة 12 في المئة سنة 2027.",
		"Le gouvernement marocain a annoncé que le budget de l’éducation augmentera de 12 % en 2027.",
		"الحكومة المغربية", "gouvernement marocain"},
	{"أعلنت الحكومة المغربية أن ميزانية التعليم سترتفع بنسبة 12 في المئة سنة 2027.",
		"Le gouvernement marocain a annoncé que le budget de l’éducation augmentera de 12 % en 2027.",
		"بنسبة 12 في المئة سنة 2027", "12 % en 2027"},
	{"قال رئيس الجمهورية عبد المجيد تبون إن الجزائر تدعم الشعب الفلسطيني.",
		"Le président de la République Abdelmadjid Tebboune a déclaré que l’Algérie soutient le peuple palestinien.",
		"رئيس الجمهورية عبد المجيد تبون", "président de la République Abdelmadjid Tebboune"},
	{"قال رئيس الجمهورية عبد المجيد تبون إن الجزائر تدعم الشعب الفلسطيني.",
		"Le président de la République Abdelmadjid Tebboune a déclaré que l’Algérie soutient le peuple palestinien.",
		"الجزائر تدعم الشعب الفلسطيني", "Algérie soutient le peuple palestinien"},
	{"أعلن وزير الخارجية الفرنسي جان نويل بارو في باريس أن الاجتماع غدا.",
		"Le ministre français des Affaires étrangères Jean-Noël Barrot a annoncé à Paris que la réunion est demain.",
		"وزير الخارجية الفرنسي جان نويل بارو", "ministre français des Affaires étrangères Jean-Noël Barrot"},
}

// A piece has the words that a reader would take, give or take small words at its ends.
func TestPiece(t *testing.T) {
	a := New("ar", "fr")
	for _, p := range pieces {
		from := strings.Index(p.source, p.stretch)
		start, end, confidence := a.Piece(p.source, p.target, from, from+len(p.stretch))
		got := p.target[start:end]
		if !strings.Contains(got, p.want) || len(got) > len(p.want)+12 || !Sure(confidence) {
			t.Errorf("%s: %q (%.2f), want %q", p.stretch, got, confidence, p.want)
		}
	}
}

// Where nothing of a stretch is translated there is no sure piece.
func TestNoPiece(t *testing.T) {
	a := New("ar", "fr")
	source := "وصل وزير الخارجية الفرنسي إلى الرباط."
	for name, target := range map[string]string{
		"another text": "Quelques oiseaux volent sur la mer calme.", "empty": "", "signs": "… — !",
	} {
		if start, end, confidence := a.Piece(source, target, 0, len(source)); Sure(confidence) {
			t.Errorf("%s: %q with %.2f", name, target[start:end], confidence)
		}
	}
	if _, _, confidence := a.Piece(source, "Le ministre est arrivé.", 3, 3); confidence != 0 {
		t.Errorf("an empty stretch has a piece with %.2f", confidence)
	}
}

// FuzzPiece asks for pieces of any texts: their offsets are those of words.
func FuzzPiece(f *testing.F) {
	f.Add("وصل وزير الخارجية", "Le ministre est arrivé", 3, 20)
	f.Add("a\u0301 b", "«»", 0, 4)
	a := New("ar", "fr")
	f.Fuzz(func(t *testing.T, source, target string, from, to int) {
		if len(source)+len(target) > 4000 {
			t.Skip()
		}
		start, end, confidence := a.Piece(source, target, from, to)
		if confidence < 0 || confidence > 1 || start < 0 || end < start || end > len(target) {
			t.Errorf("%d to %d of %d, %v", start, end, len(target), confidence)
		}
	})
}
