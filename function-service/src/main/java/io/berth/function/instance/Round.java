package io.berth.function.instance;

import io.berth.function.FunctionConfig;
import io.berth.function.instance.Instance.State;
import java.time.Duration;
import java.util.Optional;

/** What only time brings about: patience that ends, idle instances that go, pools that are filled up. */
final class Round {
    private static final Duration RESTING = Duration.ofSeconds(30);
    private static final Duration LEAVING_AGAIN = Duration.ofSeconds(10);

    private final Roster roster;
    private final Conversation conversation;
    private final FunctionConfig.Fleet config;

    Round(Roster roster, Conversation conversation, FunctionConfig.Fleet config) {
        this.roster = roster;
        this.conversation = conversation;
        this.config = config;
    }

    void go(long now) {
        roster.queues().forEach(queue -> impatient(queue, now));
        roster.instances().forEach(instance -> look(instance, now));
        // Those whose instance did not come back as soon as expected get another one.
        roster.queues().stream().filter(queue -> !queue.waiting.isEmpty()).forEach(queue -> roster.arrange(queue, now));
        roster.pools().forEach(pool -> roster.arrange(pool, now, mayRefill(pool, now)));
    }

    private void impatient(FunctionQueue queue, long now) {
        var changed = false;
        while (!queue.waiting.isEmpty() && older(queue.waiting.peekFirst().askedAt(), config.queueTimeout(), now)) {
            roster.finish(queue.waiting.pollFirst(), unserved(queue));
            changed = true;
        }
        if (changed) {
            roster.arrange(queue, now);
        }
    }

    private Ending unserved(FunctionQueue queue) {
        if (queue.instances.size() >= queue.deployment.maxInstances()) {
            return Ending.unserved(
                    Outcome.THROTTLED,
                    "All %d instances that the function may have are busy.".formatted(queue.instances.size()));
        }
        var cause = roster.pools().stream()
                .filter(pool -> pool.key.project().equals(queue.deployment.project()))
                .flatMap(pool -> pool.failure.stream())
                .findFirst();
        return Ending.unserved(
                Outcome.NO_INSTANCE,
                "No instance could be had in time"
                        + cause.map(why -> ": " + why).orElse("") + ".");
    }

    private void look(Instance instance, long now) {
        switch (instance.state) {
            case STARTING -> {
                if (instance.container != null && older(instance.since, config.startTimeout(), now)) {
                    failed(instance, "its runtime did not ask for a function in time", now);
                }
            }
            case LOADING -> {
                if (older(instance.since, config.initTimeout(), now)) {
                    conversation.doesNotLoadInTime(instance, now);
                }
            }
            case IDLE -> goesAfter(instance, config.idle(), now);
            case RESTING -> goesAfter(instance, RESTING, now);
            case LEAVING -> {
                if (older(instance.since, LEAVING_AGAIN, now)) {
                    instance.since = now;
                    roster.again(instance);
                }
            }
            case READY, BUSY -> {}
        }
    }

    /** The container did not come to life. */
    void failed(Instance instance, String reason, long now) {
        roster.poolOf(instance).ifPresent(pool -> {
            pool.failure = Optional.of(reason);
            pool.pausedUntil = now + config.retry().toNanos();
        });
        roster.leave(instance, now);
    }

    private void goesAfter(Instance instance, Duration patience, long now) {
        if (older(instance.since, patience, now)) {
            roster.leave(instance, now);
        }
    }

    /**
     * Starting a container is felt by whoever else is served. So not while a claimed instance has its first request, and
     * not at once afterwards; but a pool does not stay short for ever because others are claimed all the time.
     */
    private boolean mayRefill(Pool pool, long now) {
        if (!roster.isShort(pool)) {
            pool.shortSince = Optional.empty();
            return false;
        }
        pool.shortSince = pool.shortSince.or(() -> Optional.of(now));
        return older(pool.shortSince.get(), config.refillHold(), now) || quiet(now);
    }

    private boolean quiet(long now) {
        var first = roster.instances().stream()
                .anyMatch(instance -> instance.onFirstRequest()
                        && (instance.state == State.LOADING || instance.state == State.BUSY)
                        && !older(instance.since, config.refillHold(), now));
        return !first && roster.pools().stream().allMatch(pool -> older(pool.disturbedAt, config.refillDelay(), now));
    }

    private static boolean older(long since, Duration age, long now) {
        return now - since >= age.toNanos();
    }
}
