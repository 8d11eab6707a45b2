package term

// isPhrase reports whether a term of one word is found in a fixed phrase where it is no term: en train
// de, عن طريق.
func (m *match) isPhrase() bool {
	lists := frenchLists()
	if m.tag == "ar" {
		lists = arabicLists()
	}
	for _, p := range lists.phrases[string(m.stem)] {
		if m.hasWords(p, m.stemAt-p.at) {
			return true
		}
	}
	return false
}

// isVerb reports whether a term of one word is found where the word is a verb.
func (m *match) isVerb() bool {
	if m.tag == "ar" {
		return m.isArabicVerb()
	}
	return m.tag == "fr" && m.stemAt > 0 && m.isFrenchVerb(&m.words[m.stemAt-1], &m.words[m.stemAt])
}

// isFrenchVerb reports whether a word in small letters is a verb after the word before it: n'attaque,
// qui titre, but not est-elle française; or a participle after its auxiliary: a produit.
func (m *match) isFrenchVerb(before, w *word) bool {
	if w.capitals != lower {
		return false
	}
	verb, small := frenchLists().verb, string(before.letters)
	switch {
	case isApostrophe(m.text, before.end):
		return verb["elided"].has(small)
	case m.text[before.end:w.start] != " ":
		return false
	case verb["auxiliary"].has(small):
		return verb["participle"].has(string(w.letters))
	}
	return verb["subject"].has(small) &&
		(m.stemAt == 1 || m.text[m.words[m.stemAt-2].end:before.start] != "-")
}

// isArabicVerb reports whether a word without article is a verb by the words beside it: قد عمل, طالب
// المتظاهرون; of a plural that looks like one also where no noun is likely: كتب على.
func (m *match) isArabicVerb() bool {
	form, verb := &m.hit.Form, arabicLists().verb
	if form.Article || form.Preposition != "" || form.Pronoun != "" {
		return false
	}
	before := ""
	if at := m.stemAt; at > 0 && isGap(m.text[m.words[at-1].end:m.words[at].start], "") {
		before = string(m.words[at-1].letters)
	}
	stem := string(m.stem)
	if form.Number == Plural {
		return verb["plural"].has(stem) && !verb["before"].has(before)
	}
	return form.Number == "" && verb["both"].has(stem) &&
		(verb["particle"].has(before) || m.hasSubjectAfter())
}

// hasSubjectAfter reports whether the word after the term is in the nominative plural, which no
// genitive is: المتظاهرون, but not القانون.
func (m *match) hasSubjectAfter() bool {
	at := m.stemAt + 1
	if at >= len(m.words) {
		return false
	}
	next := m.words[at].letters
	return hasArticle(next) && hasSuffix(next, []rune("ون")) &&
		!arabicLists().apart.has(string(next[2:]))
}

// isEnglish reports whether a term of one word that is no name is found with a capital beside a word
// of English names: National Park.
func (m *match) isEnglish() bool {
	if m.tag != "fr" || m.pattern.strict() || m.words[m.stemAt].capitals != capitalised {
		return false
	}
	english := func(i, from int) bool { // the word number i, with a space before the word number from
		return i >= 0 && from < len(m.words) &&
			frenchLists().english.has(string(m.words[i].letters)) &&
			m.text[m.words[from-1].end:m.words[from].start] == " "
	}
	return english(m.stemAt-1, m.stemAt) || english(m.stemAt+1, m.stemAt+1)
}

// hasWords reports whether the words of a phrase, the one that it is listed for apart, are those of
// the text from one on.
func (m *match) hasWords(p phrase, from int) bool {
	if from < 0 || from+len(p.words) > len(m.words) {
		return false
	}
	for i, word := range p.words {
		if i != p.at && string(m.words[from+i].letters) != word {
			return false
		}
	}
	return true
}
