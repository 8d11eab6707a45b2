// Package stem cuts one word of Arabic or French down to what its forms share, without morphology:
// for matching, for searching, and for lighting the stem inside a word.
//
// Split says where the clitics of an Arabic word are; Key is the same for words that differ by
// spelling or by a clitic (Arabic), by number or gender (French).
//
// Arabic is cut by rules over letters, with minimal lengths, and by a list of stems that are known
// (stems.txt). The list decides where rules cannot: وزير keeps its و because it is known, ووزير
// loses the first one because what is left is known. What no list can decide without the sentence
// (فقد is "lost" or "so … has") is kept whole. A word with the article never has a pronoun. The
// nisba ending ي is none: مغرب and مغربي have two keys.
//
// Fold makes one letter of ة and ه, so Key can not tell a feminine from a pronoun: where the word
// is known with ه it keeps it (كتابه, كتابة), else it loses it where what is left is known (نادرة
// and نادر have one key). Split reads what is typed, so that كتابة is whole and كتابه is كتاب and
// ه. Key of a word and of its Split stem may therefore differ for words in ه.
//
// The method is that of light stemming: L. Larkey, L. Ballesteros, M. Connell, "Light Stemming for
// Arabic Information Retrieval" (2007), with the list of known stems added; for French the plural
// and feminine rules of J. Savoy, "A Stemming Procedure and Stopword List for General French
// Corpora" (1999), made more careful: where a key would be another word, the word keeps its ending.
//
// stems.txt holds folded words, made by rule of this project's own lists (workflow/align/lexicon)
// and of CLDR's names of countries (Unicode licence), and words chosen by hand.
package stem
