package io.berth.balancer;

import io.berth.test.BerthStack;
import io.berth.test.ConventionsSuite;
import io.berth.test.Sample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.function.UnaryOperator;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
@QuarkusTestResource(ProxyStack.class)
class BalancerConventionsTest extends ConventionsSuite {
    private static final String NAMED = "{\"name\": \"%s\"}";

    @Override
    protected List<Sample> samples() {
        return List.of(
                Sample.of("/v1/balancers", NAMED::formatted)
                        .patch("{\"labels\": {\"team\": \"blue\"}}")
                        .invalid("an internal one without a network", with("\"scheme\": \"INTERNAL\""))
                        .invalid("an external one with a network", with("\"networks\": [\"web\"]"))
                        .invalid("a scheme that is none", with("\"scheme\": \"SIDEWAYS\"")),
                Sample.of("/v1/pools", NAMED::formatted)
                        .patch("{\"drainTimeout\": \"7s\"}")
                        .invalid("an algorithm that is not there yet", with("\"algorithm\": \"LEAST_RESPONSE_TIME\""))
                        .invalid("a protocol that is not there yet", with("\"protocol\": \"H2C\""))
                        .invalid("stickiness", with("\"stickiness\": {\"type\": \"COOKIE\"}"))
                        .invalid("a path that breaks out of its line", with("\"healthCheck\": {\"path\": \"/a\\nb\"}"))
                        .invalid("a path with a blank", with("\"healthCheck\": {\"path\": \"/a b\"}"))
                        .invalid("an endless drain", with("\"drainTimeout\": \"2h\"")),
                Sample.of("/v1/balancers/{balancer}/listeners", BalancerConventionsTest::listener)
                        .at(() -> "/v1/balancers/" + Api.ensure("/v1/balancers", "home", NAMED.formatted("home"))
                                + "/listeners")
                        .patch("{\"idleTimeout\": \"90s\"}")
                        .invalid("no port", with("\"protocol\": \"HTTP\""))
                        .invalid("TLS", with("\"protocol\": \"TLS\", \"port\": 443"))
                        .invalid("a host name", with("\"protocol\": \"HTTP\", \"port\": 80, \"address\": \"a b\""))
                        .invalid(
                                "a pool that is not there",
                                with("\"protocol\": \"HTTP\", \"port\": 80, \"pool\": \"no\"")),
                Sample.of("/v1/pools/{pool}/targets", BalancerConventionsTest::target)
                        .at(BalancerConventionsTest::targets)
                        .patch("{\"weight\": 3}")
                        .invalid("a host name", with("\"address\": \"example.org\", \"port\": 80"))
                        .invalid("half an address", with("\"address\": \"1:2:3\", \"port\": 80"))
                        .invalid("too heavy", with("\"address\": \"10.1.1.1\", \"port\": 80, \"weight\": 257"))
                        .invalid("no port", with("\"address\": \"10.1.1.1\"")));
    }

    private static UnaryOperator<String> with(String fields) {
        return name -> "{\"name\": \"" + name + "\", " + fields + "}";
    }

    private static String listener(String name) {
        int port = 10_000 + Math.floorMod(name.hashCode(), 40_000);
        return "{\"name\": \"%s\", \"protocol\": \"HTTP\", \"port\": %d}".formatted(name, port);
    }

    private static String target(String name) {
        return "{\"name\": \"%s\", \"address\": \"10.1.2.3\", \"port\": 8080}".formatted(name);
    }

    private static String targets() {
        var pool = Api.ensure("/v1/pools", "crowd", NAMED.formatted("crowd"));
        var balancer = Api.ensure("/v1/balancers", "home", NAMED.formatted("home"));
        Api.ensure("/v1/balancers/" + balancer + "/listeners", "to-crowd", """
                {"name": "to-crowd", "protocol": "HTTP", "port": 8099, "pool": "crowd"}""");
        return "/v1/pools/" + pool + "/targets";
    }
}
