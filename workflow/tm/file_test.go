package tm

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"testing"
)

func saved(t testing.TB, x *Index) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := x.Save(&b, 42); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpenReadsWhatSaveWrote(t *testing.T) {
	for _, tag := range []string{"ar", "fr"} {
		x, units := smallIndex(t, tag)
		x.Delete(units[7].ID)
		data := saved(t, x)
		y, sequence, err := Open(data, tag, tag)
		if err != nil || sequence != 42 || y.Len() != x.Len() {
			t.Fatalf("Open = %d units, %d, %v; want %d, 42", y.Len(), sequence, err, x.Len())
		}
		c := newCorpus(testLines(t, tag), 9)
		for i := range 200 {
			q := Query{Text: c.edit(units[c.random.IntN(len(units))].Source, 0.3), Floor: 40}
			if got, want := y.Lookup(q), x.Lookup(q); !slices.Equal(got, want) {
				t.Fatalf("Lookup(%q) = %v, want %v", q.Text, got, want)
			}
			word := c.fields()[0]
			got, want := y.Concordance(word, Side(i%2), 5), x.Concordance(word, Side(i%2), 5)
			if !slices.Equal(got, want) {
				t.Fatalf("Concordance(%q) = %v, want %v", word, got, want)
			}
		}
		y.Insert(Unit{ID: testID(7), Source: "x"})
		if !y.Delete(testID(8)) || y.Delete(testID(8)) || y.Len() != x.Len() {
			t.Errorf("Len() = %d after an insert and a delete, want %d", y.Len(), x.Len())
		}
		if !bytes.Equal(saved(t, y)[:8], []byte(fileMagic)) {
			t.Error("an opened index cannot be saved")
		}
	}
}

func TestOpenRefusesDamagedFiles(t *testing.T) {
	x, _ := smallIndex(t, "fr")
	data := saved(t, x)
	refuse := func(name string, data []byte) {
		t.Helper()
		if _, _, err := Open(data, "fr", "fr"); !errors.Is(err, ErrFile) {
			t.Errorf("%s: Open = %v, want ErrFile", name, err)
		}
	}
	refuse("empty", nil)
	refuse("foreign", bytes.Repeat([]byte("PK"), 500))
	refuse("cut", data[:len(data)-8])
	refuse("cut in the header", data[:20])
	for _, at := range []int{9, 17, 25, 29, 33, headerSize + 40, len(data) / 2, len(data) - 1} {
		b := slices.Clone(data)
		b[at] ^= 0x10
		refuse("one bit", b)
	}
	if _, _, err := Open(data, "fr", "ar"); !errors.Is(err, ErrFile) {
		t.Errorf("other languages: Open = %v, want ErrFile", err)
	}
	if _, _, err := Open(saved(t, New("ar", "fr")), "ar", "fr"); err != nil {
		t.Errorf("an empty index: Open = %v", err)
	}
}

// A merge in the background does not end the program when the file under it was overwritten.
func TestMergeOfAnOverwrittenFileFails(t *testing.T) {
	x, units := smallIndex(t, "fr")
	data := saved(t, x)
	y, _, err := Open(data, "fr", "fr")
	if err != nil || y.Err() != nil {
		t.Fatal(err, y.Err())
	}
	y.Insert(Unit{ID: testID(77777), Source: units[0].Source})
	copy(data[headerSize:len(data)/2], bytes.Repeat([]byte{0xff}, len(data)))
	y.Compact()
	y.Settle()
	if err := y.Err(); !errors.Is(err, ErrFile) {
		t.Errorf("Err() = %v, want ErrFile", err)
	}
	if err := y.Save(&bytes.Buffer{}, 1); !errors.Is(err, ErrFile) {
		t.Errorf("Save() = %v, want ErrFile", err)
	}
}

// FuzzOpen breaks a file whose checksum is right: Open refuses it, or lookups do not panic.
func FuzzOpen(f *testing.F) {
	c := newCorpus(testLines(f, "ar"), 5)
	x := New("ar", "fr")
	for i := range 90 {
		x.Insert(Unit{ID: testID(i), Source: c.source(i % 40), Target: c.source(i)})
	}
	data := saved(f, x)
	text := c.source(3)
	f.Add([]byte{0, 0, 0, 40, 1})
	f.Add([]byte{0, 1, 0, 40, 255})
	f.Fuzz(func(t *testing.T, changes []byte) {
		b := slices.Clone(data)
		for ; len(changes) >= 5; changes = changes[5:] {
			at := int(binary.BigEndian.Uint32(changes)) % (len(b) - tailSize)
			b[at] ^= changes[4]
		}
		sum := crc32.Checksum(b[:len(b)-tailSize], castagnoli)
		binary.NativeEndian.PutUint64(b[len(b)-tailSize:], uint64(sum))
		y, _, err := Open(b, "ar", "fr")
		if err != nil {
			if !errors.Is(err, ErrFile) {
				t.Errorf("Open = %v, want ErrFile", err)
			}
			return
		}
		y.Lookup(Query{Text: text, Floor: 10})
		y.Concordance(text[:20], Source, 5)
		y.Concordance("من", Target, 5)
		y.Fragments(text, 2, 5)
		y.Delete(testID(4))
		y.Compact()
	})
}

// FuzzLookup looks hostile texts up: nothing panics, and a text that is a unit is found.
func FuzzLookup(f *testing.F) {
	x, _ := smallIndex(f, "ar")
	for _, s := range []string{"", "***", "\u064B\u064B", "\u202Eabc\u202C \u2067", "a\xFFb", "12 ١٢ 1,2",
		"في في في في", "غادر الوزير الرباط."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x.Lookup(Query{Text: s, Floor: 1})
		x.Fragments(s, 1, 3)
		x.Concordance(s, Source, 3)
		Spans(s, "ar", s)
		Explain(s, "غادر الوزير", "ar")
		id := testID(99999)
		x.Insert(Unit{ID: id, Source: s, Target: s})
		key := Key(s, "ar")
		found := slices.ContainsFunc(x.Lookup(Query{Text: s, Limit: 2000}), func(m Match) bool {
			return m.ID == id && m.Score == 100
		})
		if found != (key != 0) {
			t.Errorf("Lookup(%q) finds its unit: %v", s, found)
		}
	})
}
