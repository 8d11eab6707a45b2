import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.omegat.core.Core;
import org.omegat.core.data.EntryKey;
import org.omegat.core.data.IProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.core.data.SourceTextEntry;
import org.omegat.gui.glossary.FindGlossaryThread;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryManager;
import org.omegat.tokenizer.ITokenizer;
import org.omegat.tokenizer.LuceneArabicTokenizer;
import org.omegat.tokenizer.LuceneFrenchTokenizer;
import org.omegat.util.Language;

/**
 * Terms as OmegaT finds them for its glossary pane, with the tokenizer and the stemmer that it takes
 * for a language, and its default preferences: java -cp OmegaT.jar OmegaT.java LANG TERMS <texts
 * A line of TERMS is a number, a tab and a term. For a line of text the answer is a line: the
 * milliseconds, then the numbers of the terms found.
 */
public class OmegaT {
    /** The glossary of a project, without files. */
    static class Glossary extends GlossaryManager {
        final List<GlossaryEntry> entries = new ArrayList<>();

        Glossary() {
            super(null);
        }

        @Override
        public List<GlossaryEntry> getGlossaryEntries(String text) {
            return entries;
        }
    }

    /** The search for one segment, without the pane that it is shown in. */
    static class Finder extends FindGlossaryThread {
        Finder(SourceTextEntry entry, GlossaryManager glossary) {
            super(null, entry, glossary);
        }

        @Override
        protected boolean isEntryChanged() {
            return false;
        }

        List<GlossaryEntry> find() throws Exception {
            return search();
        }
    }

    public static void main(String[] args) throws Exception {
        Language language = new Language(args[0]);
        ITokenizer tokenizer = args[0].equals("ar") ? new LuceneArabicTokenizer() : new LuceneFrenchTokenizer();
        ProjectProperties properties = new ProjectProperties() {
            @Override
            public Language getSourceLanguage() {
                return language;
            }
        };
        Core.setProject((IProject) Proxy.newProxyInstance(OmegaT.class.getClassLoader(),
            new Class<?>[] {IProject.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "getSourceTokenizer":
                        return tokenizer;
                    case "getProjectProperties":
                        return properties;
                }
                throw new UnsupportedOperationException(method.getName());
            }));
        Glossary glossary = new Glossary();
        for (String line : Files.readAllLines(Paths.get(args[1]), StandardCharsets.UTF_8)) {
            String[] fields = line.split("\t", 2);
            glossary.entries.add(new GlossaryEntry(fields[1], fields[0], "", false));
        }
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            EntryKey key = new EntryKey("news", text, "", "", "", "");
            SourceTextEntry entry = new SourceTextEntry(key, 1, null, null, Collections.emptyList());
            long start = System.nanoTime();
            List<GlossaryEntry> found = new Finder(entry, glossary).find();
            StringBuilder answer = new StringBuilder().append((System.nanoTime() - start) / 1e6);
            for (GlossaryEntry e : found) {
                for (String number : e.getLocTerms(false)) {
                    answer.append('\t').append(number);
                }
            }
            out.println(answer);
        }
    }
}
