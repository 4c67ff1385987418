package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class RestartWindowTest {

    @Test
    void countsWhatIsInsideTheSpan() {
        RestartWindow window = RestartWindow.EMPTY.add(10, 100).add(50, 100).add(90, 100);
        assertEquals(3, window.count(100, 100));
        assertEquals(2, window.count(110, 100));
        assertEquals(0, window.count(500, 100));
    }

    @Test
    void forgetsWhatIsOlderThanTheSpan() {
        RestartWindow window = RestartWindow.EMPTY.add(10, 100).add(200, 100);
        assertEquals(1, window.times(0).length);
    }

    @Test
    void aHugeWindowStaysSmallAndExactInSum() {
        RestartWindow window = RestartWindow.EMPTY;
        for (int i = 0; i < 100_000; i++) {
            window = window.add(i, 1_000_000);
            assertTrue(window.times(0).length <= 128);
        }
        assertEquals(100_000, window.count(100_000, 1_000_000));
    }

    @Test
    void worksBeyondTheOverflowOfTheClock() {
        long near = Long.MAX_VALUE - 5;
        RestartWindow window = RestartWindow.EMPTY.add(near, 100).add(near + 10, 100);
        assertEquals(2, window.count(near + 20, 100));
    }
}
