// Package xmlpull reads XML 1.0 (fifth edition) with Namespaces 1.0, a token at a time and with
// flat memory: only the token that is being read is held. It makes the checks of a parser that
// does not validate, as libxml2 does: nesting, one root, names, the characters that XML allows,
// unique attributes also after their prefixes are resolved, references, "]]>" in text, "--" in
// comments, the XML declaration, and the grammar of the internal subset.
//
// It differs from libxml2 in what it refuses for safety: no entity but the five of XML itself is
// ever expanded, so that a reference to one that the document declares is an error; attributes
// have no defaults from the internal subset; nothing outside of the document is opened. What
// breaks Namespaces 1.0 is an error and no warning, but for a prefix without a declaration, which
// stands for itself. US-ASCII and ISO 8859-1 are read as windows-1252, as browsers do.
package xmlpull
