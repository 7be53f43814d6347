package io.berth.function.instance;

import io.berth.engine.AddressRange;
import io.berth.function.function.Runtime;
import java.util.Set;

/**
 * Where a project's instances are put: its function network, once that is up.
 *
 * @param network engine name
 * @param serviceAddress at which this service answers there
 * @param addresses for instances
 * @param runtimes of which the project has a function
 */
public record Site(
        String project,
        String host,
        String network,
        String serviceAddress,
        AddressRange addresses,
        Set<Runtime> runtimes) {

    /** The same without functions. */
    Site without() {
        return new Site(project, host, network, serviceAddress, addresses, Set.of());
    }
}
