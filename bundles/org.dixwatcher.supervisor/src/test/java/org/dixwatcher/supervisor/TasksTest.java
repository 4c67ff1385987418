package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;

class TasksTest {

    @Test
    void whatComesAfterTheEndIsLetGo() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(2);
        Tasks tasks = new Tasks();
        CountDownLatch first = new CountDownLatch(1);
        tasks.execute(
                () -> {
                    runs.countDown();
                    first.countDown();
                });
        first.await();
        tasks.close();
        tasks.execute(runs::countDown);
        assertEquals(1, runs.getCount());
    }
}
