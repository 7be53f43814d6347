package io.berth.function.instance;

import io.berth.web.Ids;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Each instance has an address of its own, until its container is gone: requests from there are its own. */
final class Addresses {
    private final Map<String, Instance> holders = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();

    Optional<Instance> holder(String address) {
        return Optional.ofNullable(holders.get(address));
    }

    /** A new instance at a free address of the pool's site; none when all are taken. An address rests as long as can be. */
    Optional<Instance> take(Pool pool, long now) {
        var range = pool.site.addresses();
        long size = range.size().longValueExact();
        long before = last.getOrDefault(range.cidr(), 0L);
        for (long step = 1; step <= size; step++) {
            long offset = (before + step) % size;
            var address = range.address(offset);
            // The last one of a subnet is its broadcast address.
            if (offset != size - 1 && !holders.containsKey(address)) {
                var instance = new Instance(Ids.next("fi"), pool.key, pool.site, address, now);
                holders.put(address, instance);
                last.put(range.cidr(), offset);
                return Optional.of(instance);
            }
        }
        return Optional.empty();
    }

    void free(Instance instance) {
        holders.remove(instance.address, instance);
    }
}
