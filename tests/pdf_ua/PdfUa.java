import java.io.FileInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks the files named against PDF/UA-1. A line for each rule that a file breaks, or one that it
 * conforms: the file's place among the arguments, a tab, what is found.
 */
public class PdfUa {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int number = 0; number < files.length; number++) {
            Map<String, String> broken = broken(files[number]);
            if (broken.isEmpty()) {
                System.out.println(number + "\tconforms");
            }
            for (String rule : broken.values()) {
                System.out.println(number + "\t" + rule);
            }
        }
    }

    private static Map<String, String> broken(String file) throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (InputStream content = new FileInputStream(file);
                PDFAParser document = foundry.createParser(content, PDFAFlavour.PDFUA_1)) {
            ValidationResult result = foundry.createValidator(PDFAFlavour.PDFUA_1, false).validate(document);
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                    String said = one.getMessage() + " (" + one.getLocation().getContext() + ")";
                    found.putIfAbsent(rule, rule + ": " + said.replaceAll("\\s+", " "));
                }
            }
            if (found.isEmpty() && !result.isCompliant()) {
                found.put("", "does not conform, and no rule is named");
            }
        }
        return found;
    }
}
