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

/** A network and who is on it. Addresses are handed out in order, from the second on, or where the range begins. */
final class FakeNetwork {

    final String id;
    final NetworkSpec spec;
    /** Container to its address, running or not. */
    final Map<String, String> members = new LinkedHashMap<>();

    FakeNetwork(String id, NetworkSpec spec) {
        this.id = id;
        this.spec = spec;
    }

    String attach(String container, String wanted) {
        String address = wanted == null ? free() : wanted;
        if (members.containsValue(address)) {
            throw new EngineException(EngineException.Kind.CONFLICT, "Address already in use: " + address);
        }
        if (!range().contains(address)) {
            throw new EngineException(EngineException.Kind.REFUSED, address + " is not in " + range().cidr());
        }
        members.put(container, address);
        return address;
    }

    boolean overlaps(NetworkSpec other) {
        return spec.subnets().stream()
                .anyMatch(mine -> other.subnets().stream()
                        .anyMatch(theirs -> new AddressRange(mine.cidr()).overlaps(new AddressRange(theirs.cidr()))));
    }

    EngineNetwork view(Map<String, FakeContainer> containers) {
        List<Attachment> attachments = new ArrayList<>();
        members.forEach((container, address) -> {
            FakeContainer member = containers.get(container);
            if (member != null && member.running()) {
                attachments.add(new Attachment(container, member.name, address));
            }
        });
        return new EngineNetwork(
                id, spec.engineName(), spec.owner(), spec.driver(), spec.subnets(), spec.internal(), attachments);
    }

    private AddressRange range() {
        return new AddressRange(spec.subnets().getFirst().cidr());
    }

    private String free() {
        String range = spec.subnets().getFirst().range();
        AddressRange from = range == null ? range() : new AddressRange(range);
        for (long offset = range == null ? 2 : 0; offset < from.size().longValueExact(); offset++) {
            String address = from.address(offset);
            if (!members.containsValue(address)) {
                return address;
            }
        }
        throw new EngineException(EngineException.Kind.CONFLICT, "no available IPv4 addresses on " + spec.engineName());
    }
}
