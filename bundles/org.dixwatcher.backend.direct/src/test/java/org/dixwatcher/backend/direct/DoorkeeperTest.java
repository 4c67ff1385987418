package org.dixwatcher.backend.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.testkit.Await;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;

class DoorkeeperTest {

    private final Doorkeeper door = new Doorkeeper();

    @Test
    void nobodyIsLetInAfterTheClose() {
        assertEquals("in", door.during(() -> "in"));
        door.close();
        ProcessException refused =
                assertThrows(ProcessException.class, () -> door.during(() -> "in"));
        assertEquals(ErrorCode.BACKEND_UNAVAILABLE, refused.code());
        assertEquals("out", door.during(() -> "in", () -> "out"));
    }

    @Test
    void theCloseWaitsForWhoIsIn() throws InterruptedException {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread.startVirtualThread(() -> door.during(() -> stay(in, leave)));
        in.await();
        Thread closer = Thread.ofPlatform().start(door::close);
        Await.until("the close waits", () -> closer.getState() == Thread.State.WAITING);
        leave.countDown();
        closer.join(Await.DEADLINE);
        assertFalse(closer.isAlive());
    }

    private static boolean stay(CountDownLatch in, CountDownLatch leave) {
        in.countDown();
        try {
            leave.await();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
