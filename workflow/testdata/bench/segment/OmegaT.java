import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

import org.omegat.core.segmentation.SRX;
import org.omegat.core.segmentation.Segmenter;
import org.omegat.util.Language;

/** Sentences by OmegaT's default rules: java -cp OmegaT.jar OmegaT.java LANG <paragraphs */
public class OmegaT {
    public static void main(String[] args) throws Exception {
        Segmenter segmenter = new Segmenter();
        segmenter.setSRX(SRX.getDefault());
        Language language = new Language(args[0]);
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        BufferedReader in = new BufferedReader(
            new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.trim().isEmpty()) {
                out.println();
                continue;
            }
            for (String s : segmenter.segment(language, line, new ArrayList<>(), new ArrayList<>())) {
                if (!s.trim().isEmpty()) {
                    out.println(s.trim());
                }
            }
        }
        out.flush();
    }
}
