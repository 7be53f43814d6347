package io.berth.function.function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.berth.function.FunctionConfig;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import io.berth.web.Tenant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is to be run, kept in memory: an invocation asks no database. Every change is made in this process and forgets what
 * is kept.
 */
@ApplicationScoped
public class Functions {
    private final FunctionRepository functions;
    private final Seal seal;
    private final Tenant tenant;
    private final Map<Ref, Deployment> deployments = new ConcurrentHashMap<>();
    private final Cache<String, byte[]> archives;
    private final AtomicLong changes = new AtomicLong();

    private record Ref(String project, String ref) {}

    Functions(FunctionRepository functions, Seal seal, Tenant tenant, FunctionConfig config) {
        this.functions = functions;
        this.seal = seal;
        this.tenant = tenant;
        this.archives = Caffeine.newBuilder()
                .maximumWeight(config.limits().codeCache().asLongValue())
                .weigher((String digest, byte[] zip) -> zip.length)
                .build();
    }

    /**
     * @param ref id or name
     * @throws ProblemException 404, or 409 when it cannot be invoked now
     */
    public Deployment require(String project, String ref) {
        var key = new Ref(project, ref);
        var known = deployments.get(key);
        if (known != null) {
            return known;
        }
        var before = changes.get();
        var read = tenant.call(project, () -> QuarkusTransaction.requiringNew().call(() -> read(ref)));
        if (changes.get() == before) {
            deployments.put(key, read);
        }
        return read;
    }

    /** @throws ProblemException 404 */
    public String requireId(String project, String ref) {
        return tenant.call(
                project,
                () -> QuarkusTransaction.requiringNew()
                        .call(() -> functions.requireRef(ref).id()));
    }

    /** The archive of that deployment, or of a newer one when it was replaced meanwhile. */
    public byte[] code(Deployment deployment) {
        return archives.get(
                deployment.id() + "@" + deployment.codeSha256(),
                any -> tenant.call(
                        Tenant.ROOT,
                        () -> QuarkusTransaction.requiringNew().call(() -> functions.code(deployment.id()))));
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) FunctionTouched touched) {
        changes.incrementAndGet();
        deployments.values().removeIf(known -> known.id().equals(touched.function()));
    }

    private Deployment read(String ref) {
        var function = functions.requireRef(ref);
        var usable = function.deployedGeneration > 0
                && (function.status() == ResourceStatus.READY || function.status() == ResourceStatus.PENDING);
        if (!usable) {
            throw new ProblemException(
                    FunctionError.FUNCTION_NOT_READY,
                    "%s is %s%s."
                            .formatted(
                                    function.name(),
                                    function.status(),
                                    function.statusReason() == null ? "" : ": " + function.statusReason()));
        }
        return deployment(function);
    }

    private Deployment deployment(Function function) {
        var env = new HashMap<>(function.env);
        function.secrets.forEach((name, value) ->
                env.put(name, seal.open(FunctionService.owner(function.id(), name), value)));
        return new Deployment(
                function.id(),
                function.project(),
                function.name(),
                function.runtime,
                function.handler,
                function.memoryMb,
                function.timeout(),
                function.maxInstances,
                Map.copyOf(env),
                function.codeSha256,
                function.generation());
    }
}
