package io.berth.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which resource is due when. Each is in work at most once at a time; a wake meanwhile makes it due again afterwards.
 * Keeps no clock and no threads, and is not thread-safe: {@link ReconcileLoop} holds its lock.
 */
final class WorkQueue {

    private static final class Item {
        Due due;
        boolean running;
        boolean again;
        int failures;
        Instant earliest = Instant.MIN;
    }

    private record Due(Instant at, long number, String id) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Comparator.comparing(Due::at).thenComparingLong(Due::number).compare(this, other);
        }
    }

    private final BackOff backOff;
    private final Map<String, Item> items = new HashMap<>();
    private final TreeSet<Due> schedule = new TreeSet<>();
    private long numbers;

    WorkQueue(BackOff backOff) {
        this.backOff = backOff;
    }

    /** Due now; a resource that failed is due no earlier than one first pause after it, or events would make it spin. */
    void wake(String id, Instant now) {
        Item item = items.computeIfAbsent(id, any -> new Item());
        if (item.running) {
            item.again = true;
        } else {
            schedule(id, item, now.isBefore(item.earliest) ? item.earliest : now);
        }
    }

    /** The longest due resource, now in work until {@link #finished} or {@link #failed}. */
    Optional<String> take(Instant now) {
        if (schedule.isEmpty() || schedule.first().at().isAfter(now)) {
            return Optional.empty();
        }
        Due due = schedule.pollFirst();
        Item item = items.get(due.id());
        item.due = null;
        item.running = true;
        return Optional.of(due.id());
    }

    void finished(String id, Outcome outcome, Instant now) {
        Item item = items.get(id);
        item.running = false;
        item.failures = 0;
        item.earliest = Instant.MIN;
        if (item.again) {
            item.again = false;
            schedule(id, item, now);
        } else if (outcome instanceof Outcome.Wait wait) {
            schedule(id, item, now.plus(wait.again()));
        } else {
            items.remove(id);
        }
    }

    /** Due again after the back-off. @return that pause */
    Duration failed(String id, Instant now) {
        Item item = items.get(id);
        item.running = false;
        item.again = false;
        item.failures++;
        item.earliest = now.plus(backOff.after(1));
        Duration pause = backOff.after(item.failures);
        schedule(id, item, now.plus(pause));
        return pause;
    }

    /** When the next resource is due, if none is taken or woken before. */
    Optional<Instant> nextDue() {
        return schedule.isEmpty()
                ? Optional.empty()
                : Optional.of(schedule.first().at());
    }

    int waiting() {
        return schedule.size();
    }

    /** Resources whose last run failed. */
    long failing() {
        return items.values().stream().filter(item -> item.failures > 0).count();
    }

    private void schedule(String id, Item item, Instant at) {
        if (item.due != null) {
            if (!at.isBefore(item.due.at())) {
                return;
            }
            schedule.remove(item.due);
        }
        item.due = new Due(at, numbers++, id);
        schedule.add(item.due);
    }
}
