package docx

import (
	"strconv"
	"strings"
)

// symbol is the character that a symbol font shows for a code. What no character is known for
// is a box, so that it is not lost unseen.
func symbol(font, code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	switch {
	case err != nil:
		return ""
	case n < 0xF000 || n > 0xF0FF:
		return string(rune(n))
	case strings.EqualFold(font, "Symbol"):
		return symbolFontChar(int(n - 0xF000))
	case strings.HasPrefix(font, "Wingdings"):
		return wingdingsChar(int(n - 0xF000))
	}
	return "\u25A1"
}

// symbolFontChar is the font Symbol: its own order of the Greek letters, then signs.
func symbolFontChar(n int) string {
	const low = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_" +
		"‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼□"
	if letters := []rune(low); n >= 0x20 && n < 0x20+len(letters) {
		return string(letters[n-0x20])
	}
	switch n {
	case 0xA2:
		return "′"
	case 0xA3:
		return "≤"
	case 0xA5:
		return "∞"
	case 0xAB:
		return "↔"
	case 0xAC:
		return "←"
	case 0xAE:
		return "→"
	case 0xB0:
		return "°"
	case 0xB1:
		return "±"
	case 0xB2:
		return "″"
	case 0xB3:
		return "≥"
	case 0xB4:
		return "×"
	case 0xB7:
		return "•"
	case 0xB8:
		return "÷"
	case 0xB9:
		return "≠"
	case 0xBB:
		return "≈"
	case 0xBC:
		return "…"
	case 0xE2, 0xD2:
		return "®"
	case 0xE3, 0xD3:
		return "©"
	case 0xE4, 0xD4:
		return "™"
	}
	return "\u25A1"
}

// wingdingsChar is the part of Wingdings that articles hold: bullets, arrows, check marks.
func wingdingsChar(n int) string {
	switch n {
	case 0x28:
		return "☎"
	case 0x2A:
		return "✉"
	case 0x4A:
		return "☺"
	case 0x6C:
		return "●"
	case 0x6E:
		return "■"
	case 0x71, 0x72:
		return "❑"
	case 0x75:
		return "◆"
	case 0x76:
		return "❖"
	case 0x9F:
		return "•"
	case 0xA7:
		return "▪"
	case 0xA8:
		return "◻"
	case 0xD8:
		return "➢"
	case 0xDF:
		return "←"
	case 0xE0, 0xE8:
		return "→"
	case 0xE1:
		return "↑"
	case 0xE2:
		return "↓"
	case 0xFB:
		return "✗"
	case 0xFC:
		return "✓"
	case 0xFE:
		return "☑"
	}
	return "\u25A1"
}
