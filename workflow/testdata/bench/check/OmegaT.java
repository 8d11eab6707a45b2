import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.omegat.core.data.EntryKey;
import org.omegat.core.data.ProtectedPart;
import org.omegat.core.data.SourceTextEntry;
import org.omegat.core.tagvalidation.ErrorReport;
import org.omegat.core.tagvalidation.TagValidation;

/**
 * Pairs as OmegaT's console looks at them with --tag-validation: its tags, and the places of printf.
 * A line of the input is the target's language, a source and a target, with tabs between. The answer
 * is a line: the milliseconds, then what is wrong, each as a name with :100.
 */
public class OmegaT {
    static final Pattern TAG = Pattern.compile("</?[a-z]\\d+/?>");

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] cells = line.split("\t", -1);
            List<ProtectedPart> tags = new ArrayList<>();
            for (Matcher m = TAG.matcher(cells[1]); m.find();) {
                ProtectedPart part = new ProtectedPart();
                part.setTextInSourceSegment(m.group());
                tags.add(part);
            }
            EntryKey key = new EntryKey("news", cells[1], "", "", "", "");
            SourceTextEntry entry = new SourceTextEntry(key, 1, null, null, tags);
            long start = System.nanoTime();
            ErrorReport report = new ErrorReport(entry, cells[2]);
            TagValidation.inspectPrintfVariables(true, report);
            TagValidation.inspectOmegaTTags(entry, report);
            TreeSet<String> names = new TreeSet<>();
            report.srcErrors.values().forEach(e -> names.add(e.name()));
            report.transErrors.values().forEach(e -> names.add(e.name()));
            StringBuilder answer = new StringBuilder().append((System.nanoTime() - start) / 1e6);
            for (String name : names) {
                answer.append('\t').append(name.toLowerCase()).append(":100");
            }
            out.println(answer);
        }
    }
}
