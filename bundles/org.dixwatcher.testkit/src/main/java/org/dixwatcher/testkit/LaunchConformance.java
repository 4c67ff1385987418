package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.ResourceUsage;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.api.backend.Scope;
import org.dixwatcher.api.backend.TreeMember;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.testkit.Observation.Exited;
import org.dixwatcher.testkit.Observation.Started;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How programs begin, and how they are told not to have begun. */
interface LaunchConformance extends OnTheRig {

    @Test
    default void theProgramRunsUnderThePidThatIsTold() throws Exception {
        Started started = rig().start(rig().script("a", "echo $$; exec sleep 1000").build());
        rig().awaitLine("a", Long.toString(started.pid()));
        assertTrue(Proc.runs(started.pid()));
    }

    @Test
    default void argumentsReachTheProgramAsTheyAre() throws Exception {
        List<String> hard =
                List.of("a b", "$HOME `id` * ~", "'\"\\", "", "-n", "ä€😀", "two\nlines");
        ProcessConfig config =
                rig().script("a", "printf '<%s>\\n' \"$@\"", "sh")
                        .set(ProcessFields.ARGS, hard)
                        .build();
        rig().run(config);
        String expected = String.join("\n", hard.stream().map(word -> "<" + word + ">").toList());
        assertEquals(expected, String.join("\n", rig().texts("a")));
    }

    @Test
    default void aProgramWithoutSlashIsSearchedInThePath() throws Exception {
        assertEquals(
                new ExitStatus.Exited(0), rig().run(rig().program("a", "true").build()).status());
    }

    @Test
    default void aProgramThatIsNotThereIsNotStarted() throws Exception {
        String reason = notStarted(rig().program("a", "/no/such/program").build());
        assertTrue(reason.contains("no such file") || reason.contains("not found"), reason);
        assertTrue(reason.contains("/no/such/program"), reason);
    }

    @Test
    default void aNameThatIsNotInThePathIsNotStarted() throws Exception {
        String reason = notStarted(rig().program("a", "no-such-program").build());
        assertTrue(reason.contains("no such file") || reason.contains("not found"), reason);
    }

    @Test
    default void aFileThatIsNotExecutableIsNotStarted() throws Exception {
        String file = Files.createFile(rig().file("plain")).toString();
        String reason = notStarted(rig().program("a", file).build());
        assertTrue(reason.contains("permission denied"), reason);
    }

    @Test
    default void aMissingWorkingDirectoryIsNamed() throws Exception {
        String reason =
                notStarted(
                        rig().program("a", "true")
                                .set(ProcessFields.WORKING_DIR, "/no/such/folder")
                                .build());
        assertTrue(reason.contains("/no/such/folder"), reason);
    }

    @Test
    default void aLaunchAfterOneThatFailedWorks() throws Exception {
        notStarted(rig().program("a", "/no/such/program").build());
        Exited exited = rig().run(rig().program("a", "true").build());
        assertEquals(2, exited.incarnation());
        assertEquals(new ExitStatus.Exited(0), exited.status());
    }

    @Test
    default void aProcessThatRunsIsNotLaunchedAgain() throws Exception {
        ProcessConfig config = rig().program("a", "sleep", "1000").build();
        Started first = rig().start(config);
        assertThrows(ProcessException.class, () -> rig().launch(config));
        assertTrue(Proc.runs(first.pid()));
        assertEquals(1, rig().backend().members("a").size());
    }

    @Test
    default void whoIsAliveIsListed() throws Exception {
        Started started =
                rig().start(rig().script("a", "sleep 1000 & echo $!; wait; exit 1").build());
        Await.until("a child", () -> rig().texts("a").size() == 1);
        long child = Long.parseLong(rig().texts("a").getFirst());
        assertEquals(
                List.of(started.pid(), child).stream().sorted().toList(),
                rig().backend().members("a").stream().map(TreeMember::pid).sorted().toList());
        rig().kill("a");
        Await.until("nobody is left", () -> rig().backend().members("a").isEmpty());
    }

    @Test
    default void whatIsUsedIsMeasured() throws Exception {
        assertEquals(Optional.empty(), rig().backend().usage("a"));
        rig().start(rig().script("a", "while :; do :; done").build());
        Await.until("20 ms of CPU time", () -> cpuNanos("a") > 20_000_000);
        ResourceUsage usage = rig().backend().usage("a").orElseThrow();
        assertTrue(usage.memoryBytes() > 50_000, usage.toString());
        assertTrue(usage.tasks() >= 1, usage.toString());
        rig().kill("a");
        Await.until("nothing is used", () -> rig().backend().usage("a").isEmpty());
    }

    @Test
    default void whatCannotBeHonouredIsNamedByAKnownKey() {
        List<Unmet> unmet = rig().backend().check(demanding());
        for (Unmet one : unmet) {
            assertTrue(
                    ProcessFields.named(one.field()) != null || one.field().contains("-"),
                    () -> one + " names neither a field nor a capability");
            assertTrue(!one.reason().isBlank(), one.toString());
        }
        assertEquals(List.of(), rig().backend().check(rig().program("a", "true").build()));
    }

    @Test
    default void aForgottenProcessCanBeginAnew() throws Exception {
        rig().run(rig().program("a", "true").build());
        rig().backend().forget("a");
        assertEquals(List.of(), rig().backend().members("a"));
        assertEquals(
                new ExitStatus.Exited(0), rig().run(rig().program("a", "true").build()).status());
    }

    @Test
    default void nothingIsOnRecordAtFirst() {
        assertEquals(List.of(), rig().adopted());
    }

    @Test
    default void onlyTheNewestObserverIsTold() throws Exception {
        RecordingObserver second = new RecordingObserver();
        rig().start(rig().program("a", "sleep", "1000").build());
        second.adopted(rig().backend().adopt(second));
        rig().signal("a", Signal.KILL, Scope.TREE);
        second.awaitExited("a", 1);
        assertEquals(1, rig().observer().seen().size(), () -> rig().observer().seen().toString());
    }

    private String notStarted(ProcessConfig config) throws InterruptedException {
        Exited exited = rig().run(config);
        ExitStatus.NotStarted status =
                assertInstanceOf(ExitStatus.NotStarted.class, exited.status());
        assertTrue(exited.treeEmpty(), "nothing ran, so nothing is left");
        return status.reason().toLowerCase(Locale.ROOT);
    }

    private long cpuNanos(String process) {
        return rig().backend().usage(process).map(ResourceUsage::cpuNanos).orElse(0L);
    }

    private ProcessConfig demanding() {
        return rig().program("a", "true")
                .set(ProcessFields.USER, Optional.of("nobody"))
                .set(ProcessFields.CPU_LIMIT, 0.5)
                .set(ProcessFields.MEMORY_LIMIT, 64L << 20)
                .set(ProcessFields.IO_WEIGHT, 100L)
                .set(ProcessFields.TASKS_LIMIT, 10L)
                .set(ProcessFields.NICE, 5L)
                .set(ProcessFields.UMASK, 077)
                .set(ProcessFields.OOM_SCORE_ADJUST, 100L)
                .build();
    }
}
