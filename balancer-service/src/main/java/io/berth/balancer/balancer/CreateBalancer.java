package io.berth.balancer.balancer;

import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import java.util.List;
import java.util.Map;

/**
 * @param scheme {@code EXTERNAL} when absent
 * @param networks names of networks, for {@code INTERNAL} only
 */
record CreateBalancer(
        @ResourceName String name,
        @ResourceLabels Map<String, String> labels,
        Scheme scheme,
        List<@ResourceName String> networks) {

    CreateBalancer {
        scheme = scheme == null ? Scheme.EXTERNAL : scheme;
        networks = networks == null ? List.of() : networks;
    }
}
