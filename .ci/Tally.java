import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

/**
 * Counts tests from the reports of Surefire, Failsafe and bnd, and ends with {@code N passed, N
 * failed, N skipped}. Fails if one failed, or if none ran: bnd's tester says "No Errors" then.
 *
 * <p>Use: {@code java .ci/Tally.java [--since FILE] [--each FOLDER]… ROOT}. Reports older than FILE
 * are of an earlier build; below each FOLDER at least one test must have run. Runs on Java 17.
 */
final class Tally {

    private final DocumentBuilder xml;
    private int passed;
    private int failed;
    private int skipped;

    private Tally() throws Exception {
        xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    }

    public static void main(String[] args) throws Exception {
        FileTime since = FileTime.fromMillis(0);
        List<Path> roots = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--since" -> since = Files.getLastModifiedTime(Path.of(args[++i]));
                case "--each" -> roots.add(Path.of(args[++i]));
                default -> roots.add(Path.of(args[i]));
            }
        }
        boolean good = true;
        Tally tally = new Tally();
        for (Path root : roots) {
            tally = new Tally();
            tally.count(root, since);
            if (tally.passed + tally.failed == 0) {
                System.out.println("no test ran below " + root);
                good = false;
            }
        }
        System.out.println(tally);
        System.exit(good && tally.failed == 0 ? 0 : 1);
    }

    private void count(Path root, FileTime since) throws Exception {
        for (Path report : reports(root)) {
            if (Files.getLastModifiedTime(report).compareTo(since) >= 0) {
                count(xml.parse(report.toFile()));
            }
        }
    }

    private static List<Path> reports(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(
                            file ->
                                    file.toString()
                                            .matches(
                                                    "(.*/)?target/"
                                                            + "(surefire|failsafe|test)-reports/.*"))
                    .toList();
        }
    }

    private void count(Document report) {
        NodeList tests = report.getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            Element test = (Element) tests.item(i);
            if (has(test, "failure") || has(test, "error")) {
                failed++;
            } else if (has(test, "skipped")) {
                skipped++;
                System.out.println(
                        "skipped: "
                                + test.getAttribute("classname")
                                + "."
                                + test.getAttribute("name")
                                + reason(test));
            } else {
                passed++;
            }
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    private static String reason(Element test) {
        Element skip = (Element) test.getElementsByTagName("skipped").item(0);
        String why =
                skip.hasAttribute("message") ? skip.getAttribute("message") : skip.getTextContent();
        return why.isBlank() ? "" : ": " + why.strip().lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }
}
