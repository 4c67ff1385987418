import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks ({@code check}) or mends ({@code apply}) the layout of every Java file below a folder.
 * Runs on the JDK the code is compiled with, since a formatter on an older one cannot parse it.
 */
final class Format {

    private static final JavaFormatterOptions STYLE =
            JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build();

    public static void main(String[] args) throws Exception {
        boolean apply = args[0].equals("apply");
        List<Path> wrong = new ArrayList<>();
        for (Path file : sources(Path.of(args[1]))) {
            String text = Files.readString(file);
            String formatted = format(text);
            if (!formatted.equals(text)) {
                wrong.add(file);
                if (apply) {
                    Files.writeString(file, formatted);
                }
            }
        }
        wrong.forEach(
                file -> System.out.println((apply ? "formatted " : "not formatted: ") + file));
        if (!apply && !wrong.isEmpty()) {
            System.out.println("mend it with: ./mvnw -N -Pformat validate");
            System.exit(1);
        }
    }

    private static String format(String text) throws Exception {
        String ordered =
                ImportOrderer.reorderImports(
                        RemoveUnusedImports.removeUnusedImports(text),
                        JavaFormatterOptions.Style.AOSP);
        return new Formatter(STYLE).formatSource(ordered);
    }

    private static List<Path> sources(Path root) throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList();
        }
    }
}
