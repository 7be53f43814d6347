package io.berth.function.invocation;

import io.berth.function.function.Deployment;
import io.berth.function.function.FunctionError;
import io.berth.function.function.Functions;
import io.berth.function.instance.Ending;
import io.berth.function.instance.Fleet;
import io.berth.function.instance.Invocation;
import io.berth.outbox.Origin;
import io.berth.web.PlatformError;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Invokes functions and waits for what becomes of it. */
@ApplicationScoped
class InvocationService {
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String LATEST = "$LATEST";

    private final Functions functions;
    private final Fleet fleet;
    private final Ledger ledger;
    private final InvocationRepository invocations;

    InvocationService(Functions functions, Fleet fleet, Ledger ledger, InvocationRepository invocations) {
        this.functions = functions;
        this.fleet = fleet;
        this.ledger = ledger;
        this.invocations = invocations;
    }

    /**
     * An invocation that is over.
     *
     * @param measured null when nothing ran
     */
    record Done(String requestId, Ending ending, Measured measured) {}

    /**
     * @param payload JSON; an empty one is an empty object, as on AWS Lambda
     * @throws ProblemException 404 for an unknown function or qualifier, 409 when it cannot be invoked now
     */
    Done invoke(String ref, String qualifier, byte[] payload, Origin origin) {
        var function = functions.require(origin.project(), ref);
        if (qualifier != null && !qualifier.equals(LATEST)) {
            throw new ProblemException(
                    FunctionError.QUALIFIER_NOT_FOUND, "%s has no %s.".formatted(function.name(), qualifier));
        }
        var body = payload == null || payload.length == 0 ? NOTHING : payload;
        var invocation =
                new Invocation(UUID.randomUUID().toString(), function, body, origin.correlationId(), System.nanoTime());
        fleet.submit(invocation);
        return done(invocation, await(invocation), function, origin);
    }

    @Transactional
    InvocationView view(String ref, String requestId, String project) {
        var function = functions.requireId(project, ref);
        return invocations
                .find(function, requestId)
                .map(InvocationView::of)
                .orElseThrow(() -> new ProblemException(
                        InvocationError.INVOCATION_NOT_FOUND,
                        "%s has no invocation %s, or not any more.".formatted(ref, requestId)));
    }

    private Done done(Invocation invocation, Ending ending, Deployment function, Origin origin) {
        var measured = ending.outcome().ran() ? ledger.record(invocation.id(), function, ending, origin) : null;
        return new Done(invocation.id(), ending, measured);
    }

    private static Ending await(Invocation invocation) {
        try {
            return invocation.ending().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(PlatformError.UNAVAILABLE, "The service is stopping.").causedBy(e);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an invocation's ending is never an exception", impossible);
        }
    }
}
