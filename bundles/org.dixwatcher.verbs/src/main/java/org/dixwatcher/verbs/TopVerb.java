package org.dixwatcher.verbs;

import org.dixwatcher.api.ProcessState;
import org.dixwatcher.api.ProcessStatus;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.HumanSize;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shows what processes use, again and again; the busiest comes first. */
final class TopVerb extends OptionVerb {

    private static final String HOME = "\033[H";
    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";

    private static final Comparator<ProcessStatus> BUSIEST =
            Comparator.<ProcessStatus>comparingDouble(s -> -s.cpuPercent().orElse(0.0))
                    .thenComparingLong(s -> -s.usage().map(ResourceUsage::memoryBytes).orElse(0L))
                    .thenComparing(ProcessStatus::name);

    private final Supervision supervision;
    private final Clock clock;

    TopVerb(Supervision supervision, Clock clock) {
        super(
                VerbCard.of(
                                "top",
                                "[NAME…] [-d DURATION] [-n TIMES]",
                                "Shows what processes use, the busiest first, until interrupted.")
                        .completes(Completion.PROCESS)
                        .option("-d, --delay DURATION", "the time between two looks; 2s")
                        .option("-n, --times TIMES", "end after so many looks"));
        this.supervision = supervision;
        this.clock = clock;
    }

    @Override
    protected int run(VerbCall call, Options options) throws IOException, InterruptedException {
        Duration delay = options.duration("--delay", Duration.ofSeconds(2));
        if (delay.toMillis() < 100) {
            throw new UsageException("-d must be at least 100ms");
        }
        boolean live = call.terminal().columns() > 0;
        int times = options.number("--times", 1, 1_000_000, live ? Integer.MAX_VALUE : 1);
        for (int i = 0; i < times; i++) {
            if (i > 0) {
                Thread.sleep(delay);
            }
            List<String> lines = look(call, options.arguments());
            show(call, lines, live);
            flush(call);
        }
        return ExitCodes.DONE;
    }

    private List<String> look(VerbCall call, List<String> words) throws InterruptedException {
        List<ProcessStatus> all = ListVerb.selected(supervision, call, words);
        List<ProcessStatus> sorted = all.stream().sorted(BUSIEST).toList();
        List<String> lines = new ArrayList<>();
        lines.add(totals(all));
        lines.add("");
        lines.addAll(StatusTable.lines(sorted, clock.instant(), call.terminal(), true));
        return lines;
    }

    private static void show(VerbCall call, List<String> lines, boolean live) {
        if (!live) {
            lines.forEach(call.out()::println);
            return;
        }
        int rows = call.terminal().rows();
        int shown = rows > 1 ? Math.min(rows - 1, lines.size()) : lines.size();
        StringBuilder screen = new StringBuilder(HOME);
        lines.subList(0, shown)
                .forEach(line -> screen.append(line).append(CLEAR_LINE).append("\n"));
        call.out().print(screen.append(CLEAR_BELOW));
    }

    private static String totals(List<ProcessStatus> all) {
        double cpu = all.stream().mapToDouble(s -> s.cpuPercent().orElse(0.0)).sum();
        long memory =
                all.stream()
                        .mapToLong(s -> s.usage().map(ResourceUsage::memoryBytes).orElse(0L))
                        .sum();
        return all.size()
                + " processes, "
                + count(all, ProcessState.RUNNING)
                + " running, "
                + count(all, ProcessState.FAILED)
                + " failed; CPU "
                + StatusTable.percent(cpu)
                + ", memory "
                + HumanSize.of(memory);
    }

    private static long count(List<ProcessStatus> all, ProcessState state) {
        return all.stream().filter(status -> status.state() == state).count();
    }
}
