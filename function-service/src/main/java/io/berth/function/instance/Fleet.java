package io.berth.function.instance;

import io.berth.function.FunctionConfig;
import io.berth.function.function.Deployment;
import io.berth.function.function.FunctionTouched;
import io.berth.function.function.Functions;
import io.berth.web.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All instances of this installation and all who wait for one. One process has one; its state is in memory alone, because
 * an invocation lives no longer than its connection. What moves mean is in {@link Roster}, what has to be done about it
 * in {@link Effects}.
 */
@ApplicationScoped
public class Fleet {
    private final ReentrantLock lock = new ReentrantLock();
    private final Roster roster;
    private final Conversation conversation;
    private final Round round;
    private final Functions functions;
    private final Effects effects;

    Fleet(FunctionConfig config, Functions functions, Effects effects, MeterRegistry metrics) {
        this.roster = new Roster(config.fleet());
        this.conversation = new Conversation(roster);
        this.round = new Round(roster, conversation, config.fleet());
        this.functions = functions;
        this.effects = effects;
        effects.reportTo(this);
        for (var state : Instance.State.values()) {
            Gauge.builder("berth.function.instances", this, fleet -> fleet.count(state))
                    .tag("state", state.name())
                    .register(metrics);
        }
    }

    /** An instance, as whoever serves its requests has to know it. */
    public record Known(String id, String hostName) {}

    /** Hands the invocation to an instance, at once or when there is one; its ending says what became of it. */
    public void submit(Invocation invocation) {
        move(now -> {
            roster.submit(invocation, now);
            return true;
        });
    }

    /** The instance to which this address was given. */
    public Optional<Known> at(String address) {
        return look(() -> roster.at(address).map(instance -> new Known(instance.id, instance.hostName)));
    }

    /** @return false when the instance may not ask that now */
    public boolean asksForFunction(String instance, Parked<Claim> parked) {
        return tell(instance, (found, now) -> conversation.asksForFunction(found, parked, now));
    }

    /** @return false when the instance may not ask that now */
    public boolean asksForRequest(String instance, Parked<Next> parked) {
        return tell(instance, (found, now) -> conversation.asksForRequest(found, parked, now));
    }

    /** The archive of the function that an instance is loading. */
    public Optional<byte[]> code(String instance) {
        Optional<Deployment> loading = look(() -> roster.instance(instance)
                .filter(found -> found.state == Instance.State.LOADING)
                .map(found -> found.function));
        return loading.map(functions::code);
    }

    /** @return false when that is not the instance's current request */
    public boolean answers(String instance, String requestId, Answer answer) {
        return tell(instance, (found, now) -> conversation.answers(found, requestId, answer, now));
    }

    /** @return false when the instance loads nothing */
    public boolean cannotLoad(String instance, Answer answer) {
        return tell(instance, (found, now) -> conversation.cannotLoad(found, answer, now));
    }

    /** The connection on which an instance waited is closed. */
    public void hungUp(String instance, Parked<?> parked) {
        tell(instance, (found, now) -> {
            conversation.hungUp(found, parked, now);
            return true;
        });
    }

    /** The project's network is up, and has functions of these runtimes. */
    public void site(Site site) {
        move(now -> {
            roster.site(site, now);
            return true;
        });
    }

    /** Its functions are gone: the pools of the project empty themselves. @return how many instances it still has */
    public long closeSite(String project) {
        return look(() -> {
            roster.pools().stream()
                    .filter(pool -> pool.key.project().equals(project))
                    .forEach(pool -> pool.site = pool.site.without());
            return roster.instances().stream()
                    .filter(instance -> instance.pool.project().equals(project))
                    .count();
        });
    }

    /** The function is to go: it gets no more requests. @return how many instances it still has */
    public int close(String function) {
        return move(now ->
                roster.queue(function).map(queue -> roster.close(queue, now)).orElse(0));
    }

    void touched(@Observes(during = TransactionPhase.AFTER_SUCCESS) FunctionTouched touched) {
        if (!touched.deleting() && look(() -> roster.queue(touched.function())).isPresent()) {
            Thread.ofVirtual().name("renew-" + touched.function()).start(() -> renew(touched));
        }
    }

    private void renew(FunctionTouched touched) {
        try {
            var known = functions.require(touched.project(), touched.function());
            move(now -> {
                roster.queue(known.id()).ifPresent(queue -> roster.renew(queue, known, now));
                return true;
            });
        } catch (ProblemException notNow) {
            effects.log().debugf("not renewed function=%s reason=%s", touched.function(), notNow.getMessage());
        }
    }

    // What Effects, Survey and Metronome report.

    /** @return false when the instance is on its way out already, and the container has to go at once */
    boolean made(Instance instance, String container) {
        return move(now -> {
            instance.container = container;
            instance.since = now;
            return instance.state != Instance.State.LEAVING;
        });
    }

    void notStarted(Instance instance, String reason) {
        move(now -> {
            round.failed(instance, reason, now);
            return true;
        });
    }

    void limited(Instance instance) {
        move(now -> {
            conversation.limited(instance, now);
            return true;
        });
    }

    void neverGot(Instance instance, Invocation invocation) {
        move(now -> {
            conversation.neverGot(instance, invocation, now);
            return true;
        });
    }

    void timesOut(Instance instance, Invocation invocation) {
        move(now -> {
            conversation.timesOut(instance, invocation, now);
            return true;
        });
    }

    void dies(Instance instance, Death death) {
        move(now -> {
            if (instance.state == Instance.State.STARTING) {
                round.failed(instance, "its process ended at once", now);
            } else {
                conversation.dies(instance, death, now);
            }
            return true;
        });
    }

    void unusable(Instance instance) {
        move(now -> {
            roster.leave(instance, now);
            roster.queueOf(instance).ifPresent(queue -> roster.arrange(queue, now));
            return true;
        });
    }

    void removed(Instance instance) {
        look(() -> {
            roster.forget(instance);
            return true;
        });
    }

    void tick() {
        move(now -> {
            round.go(now);
            return true;
        });
    }

    Optional<Instance> instance(String id) {
        return look(() -> roster.instance(id));
    }

    List<Instance> instances() {
        return look(() -> List.copyOf(roster.instances()));
    }

    private interface Move {
        boolean of(Instance instance, long now);
    }

    private boolean tell(String id, Move move) {
        return move(now ->
                roster.instance(id).map(instance -> move.of(instance, now)).orElse(false));
    }

    private long count(Instance.State state) {
        return look(() -> roster.instances().stream()
                .filter(instance -> instance.state == state)
                .count());
    }

    private <T> T look(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /** Effects come after the lock: they call engines and complete futures. */
    private <T> T move(Function<Long, T> change) {
        List<Effect> following;
        T result;
        lock.lock();
        try {
            result = change.apply(System.nanoTime());
            following = roster.effects();
        } finally {
            lock.unlock();
        }
        following.forEach(effects::run);
        return result;
    }
}
