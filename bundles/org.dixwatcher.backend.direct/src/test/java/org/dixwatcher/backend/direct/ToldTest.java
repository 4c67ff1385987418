package org.dixwatcher.backend.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.backend.BackendObserver;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class ToldTest {

    /** As the first message to a supervisor whose bundle has gone, when its classes do not load. */
    @Test
    void anObserverThatHasGoneDoesNotDisturbTheLoop() {
        List<String> asked = new ArrayList<>();
        Told told = new Told();
        told.listener(
                (BackendObserver)
                        Proxy.newProxyInstance(
                                ToldTest.class.getClassLoader(),
                                new Class<?>[] {BackendObserver.class},
                                (proxy, method, arguments) -> {
                                    asked.add(method.getName());
                                    throw new NoClassDefFoundError("its loader is closed");
                                }));
        Child child =
                new Child(
                        "a",
                        null,
                        1,
                        1,
                        new Child.Identity(1, 1, Instant.EPOCH),
                        NoTree.INSTANCE,
                        null);
        told.exited(child, new ExitStatus.Exited(0), Instant.EPOCH);
        assertEquals(List.of("started", "exited"), asked);
    }
}
