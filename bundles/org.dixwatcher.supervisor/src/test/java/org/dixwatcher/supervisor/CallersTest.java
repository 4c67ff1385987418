package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

class CallersTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Callers callers = new Callers();

    @Test
    void anAnswerIsReturned() throws Exception {
        assertEquals("yes", callers.await(CompletableFuture.completedFuture("yes"), LONG));
    }

    @Test
    void whoWaitsIsToldWhenTheSupervisorGoes() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        Thread.startVirtualThread(callers::close);
        ExecutionException told =
                assertThrows(ExecutionException.class, () -> callers.await(never, LONG));
        ProcessException reason = assertInstanceOf(ProcessException.class, told.getCause());
        assertEquals(ErrorCode.BACKEND_UNAVAILABLE, reason.code());
    }

    @Test
    void whatCannotBeWrittenIsSaidInWords() {
        CompletableFuture<Void> full =
                CompletableFuture.failedFuture(new java.io.IOException("no space left"));
        ProcessException told =
                assertThrows(ProcessException.class, () -> callers.written(full, "the choice"));
        assertEquals(ErrorCode.INTERNAL, told.code());
    }
}
