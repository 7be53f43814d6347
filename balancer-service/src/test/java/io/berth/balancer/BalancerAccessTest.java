package io.berth.balancer;

import static java.util.Map.entry;

import io.berth.test.Access;
import io.berth.test.AccessSuite;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
@QuarkusTestResource(ProxyStack.class)
class BalancerAccessTest extends AccessSuite {
    @Override
    protected Map<String, Access> access() {
        return Map.ofEntries(
                entry("GET /v1/balancers", Access.VIEWER),
                entry("POST /v1/balancers", Access.OPERATOR),
                entry("GET /v1/balancers/{ref}", Access.VIEWER),
                entry("PATCH /v1/balancers/{ref}", Access.OPERATOR),
                entry("DELETE /v1/balancers/{ref}", Access.OPERATOR),
                entry("GET /v1/balancers/{ref}/stats", Access.VIEWER),
                entry("GET /v1/balancers/{balancer}/listeners", Access.VIEWER),
                entry("POST /v1/balancers/{balancer}/listeners", Access.OPERATOR),
                entry("GET /v1/balancers/{balancer}/listeners/{ref}", Access.VIEWER),
                entry("PATCH /v1/balancers/{balancer}/listeners/{ref}", Access.OPERATOR),
                entry("DELETE /v1/balancers/{balancer}/listeners/{ref}", Access.OPERATOR),
                entry("GET /v1/listeners", Access.VIEWER),
                entry("GET /v1/listeners/{ref}", Access.VIEWER),
                entry("PATCH /v1/listeners/{ref}", Access.OPERATOR),
                entry("DELETE /v1/listeners/{ref}", Access.OPERATOR),
                entry("GET /v1/pools", Access.VIEWER),
                entry("POST /v1/pools", Access.OPERATOR),
                entry("GET /v1/pools/{ref}", Access.VIEWER),
                entry("PATCH /v1/pools/{ref}", Access.OPERATOR),
                entry("DELETE /v1/pools/{ref}", Access.OPERATOR),
                entry("GET /v1/pools/{pool}/targets", Access.VIEWER),
                entry("POST /v1/pools/{pool}/targets", Access.OPERATOR),
                entry("GET /v1/pools/{pool}/targets/{ref}", Access.VIEWER),
                entry("PATCH /v1/pools/{pool}/targets/{ref}", Access.OPERATOR),
                entry("DELETE /v1/pools/{pool}/targets/{ref}", Access.OPERATOR));
    }
}
