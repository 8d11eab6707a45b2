package term

import "slices"

// readBroken adds the words of which a stem is the plural by one of the regular patterns. In terms of
// several words these are more, since the words beside hold what alone would be another word.
func (r *reader) readBroken(x reading, s []rune) {
	n := len(s)
	if n < 3 || n > 6 || s[n-1] == 'ى' {
		return
	}
	x.number, x.rule, x.place = Plural, ruleBroken, agreeing
	switch {
	case n >= 5 && s[0] == 'أ' && s[2] != 'ا':
		r.readBrokenHamza(x, s)
		if n == 5 && s[3] == 'ا' && s[4] == 'ء' { // أدباء of أديب
			r.made(x, s[0], s[1], 'ي', s[2])
		}
	case n == 5 && s[3] == 'ا' && s[4] == 'ء': // سفراء of سفير, شعراء of شاعر
		r.made(x, s[0], s[1], 'ي', s[2])
		x.place = inPhrase
		r.made(x, s[0], 'ا', s[1], s[2])
	case n == 6 && s[2] == 'ا' && s[5] == 'ة': // قراصنة of قرصان, صيادلة of صيدلي
		r.made(x, s[0], s[1], s[3], s[4], 'ي')
		r.made(x, s[0], s[1], s[3], 'ا', s[4])
	case n >= 5 && s[2] == 'ا' && s[n-1] != 'ة':
		r.readBrokenLong(x, s)
	case n == 4 && s[0] == 'م' && s[1] == 'آ': // مآذن of مئذنة, مآخذ of مأخذ
		r.made(x, 'م', 'أ', s[2], s[3])
		r.made(x, 'م', 'أ', s[2], s[3], 'ة')
		r.made(x, 'م', 'ئ', s[2], s[3], 'ة')
	case n <= 4 && s[n-1] != 'ة':
		x.place = inPhrase
		r.readBrokenShort(x, s)
	}
}

// withHamzaAlone returns a stem before a pronoun with the hamza that it has without one: أشقاء of
// أشقائه and أشقاؤه.
func withHamzaAlone(stem []rune, pronoun string) []rune {
	n := len(stem)
	if pronoun == "" || n < 2 || stem[n-2] != 'ا' || stem[n-1] != 'ئ' && stem[n-1] != 'ؤ' {
		return stem
	}
	return append(slices.Clone(stem[:n-1]), 'ء')
}

// readBrokenHamza reads أحزاب of حزب, أموال of مال, أسلحة of سلاح, أرصدة of رصيد, أشقاء of شقيق,
// أصدقاء of صديق, أثرياء of ثري.
func (r *reader) readBrokenHamza(x reading, s []rune) {
	a, b, c, last := s[1], s[2], s[3], s[len(s)-1]
	switch {
	case len(s) == 5 && c == 'ا':
		if last == 'ء' {
			r.made(x, a, b, 'ي', b)
		}
		r.made(x, a, b, last)
		if b == 'و' || b == 'ي' {
			r.made(x, a, 'ا', last)
		}
	case len(s) == 5 && last == 'ة':
		r.made(x, a, b, 'ا', c)
		r.made(x, a, b, 'ي', c)
	case len(s) == 6 && s[4] == 'ا' && last == 'ء' && c == 'ي':
		r.made(x, a, b, 'ي')
	case len(s) == 6 && s[4] == 'ا' && last == 'ء':
		r.made(x, a, b, 'ي', c)
	}
}

// readBrokenLong reads قضايا of قضية, ضواحي of ضاحية, مصافي of مصفاة, مباني of مبنى, and what else has
// an ا after two letters.
func (r *reader) readBrokenLong(x reading, s []rune) {
	a, b, c, last := s[0], s[1], s[3], s[len(s)-1]
	switch {
	case len(s) == 5 && c == 'ي' && last == 'ا':
		r.made(x, a, b, 'ي', 'ة')
	case last == 'ا':
	case len(s) == 5 && last == 'ي':
		if b == 'و' {
			r.made(x, a, 'ا', c, 'ي', 'ة')
		}
		r.made(x, a, b, c, 'ا', 'ة')
		r.made(x, a, b, c, 'ى')
	case len(s) == 5:
		r.readBrokenFive(x, a, b, c, last)
	case s[4] == 'ي':
		r.readBrokenSix(x, a, b, c, last)
	}
}

// readBrokenFive reads مكاتب of مكتب, وثائق of وثيقة, عواصم of عاصمة, فوائد of فائدة, سلالم of سلم, and in
// terms of several words ضمائر of ضمير, by the letters around the ا of the plural.
func (r *reader) readBrokenFive(x reading, a, b, c, d rune) {
	if b == 'و' {
		r.made(x, a, 'ا', c, d)
		r.made(x, a, 'ا', c, d, 'ة')
	}
	if c == 'ئ' {
		for _, long := range [...]rune{'ي', 'ا', 'و'} {
			r.made(x, a, b, long, d, 'ة')
		}
		x.place = inPhrase
		r.made(x, a, b, 'ي', d)
		r.made(x, a, b, 'و', d)
		return
	}
	if b == c {
		r.made(x, a, b, d)
	}
	if a != 'ت' && a != 'ي' { // تحاول is no plural of تحول
		r.made(x, a, b, c, d)
	}
	r.made(x, a, b, c, d, 'ة')
	if d == 'ئ' { // مخابئ of مخبأ
		r.made(x, a, b, c, 'أ')
	}
}

// readBrokenSix reads مشاريع of مشروع, جراثيم of جرثومة, صواريخ of صاروخ, قوارير of قارورة, دبابير of
// دبور, by the letters around the ا and the ي of the plural.
func (r *reader) readBrokenSix(x reading, a, b, c, d rune) {
	if b == 'و' {
		r.made(x, a, 'ا', c, 'و', d)
		r.made(x, a, 'ا', c, 'و', d, 'ة')
		r.made(x, a, 'ا', c, 'ي', d)
		if a == 'م' { // موازين of ميزان
			r.made(x, a, 'ي', c, 'ا', d)
		}
	}
	for _, long := range [...]rune{'ا', 'و', 'ي'} {
		if b == c {
			r.made(x, a, b, long, d)
		}
		r.made(x, a, b, c, long, d)
		r.made(x, a, b, c, long, d, 'ة')
	}
}

// readBrokenShort reads حروب of حرب, جبال of جبل, كبار of كبير, غرف of غرفة, and alone too عمال of
// عامل, قصص of قصة.
func (r *reader) readBrokenShort(x reading, s []rune) {
	switch {
	case len(s) == 3 && s[1] == s[2]:
		x.place = agreeing
		r.made(x, s[0], s[1], 'ة')
	case len(s) == 3:
		r.made(x, s[0], s[1], s[2], 'ة')
	case s[2] == 'و':
		r.made(x, s[0], s[1], s[3])
	case s[2] == 'ا':
		r.made(x, s[0], s[1], s[3])
		r.made(x, s[0], s[1], 'ي', s[3])
		x.place = agreeing
		middle := s[1]
		if middle == 'ي' || middle == 'و' {
			middle = 'ئ' // سياح of سائح
		}
		r.made(x, s[0], 'ا', middle, s[3])
	}
}

// made adds a reading as a word of these letters.
func (r *reader) made(x reading, letters ...rune) {
	x.keep = x.from
	from := len(r.runes)
	r.runes = append(r.runes, letters...)
	x.tail.letters = r.runes[from:len(r.runes):len(r.runes)]
	from = len(r.runes)
	for _, l := range letters {
		r.runes = append(r.runes, keyOf(l))
	}
	x.tail.keys = r.runes[from:len(r.runes):len(r.runes)]
	r.add(x)
}
