package io.berth.function.instance;

import io.berth.function.instance.Instance.State;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What an instance's runtime says, and what the engine says of its container, as moves on the roster. */
final class Conversation {
    private final Roster roster;

    Conversation(Roster roster) {
        this.roster = roster;
    }

    /** @return false when the instance may not ask that now */
    boolean asksForFunction(Instance instance, Parked<Claim> parked, long now) {
        var pool = roster.poolOf(instance);
        if (instance.state != State.STARTING || pool.isEmpty()) {
            return false;
        }
        instance.claim = parked;
        instance.become(State.READY, now);
        pool.get().starting.remove(instance);
        pool.get().ready.addLast(instance);
        pool.get().failure = Optional.empty();
        roster.arrange(pool.get(), now, false);
        return true;
    }

    /** @return false when the instance may not ask that now */
    boolean asksForRequest(Instance instance, Parked<Next> parked, long now) {
        if (instance.state != State.RESTING && (instance.state != State.LOADING || instance.loaded)) {
            return false;
        }
        instance.next = parked;
        instance.loaded = true;
        if (instance.limited) {
            roster.settle(instance, now);
        }
        return true;
    }

    /** Its limits are those of its function now. */
    void limited(Instance instance, long now) {
        instance.limited = true;
        if (instance.state == State.LOADING && instance.loaded) {
            roster.settle(instance, now);
        }
    }

    /** @return false when that is not its current request */
    boolean answers(Instance instance, String requestId, Answer answer, long now) {
        if (instance.state != State.BUSY || !instance.current.id().equals(requestId)) {
            return false;
        }
        end(instance, answer.outcome(), answer, reason(answer), CompletableFuture.completedFuture(answer.log()), now);
        instance.become(State.RESTING, now);
        return true;
    }

    /** The function's code cannot be loaded. @return false when the instance loads none */
    boolean cannotLoad(Instance instance, Answer answer, long now) {
        if (instance.state != State.LOADING) {
            return false;
        }
        failFirst(
                instance,
                new Ending(
                        Outcome.HANDLER_ERROR,
                        answer.body(),
                        answer.errorType(),
                        reason(answer),
                        true,
                        now - instance.since,
                        instance.function.memoryMb(),
                        CompletableFuture.completedFuture(answer.log())),
                now);
        return true;
    }

    void timesOut(Instance instance, Invocation invocation, long now) {
        if (instance.current != invocation) {
            return;
        }
        instance.lastWords = new CompletableFuture<>();
        var reason = "The function did not answer within %d ms."
                .formatted(instance.function.timeout().toMillis());
        end(instance, Outcome.TIMED_OUT, null, reason, instance.lastWords, now);
        depart(instance, now);
    }

    void doesNotLoadInTime(Instance instance, long now) {
        instance.lastWords = new CompletableFuture<>();
        failFirst(
                instance,
                unanswered(
                        instance,
                        Outcome.TIMED_OUT,
                        "The function's code did not load in time.",
                        instance.lastWords,
                        now),
                now);
    }

    /** Its container is no more, and nobody had asked for that. */
    void dies(Instance instance, Death death, long now) {
        var log = CompletableFuture.completedFuture(death.log());
        switch (instance.state) {
            case BUSY -> {
                end(instance, death.outcome(), null, death.reason(instance.function.memoryMb()), log, now);
                depart(instance, now);
            }
            case LOADING ->
                failFirst(
                        instance,
                        unanswered(instance, death.outcome(), death.reason(instance.function.memoryMb()), log, now),
                        now);
            case STARTING, READY, IDLE, RESTING -> depart(instance, now);
            case LEAVING -> {}
        }
    }

    /** Its connection broke before the request went over it: another instance takes that. */
    void neverGot(Instance instance, Invocation invocation, long now) {
        if (instance.current == invocation) {
            instance.current = null;
            roster.queueOf(instance).ifPresent(queue -> queue.waiting.addFirst(invocation));
            depart(instance, now);
        }
    }

    /** It waits for nothing any more. */
    void hungUp(Instance instance, Parked<?> parked, long now) {
        if (instance.claim == parked || instance.next == parked) {
            depart(instance, now);
        }
    }

    private void depart(Instance instance, long now) {
        var queue = roster.queueOf(instance);
        var pool = roster.poolOf(instance);
        roster.leave(instance, now);
        queue.ifPresent(own -> roster.arrange(own, now));
        pool.ifPresent(own -> roster.arrange(own, now, false));
    }

    private void failFirst(Instance instance, Ending ending, long now) {
        roster.queueOf(instance)
                .map(queue -> queue.waiting.pollFirst())
                .ifPresent(first -> roster.finish(first, ending));
        depart(instance, now);
    }

    private static Ending unanswered(
            Instance instance, Outcome outcome, String reason, CompletableFuture<LogTail> log, long now) {
        return new Ending(
                outcome, new byte[0], null, reason, true, now - instance.since, instance.function.memoryMb(), log);
    }

    private void end(
            Instance instance,
            Outcome outcome,
            Answer answer,
            String reason,
            CompletableFuture<LogTail> log,
            long now) {
        roster.finish(
                instance.current,
                new Ending(
                        outcome,
                        answer == null ? new byte[0] : answer.body(),
                        answer == null ? null : answer.errorType(),
                        reason,
                        !instance.served,
                        now - instance.since,
                        instance.function.memoryMb(),
                        log));
        instance.current = null;
        if (!instance.served) {
            instance.served = true;
            roster.poolOf(instance).ifPresent(pool -> pool.disturbedAt = now);
        }
    }

    private static String reason(Answer answer) {
        return answer.errorType() == null ? null : "The handler failed with " + answer.errorType() + ".";
    }
}
