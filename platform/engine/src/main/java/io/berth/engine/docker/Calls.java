package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Every call to the engine goes through here: with a deadline, translated failures and a timer {@code berth.engine.call}
 * (host, op, outcome).
 *
 * <p>docker-java ignores its response time-out on unix sockets. So a call runs on a virtual thread of its own; when time is
 * up, that thread is interrupted, which closes the socket channel it reads from (java.nio.channels.InterruptibleChannel),
 * and the connection is not used again. The engine may still finish what it began: TIMEOUT means "look before you repeat".
 */
final class Calls {

    private final String host;
    private final Connection connection;
    private final Duration deadline;
    private final MeterRegistry metrics;

    Calls(String host, Connection connection, Duration deadline, MeterRegistry metrics) {
        this.host = host;
        this.connection = connection;
        this.deadline = deadline;
        this.metrics = metrics;
    }

    <T> T call(String op, Function<DockerClient, T> work) {
        return call(op, deadline, work);
    }

    void run(String op, Consumer<DockerClient> work) {
        run(op, Duration.ZERO, work);
    }

    /** @param extra on top of the usual deadline, for work that the engine is told to take so long for */
    void run(String op, Duration extra, Consumer<DockerClient> work) {
        call(op, deadline.plus(extra), client -> {
            work.accept(client);
            return op;
        });
    }

    <T> T call(String op, Duration limit, Function<DockerClient, T> work) {
        long began = System.nanoTime();
        String outcome = "ok";
        try {
            return within(op, limit, work);
        } catch (EngineException e) {
            outcome = e.kind().name().toLowerCase(Locale.ROOT);
            if (e.kind() == Kind.UNAVAILABLE) {
                connection.forgetVersion();
            }
            throw e;
        } finally {
            metrics.timer("berth.engine.call", "host", host, "op", op, "outcome", outcome)
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    private <T> T within(String op, Duration limit, Function<DockerClient, T> work) {
        FutureTask<T> task = new FutureTask<>(() -> work.apply(connection.client()));
        Thread.ofVirtual().name("engine-" + host + "-" + op).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new EngineException(Kind.TIMEOUT, op + ": no answer from " + host + " within " + limit, e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.TIMEOUT, op + ": interrupted", e);
        } catch (ExecutionException e) {
            throw Failures.translated(op, e.getCause());
        }
    }
}
