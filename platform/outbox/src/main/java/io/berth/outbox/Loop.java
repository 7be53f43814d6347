package io.berth.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A background thread that can be asked to stop while it pauses. */
final class Loop {

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    Loop(String name, Runnable body) {
        thread = new Thread(body, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean running() {
        return stopping.getCount() > 0;
    }

    boolean alive() {
        return thread.isAlive();
    }

    /** Returns early when asked to stop. */
    void pause(Duration time) {
        try {
            stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping.countDown();
            Thread.currentThread().interrupt();
        }
    }

    void stop(Duration grace) {
        stopping.countDown();
        try {
            if (thread.isAlive() && !thread.join(grace)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
