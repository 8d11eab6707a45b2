// Package stem cuts one word of Arabic or French down to what its forms share, without morphology:
// for matching, for searching, and for lighting the stem inside a word.
//
// Split says where the clitics of an Arabic word are, Key is the same for words that differ by
// spelling or by a clitic (Arabic), by number or gender (French), and Light is the same for more
// words, for a search that would rather find too much.
//
// Arabic is cut by rules over letters, with minimal lengths, and by a list of stems that are known
// (stems.txt). The list decides where rules cannot: وزير keeps its و because it is known, ووزير
// loses the first one because what is left is known. What no list can decide without the sentence
// (فقد is "lost" or "so … has") is kept whole. After the article a word never has a pronoun, and a
// word that ends in ه loses it only where the list, a verb prefix or ته says that it is a pronoun,
// since Fold writes ة so too. The nisba ending ي is no pronoun.
//
// The method is that of light stemming: L. Larkey, L. Ballesteros, M. Connell, "Light Stemming for
// Arabic Information Retrieval" (2007), with the list of known stems added; for French the plural
// and feminine rules of J. Savoy, "A Stemming Procedure and Stopword List for General French
// Corpora" (1999), made more careful.
//
// stems.txt holds folded words, made by rule from this project's own lists (workflow/align/lexicon)
// and from CLDR's names of countries (Unicode licence), and words chosen by hand.
package stem
