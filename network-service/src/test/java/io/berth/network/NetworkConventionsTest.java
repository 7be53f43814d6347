package io.berth.network;

import io.berth.test.BerthStack;
import io.berth.test.ConventionsSuite;
import io.berth.test.FakeHosts;
import io.berth.test.Sample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class NetworkConventionsTest extends ConventionsSuite {
    @Inject
    FakeHosts hosts;

    @Override
    protected List<Sample> samples() {
        return List.of(
                Sample.of("/v1/networks", "{\"name\": \"%s\"}"::formatted)
                        .patch("{\"labels\": {\"team\": \"blue\"}}")
                        .invalid(
                                "a subnet with host bits",
                                "{\"name\": \"%s\", \"subnets\": [{\"cidr\": \"10.1.2.3/24\"}]}"::formatted)
                        .invalid("a driver that is none", "{\"name\": \"%s\", \"driver\": \"pigeon\"}"::formatted)
                        .invalid("a tiny MTU", "{\"name\": \"%s\", \"mtu\": 10}"::formatted),
                Sample.of("/v1/networks/{network}/endpoints", this::endpoint)
                        .at(() -> "/v1/networks/" + TestContainers.network("joined") + "/endpoints")
                        .invalid("no container", "{\"name\": \"%s\"}"::formatted)
                        .invalid("a stranger", "{\"name\": \"%s\", \"container\": \"nobody\"}"::formatted));
    }

    private String endpoint(String name) {
        var home = TestContainers.network("home-of-guests");
        var container = TestContainers.on(hosts.engine(), "c-" + Integer.toHexString(name.hashCode()), "default", home);
        return "{\"name\": \"%s\", \"container\": \"%s\"}".formatted(name, container);
    }
}
