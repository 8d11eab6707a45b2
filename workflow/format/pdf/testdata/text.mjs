// Prints the text of a PDF file as PDFium and pdf.js find it: node text.mjs TOOLS FILE, where TOOLS
// is the node_modules folder that has both.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [tools, file] = process.argv.slice(2);
const data = readFileSync(file);

async function pdfium() {
	const { PDFiumLibrary } = await import(pathToFileURL(tools + "/@hyzyla/pdfium/dist/index.esm.js"));
	const library = await PDFiumLibrary.init();
	const document = await library.loadDocument(data);
	let text = "";
	for (const page of document.pages()) text += page.getText() + "\n";
	document.destroy();
	library.destroy();
	return text;
}

async function pdfjs() {
	const { getDocument, VerbosityLevel } = await import(pathToFileURL(tools + "/pdfjs-dist/legacy/build/pdf.mjs"));
	const document = await getDocument({
		data: new Uint8Array(data), verbosity: VerbosityLevel.WARNINGS, useSystemFonts: false,
	}).promise;
	let text = "";
	for (let i = 1; i <= document.numPages; i++) {
		const content = await (await document.getPage(i)).getTextContent();
		for (const item of content.items) text += item.str + (item.hasEOL ? "\n" : "");
		text += "\n";
	}
	return text;
}

console.log = () => {}; // pdf.js warns there that it cannot draw
process.stdout.write(JSON.stringify({ pdfium: await pdfium(), pdfjs: await pdfjs() }));
