package io.berth.engine.fake;

import io.berth.engine.AddressRange;
import io.berth.engine.Attachment;
import io.berth.engine.EngineException;
import io.berth.engine.EngineNetwork;
import io.berth.engine.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network and who is on it. As in the real engine a container has its address while it runs. Addresses are handed out in
 * order, from the second on, or from where the range begins.
 */
final class FakeNetwork {

    /** Stands for the container that the process under test would run in. */
    static final String SELF = "self";

    final String id;
    final String installation;
    final NetworkSpec spec;
    /** Container to the address it wants, if it wants one. */
    private final Map<String, Optional<String>> members = new LinkedHashMap<>();

    private final Map<String, String> leases = new LinkedHashMap<>();

    FakeNetwork(String id, String installation, NetworkSpec spec) {
        this.id = id;
        this.installation = installation;
        this.spec = spec;
    }

    boolean has(String container) {
        return members.containsKey(container);
    }

    boolean inUse() {
        return !leases.isEmpty();
    }

    Optional<String> address(String container) {
        return Optional.ofNullable(leases.get(container));
    }

    void join(String container, String wanted) {
        if (wanted != null && !subnet().contains(wanted)) {
            throw new EngineException(EngineException.Kind.REFUSED, wanted + " is not in " + subnet().cidr());
        }
        members.put(container, Optional.ofNullable(wanted));
    }

    boolean leave(String container) {
        release(container);
        return members.remove(container) != null;
    }

    /** The container starts. */
    void lease(String container) {
        if (!has(container)) {
            return;
        }
        String address = members.get(container).orElseGet(this::free);
        if (leases.containsValue(address)) {
            throw new EngineException(EngineException.Kind.CONFLICT, "Address already in use: " + address);
        }
        leases.put(container, address);
    }

    /** The container ends. */
    void release(String container) {
        leases.remove(container);
    }

    boolean overlaps(NetworkSpec other) {
        return spec.subnets().stream()
                .anyMatch(mine -> other.subnets().stream()
                        .anyMatch(theirs -> new AddressRange(mine.cidr()).overlaps(new AddressRange(theirs.cidr()))));
    }

    EngineNetwork view(Map<String, FakeContainer> containers) {
        List<Attachment> attachments = new ArrayList<>();
        leases.forEach((container, address) ->
                attachments.add(new Attachment(container, nameOf(container, containers), address)));
        return new EngineNetwork(
                id, spec.engineName(), spec.owner(), spec.driver(), spec.subnets(), spec.internal(), attachments);
    }

    private static String nameOf(String container, Map<String, FakeContainer> containers) {
        return container.equals(SELF) ? SELF : containers.get(container).name;
    }

    private AddressRange subnet() {
        return new AddressRange(spec.subnets().getFirst().cidr());
    }

    private String free() {
        String range = spec.subnets().getFirst().range();
        AddressRange from = range == null ? subnet() : new AddressRange(range);
        long most = from.size().longValueExact() - (range == null ? 1 : 0);
        for (long offset = range == null ? 2 : 0; offset < most; offset++) {
            String address = from.address(offset);
            if (!leases.containsValue(address)
                    && !address.equals(spec.subnets().getFirst().gateway())) {
                return address;
            }
        }
        throw new EngineException(EngineException.Kind.CONFLICT, "no available IPv4 addresses on " + spec.engineName());
    }
}
