package io.berth.function.instance;

import io.berth.engine.EngineException;
import io.berth.engine.Hosts;
import io.berth.function.FunctionConfig;
import io.berth.function.function.Runtime;
import jakarta.enterprise.context.ApplicationScoped;

/** The images that instances are made of: built with the suite, never pulled. */
@ApplicationScoped
public class RuntimeImages {
    private final FunctionConfig config;
    private final Hosts hosts;

    RuntimeImages(FunctionConfig config, Hosts hosts) {
        this.config = config;
        this.hosts = hosts;
    }

    /** @throws EngineException NOT_FOUND when the host does not have the runtime's image */
    public void require(String host, Runtime runtime) {
        if (!hosts.engine(host).hasImage(of(runtime))) {
            throw new EngineException(EngineException.Kind.NOT_FOUND, host + " does not have the image " + of(runtime));
        }
    }

    String of(Runtime runtime) {
        return switch (runtime) {
            case NODEJS_24 -> config.nodeImage();
            case PYTHON_3_13 -> config.pythonImage();
        };
    }
}
