package io.berth.web;

import io.berth.outbox.FactAppended;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers a creation or deletion when the resource's status ends or the caller's patience does. Holds no thread and no
 * transaction in between: each look is a short transaction of its own, taken when the resource changed or the poll
 * interval is over. A client that goes away ends its wait.
 */
@ApplicationScoped
public class Waiting {
    private final Tenant tenant;
    private final Caller caller;
    private final IdempotentRequest idempotency;
    private final Waiters waiters;

    Waiting(Tenant tenant, Caller caller, IdempotentRequest idempotency, WaitConfig config, MeterRegistry metrics) {
        this.tenant = tenant;
        this.caller = caller;
        this.idempotency = idempotency;
        this.waiters = new Waiters(config.poll());
        Gauge.builder("berth.waiting", waiters, Waiters::size)
                .description("Requests that wait for a resource's status to end")
                .register(metrics);
    }

    /**
     * Call it after the transaction that wrote the resource.
     *
     * @param view reads the resource afresh; runs in a transaction and context of the caller's project
     * @return 201 when READY, the problem when FAILED, else 202; all with {@code Location}, 201 and 202 with the view
     */
    public Uni<Response> created(WaitPreference wait, String id, URI location, Supplier<? extends ResourceView> view) {
        idempotency.provisional(location);
        var trace = caller.traceId();
        return answer(wait, id, last -> {
            var seen = view.get();
            return switch (seen.status()) {
                case READY -> wait.timeout().isZero() ? pending(last, 202, location, seen) : done(201, location, seen);
                case FAILED ->
                    wait.timeout().isZero() ? pending(last, 202, location, seen) : failed(location, seen, trace);
                case PENDING, DELETING -> pending(last, 202, location, seen);
            };
        });
    }

    /**
     * Call it after the transaction that marked the resource.
     *
     * @param gone whether the resource is no more; runs in a transaction and context of the caller's project
     * @return 204 once gone, else 202
     */
    public Uni<Response> deleted(WaitPreference wait, String id, Supplier<Boolean> gone) {
        return answer(wait, id, last -> {
            if (!wait.timeout().isZero() && gone.get()) {
                return Optional.of(Response.noContent().build());
            }
            return last ? Optional.of(Response.accepted().build()) : Optional.empty();
        });
    }

    /** Those who wait for this resource look again. Call it after the commit; entities and facts do it by themselves. */
    public void changed(String id) {
        waiters.wake(id);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) FactAppended fact) {
        changed(fact.subject());
    }

    @PreDestroy
    void stop() {
        waiters.close();
    }

    private Uni<Response> answer(WaitPreference wait, String id, Look look) {
        var project = caller.project();
        Duration patience = wait.timeout();
        return waiters.await(
                        id,
                        patience,
                        last -> tenant.call(
                                project, () -> QuarkusTransaction.requiringNew().call(() -> look.at(last))))
                .map(answer -> patience.isZero() ? answer : applied(answer, patience));
    }

    private static Response applied(Response answer, Duration patience) {
        return Response.fromResponse(answer)
                .header("Preference-Applied", "wait=" + patience.toSeconds())
                .build();
    }

    private static Optional<Response> pending(boolean last, int status, URI location, ResourceView seen) {
        return last ? done(status, location, seen) : Optional.empty();
    }

    private static Optional<Response> done(int status, URI location, ResourceView seen) {
        return Optional.of(Response.status(status)
                .header(HttpHeaders.LOCATION, location)
                .tag(Etags.tag(seen))
                .entity(seen)
                .build());
    }

    private static Optional<Response> failed(URI location, ResourceView seen, String trace) {
        ErrorCode cause = seen.failure().known() ? seen.failure() : PlatformError.ENGINE_REFUSED;
        var reason = seen.statusReason() == null ? "It could not be made." : seen.statusReason();
        var problem = Problem.of(cause, reason).in(trace);
        return Optional.of(Response.status(cause.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.LOCATION, location)
                .entity(problem)
                .build());
    }

    /** One look; {@code last} when the caller's patience is over and there has to be an answer. */
    private interface Look {
        Optional<Response> at(boolean last);
    }
}
