package io.berth.function.instance;

import io.berth.engine.Engine;
import io.berth.engine.EngineException;
import io.berth.engine.FunctionInstanceSpec;
import io.berth.engine.Hosts;
import io.berth.engine.Limits;
import io.berth.engine.Owner;
import io.berth.function.FunctionConfig;
import io.berth.function.function.Runtime;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** An instance's container on its engine. */
@ApplicationScoped
class InstanceContainers {
    static final String KIND = "function-instance";
    private static final int LAST_LINES = 100;

    private final Hosts hosts;
    private final FunctionConfig config;
    private final String installation;
    private final Epoch epoch;
    private final RuntimeImages images;
    /** By host: an engine starts one container after the other, and its other callers wait as well. */
    private final Map<String, Semaphore> starts = new ConcurrentHashMap<>();

    InstanceContainers(
            Hosts hosts,
            FunctionConfig config,
            @ConfigProperty(name = "berth.installation") String installation,
            Epoch epoch,
            RuntimeImages images) {
        this.hosts = hosts;
        this.config = config;
        this.installation = installation;
        this.epoch = epoch;
        this.images = images;
    }

    /** @return its id on the engine */
    String make(Instance instance) {
        return oneOfFew(instance.site.host(), engine -> engine.createSystem(spec(instance)));
    }

    void start(Instance instance, String container) {
        oneOfFew(instance.site.host(), engine -> {
            engine.start(container);
            return container;
        });
    }

    void limit(Instance instance, int memoryMb) {
        engine(instance).updateLimits(instance.container, limits(memoryMb));
    }

    /** @return false while there is no container to remove */
    boolean remove(Instance instance) {
        if (instance.container == null) {
            return false;
        }
        if (instance.lastWords != null) {
            instance.lastWords.complete(lastWords(instance));
        }
        engine(instance).remove(instance.container);
        return true;
    }

    LogTail lastWords(Instance instance) {
        try {
            return LogTail.of(engine(instance).logTail(instance.container, LAST_LINES));
        } catch (EngineException e) {
            return LogTail.NONE;
        }
    }

    private interface Call {
        String on(Engine engine);
    }

    private String oneOfFew(String host, Call call) {
        var few =
                starts.computeIfAbsent(host, any -> new Semaphore(config.fleet().starts(), true));
        few.acquireUninterruptibly();
        try {
            return call.on(hosts.engine(host));
        } finally {
            few.release();
        }
    }

    private FunctionInstanceSpec spec(Instance instance) {
        var project = instance.pool.project();
        return new FunctionInstanceSpec(
                new Owner(project, KIND, instance.id, instance.pool.runtime().text(), epoch.number()),
                "berth-" + installation + "-" + instance.id.replace('_', '-'),
                images.of(instance.pool.runtime()),
                environment(instance),
                instance.site.network(),
                instance.address,
                instance.hostName,
                instance.site.serviceAddress(),
                limits(config.fleet().poolMemoryMb()));
    }

    private Map<String, String> environment(Instance instance) {
        var env = new HashMap<String, String>();
        env.put("AWS_LAMBDA_RUNTIME_API", instance.hostName + ":" + config.runtimePort());
        if (instance.pool.runtime() == Runtime.NODEJS_24) {
            env.put(
                    "NODE_OPTIONS",
                    "--max-old-space-size=" + Claim.heapMb(config.fleet().poolMemoryMb()));
        }
        return env;
    }

    private Limits limits(int memoryMb) {
        return new Limits(
                config.fleet().cpus(), (long) memoryMb << 20, config.fleet().pids());
    }

    private Engine engine(Instance instance) {
        return hosts.engine(instance.site.host());
    }
}
