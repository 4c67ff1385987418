package org.dixwatcher.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.Signal;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.testkit.StatusBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

class ActionVerbsTest {

    private final Example host = new Example().withProcesses();

    @Test
    void aStartTellsThePid() throws Exception {
        Typed typed = Typed.words(new StartVerb(host.supervision), "web");
        assertEquals("web: started (pid 1234)\n", typed.out());
        assertEquals(0, typed.code());
    }

    @Test
    void aRefusalOfTheOnlyProcessIsLeftToTheDoor() {
        refuse(Operation.StopProcess.class, "mail", ErrorCode.NOT_RUNNING);
        assertThrows(
                ProcessException.class, () -> Typed.words(new StopVerb(host.supervision), "mail"));
    }

    @Test
    void severalAreToldInTheOrderOfSelectionWithErrorsApart() throws Exception {
        refuse(Operation.StopProcess.class, "db", ErrorCode.STOP_FAILED);
        refuse(Operation.StopProcess.class, "mail", ErrorCode.NOT_RUNNING);
        Typed typed = Typed.words(new StopVerb(host.supervision), "web", "db", "mail");
        assertEquals("web: stopped\n", typed.out());
        assertEquals("db: ERROR (no db)\nmail: ERROR (no mail)\n", typed.err());
        assertEquals(ExitCodes.FAILED, typed.code(), "the code of the first failure");
    }

    @Test
    void whatIsAsWishedIsNoFailureAmongAll() throws Exception {
        refuse(Operation.StopProcess.class, "mail", ErrorCode.NOT_RUNNING);
        Typed typed = Typed.words(new StopVerb(host.supervision), "all");
        assertEquals(
                "db: stopped\nmail: not running\nmigrate: stopped\nweb: stopped\n", typed.out());
        assertEquals(0, typed.code());
    }

    @Test
    void whatOthersDependOnIsStoppedAfterThem() throws Exception {
        host.operations.layered(List.of(List.of("db", "mail"), List.of("web")));
        host.operations.on(
                Operation.StopProcess.class,
                "web",
                (_, _) -> {
                    assertEquals(1, host.operations.submitted().size(), "web comes first");
                    return StatusBuilder.stopped("web").build();
                });
        Typed typed = Typed.words(new StopVerb(host.supervision), "db", "mail", "web");
        assertEquals("web: stopped\ndb: stopped\nmail: stopped\n", typed.out());
    }

    @Test
    void aSlowProcessHoldsUpNoOther() throws Exception {
        CountDownLatch webIsDone = new CountDownLatch(1);
        host.operations
                .on(
                        Operation.RestartProcess.class,
                        "db",
                        (_, _) -> {
                            assertTrue(webIsDone.await(20, TimeUnit.SECONDS));
                            return StatusBuilder.running("db", 77, Example.NOW).build();
                        })
                .on(
                        Operation.RestartProcess.class,
                        "web",
                        (_, _) -> {
                            webIsDone.countDown();
                            return StatusBuilder.running("web", 78, Example.NOW).build();
                        });
        Typed typed = Typed.words(new RestartVerb(host.supervision), "db", "web");
        assertEquals("db: restarted (pid 77)\nweb: restarted (pid 78)\n", typed.out());
    }

    @Test
    void anInterruptEndsTheWaitForAllOfThem() throws Exception {
        CountDownLatch under = new CountDownLatch(2);
        host.operations.on(
                Operation.KillProcess.class,
                (_, _) -> {
                    under.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                });
        AtomicReference<Exception> end = new AtomicReference<>();
        Thread typing =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        Typed.words(new KillVerb(host.supervision), "db", "web");
                                    } catch (Exception e) {
                                        end.set(e);
                                    }
                                });
        assertTrue(under.await(20, TimeUnit.SECONDS));
        typing.interrupt();
        assertTrue(typing.join(Duration.ofSeconds(20)));
        assertEquals(InterruptedException.class, end.get().getClass());
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_PROCESS,5",
        "NOT_RUNNING,7",
        "NOT_PERMITTED,4",
        "INVALID_REQUEST,2",
        "ALREADY_RUNNING,1",
        "START_FAILED,1",
        "STOP_FAILED,1",
        "TIMED_OUT,1",
        "REFUSED_BY_BREAKER,1",
        "SUPERSEDED,1",
        "BACKEND_UNAVAILABLE,1"
    })
    void exitCodesAreThoseOfTheLsb(ErrorCode error, int code) throws Exception {
        refuse(Operation.StartProcess.class, "web", error);
        Typed typed = Typed.words(new StartVerb(host.supervision), "web", "db");
        assertEquals(code, typed.code());
    }

    @Test
    void namesAreWanted() {
        UsageException e =
                assertThrows(
                        UsageException.class, () -> Typed.words(new StopVerb(host.supervision)));
        assertTrue(e.getMessage().contains("group:NAME"), e.getMessage());
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        UsageException e =
                assertThrows(
                        UsageException.class,
                        () -> Typed.words(new StopVerb(host.supervision), "web", "--timout=3s"));
        assertEquals("unknown option --timout; the nearest is --timeout", e.getMessage());
    }

    @Test
    void helpIsPrintedAndNothingDone() throws Exception {
        Typed typed = Typed.words(new StopVerb(host.supervision), "web", "--help");
        assertTrue(typed.out().startsWith("usage: dixwatcher stop NAME…"), typed.out());
        assertEquals(0, host.operations.submitted().size());
    }

    @Test
    void aSignalGoesToSeveral() throws Exception {
        Typed typed = Typed.words(new SignalVerb(host.supervision), "web", "db", "SIGHUP");
        assertEquals("web: signalled (HUP)\ndb: signalled (HUP)\n", typed.out());
        assertTrue(
                host.operations
                        .submitted()
                        .contains(new Operation.SignalProcess("web", Signal.parse("HUP"))));
    }

    @Test
    void aSignalMayStandFirstAsWithSupervisorctl() throws Exception {
        assertEquals(
                "web: signalled (USR1)\n",
                Typed.words(new SignalVerb(host.supervision), "USR1", "web").out());
    }

    @Test
    void whatIsNoSignalIsWrongUsage() {
        assertThrows(
                UsageException.class,
                () -> Typed.words(new SignalVerb(host.supervision), "web", "HUPP"));
    }

    @Test
    void aProcessIsForgotten() throws Exception {
        assertEquals(
                "mail: removed\n", Typed.words(new RemoveVerb(host.supervision), "mail").out());
    }

    @Test
    void theSupervisorMayBeAwayButNotForEver() {
        host.supervision.go(host.operations);
        ProcessException e =
                assertThrows(
                        ProcessException.class,
                        () -> Typed.words(new StopVerb(host.supervision), "web"));
        assertEquals(ErrorCode.BACKEND_UNAVAILABLE, e.code());
        assertFalse(e.getMessage().isEmpty());
    }

    private void refuse(Class<?> operation, String process, ErrorCode code) {
        host.operations.on(
                operation,
                process,
                (_, _) -> {
                    throw new ProcessException(code, "no " + process);
                });
    }
}
