package org.dixwatcher.itest.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Programs that keep a record of their own of what they did, and the comparison of it with what
 * dixwatcher says: the checker asks no part of the product.
 */
final class Truth {

    /**
     * Writes numbered lines to both streams for a while, and ends with a code that tells its
     * number. It says so if another of its name lives.
     */
    static final String PROGRAM =
            """
            use strict; use Time::HiRes qw(sleep time);
            my ($truth, $life, $pause) = @ARGV;
            my ($runs, $last) = (0, 0);
            if (open(my $in, '<', $truth)) {
              while (<$in>) { if (/^start (\\d+)/) { $runs++; $last = $1 } elsif (/^end/) { $last = 0 } }
            }
            open(my $out, '>>', $truth) or die; select((select($out), $| = 1)[0]);
            if ($last && open(my $stat, '<', "/proc/$last/stat")) {
              my $line = <$stat>;
              print $out "double $$ $last\\n" if $line =~ /\\((perl|numbered)\\) [^ZX]/;
            }
            my $id = $$ . "." . ++$runs;
            print $out "start $$ $id\\n";
            my ($until, $n) = (time() + $life * (0.5 + ($runs % 5) / 4), 0);
            $SIG{TERM} = sub { $until = 0 };
            while (time() < $until) {
              $n++;
              syswrite(STDOUT, "out $id $n\\n"); syswrite(STDERR, "err $id $n\\n");
              sleep($pause);
            }
            my $code = $runs % 90 + 1;
            print $out "end $id $n $code\\n";
            exit $code;
            """;

    private static final Pattern LINE = Pattern.compile("(out|err) (\\d+\\.\\d+) (\\d+)");
    private static final Pattern STATUS = Pattern.compile("\"status\":\"([^\"]*)\"");
    private static final Pattern INCARNATION = Pattern.compile("\"incarnation\":(\\d+)");

    private final List<String> problems = new ArrayList<>();
    private int lines;
    private int ends;

    /** Compares the log and the journal with what a program recorded of itself. */
    void compare(String name, Path truth, Path logs, List<String> journal) throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<String> codes = new ArrayList<>();
        for (String line : Files.exists(truth) ? Files.readAllLines(truth) : List.<String>of()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "start" -> counts.put(words[2], -1);
                case "end" -> {
                    counts.put(words[1], Integer.parseInt(words[2]));
                    codes.add("exit code " + words[3]);
                }
                default -> problems.add(name + ": two at once: " + line);
            }
        }
        ends += codes.size();
        compareLines(name, counts, logs);
        compareCodes(name, codes, journal);
    }

    private void compareLines(String name, Map<String, Integer> counts, Path logs)
            throws IOException {
        Map<String, Integer> last = new HashMap<>();
        for (Path file : oldestFirst(name, logs)) {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    problems.add(name + ": no line of the program's: " + line);
                    continue;
                }
                lines++;
                String key = matcher.group(1) + " " + matcher.group(2);
                int number = Integer.parseInt(matcher.group(3));
                int before = last.getOrDefault(key, 0);
                if (number != before + 1) {
                    problems.add(name + ": " + line + " comes after " + before);
                }
                last.put(key, number);
            }
        }
        counts.forEach(
                (pid, count) -> {
                    for (String stream : List.of("out", "err")) {
                        int logged = last.getOrDefault(stream + " " + pid, 0);
                        if (count >= 0 && logged != count) {
                            problems.add(
                                    "%s: %s %s has %d lines in place of %d"
                                            .formatted(name, stream, pid, logged, count));
                        }
                    }
                });
    }

    private static List<Path> oldestFirst(String name, Path logs) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(logs)) {
            all.filter(each -> each.getFileName().toString().startsWith(name + ".log"))
                    .forEach(files::add);
        }
        files.sort((a, b) -> Integer.compare(number(b), number(a)));
        return files;
    }

    private static int number(Path file) {
        String text = file.getFileName().toString();
        String end = text.substring(text.lastIndexOf('.') + 1);
        return end.equals("log") ? 0 : Integer.parseInt(end);
    }

    private void compareCodes(String name, List<String> codes, List<String> journal) {
        Map<String, String> byIncarnation = new LinkedHashMap<>();
        for (String line : journal) {
            Matcher status = STATUS.matcher(line);
            Matcher incarnation = INCARNATION.matcher(line);
            if (line.contains("\"process\":\"" + name + "\"")
                    && line.matches(".*\"kind\":\"(exited|stopped)\".*")
                    && status.find()
                    && incarnation.find()) {
                byIncarnation.put(incarnation.group(1), status.group(1));
            }
        }
        List<String> told = new ArrayList<>(byIncarnation.values());
        // It was stopped before it could say so, or a gate got no words.
        told.removeIf(each -> each.contains("signal") || each.contains("before the program ran"));
        if (!told.equals(codes)) {
            problems.add(name + ": ended with " + codes + "\n   told were " + told);
        }
    }

    /** Fails if anything did not agree; returns how much did. */
    String verdict() {
        assertEquals(List.of(), problems, () -> String.join("\n", problems));
        return lines + " lines and " + ends + " exit codes, none lost, doubled or wrong";
    }
}
