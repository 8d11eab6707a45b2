import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.omegat.core.Core;
import org.omegat.core.data.IProject;
import org.omegat.core.data.PrepareTMXEntry;
import org.omegat.core.data.ProjectProperties;
import org.omegat.core.data.TMXEntry;
import org.omegat.core.matching.NearString;
import org.omegat.core.statistics.FindMatches;
import org.omegat.tokenizer.ITokenizer;
import org.omegat.tokenizer.LuceneArabicTokenizer;
import org.omegat.tokenizer.LuceneFrenchTokenizer;
import org.omegat.util.Language;

/**
 * Matches as OmegaT finds them for its pane, with the tokenizer and the stemmer that it takes for a language, and its
 * default preferences: java -cp OmegaT.jar OmegaT.java LANG UNITS <texts
 * A line of UNITS is the source of a unit, whose number is that of the line, from 0. For a line of text the answer is a
 * line: the milliseconds, then the numbers of the five best units.
 */
public class OmegaT {
    public static void main(String[] args) throws Exception {
        Language language = new Language(args[0]);
        ITokenizer tokenizer = args[0].equals("ar") ? new LuceneArabicTokenizer() : new LuceneFrenchTokenizer();
        ProjectProperties properties = new ProjectProperties() {
            @Override
            public Language getSourceLanguage() {
                return language;
            }

            @Override
            public boolean isSupportDefaultTranslations() {
                return true;
            }
        };
        Constructor<TMXEntry> make = TMXEntry.class.getDeclaredConstructor(PrepareTMXEntry.class, boolean.class,
            TMXEntry.ExternalLinked.class);
        make.setAccessible(true);
        List<TMXEntry> units = new ArrayList<>();
        for (String line : Files.readAllLines(Paths.get(args[1]), StandardCharsets.UTF_8)) {
            PrepareTMXEntry unit = new PrepareTMXEntry();
            unit.source = line;
            unit.translation = Integer.toString(units.size());
            units.add(make.newInstance(unit, true, null));
        }
        IProject project = (IProject) Proxy.newProxyInstance(OmegaT.class.getClassLoader(),
            new Class<?>[] {IProject.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "getSourceTokenizer":
                        return tokenizer;
                    case "getProjectProperties":
                        return properties;
                    case "iterateByDefaultTranslations":
                        for (TMXEntry unit : units) {
                            ((IProject.DefaultTranslationsIterator) arguments[0]).iterate(unit.source, unit);
                        }
                        return null;
                    case "iterateByMultipleTranslations":
                        return null;
                    case "isOrphaned":
                        return false;
                    case "getTransMemories":
                        return Collections.emptyMap();
                    case "getAllEntries":
                        return Collections.emptyList();
                }
                throw new UnsupportedOperationException(method.getName());
            });
        Core.setProject(project);
        // One for all queries: it keeps the tokens of the units, as the pane does not, which is to its advantage.
        FindMatches finder = new FindMatches(tokenizer, 5, false, true);
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            long start = System.nanoTime();
            List<NearString> found = finder.search(project, text, true, false, () -> false);
            StringBuilder answer = new StringBuilder().append((System.nanoTime() - start) / 1e6);
            for (NearString one : found) {
                answer.append('\t').append(one.translation);
            }
            out.println(answer);
        }
    }
}
