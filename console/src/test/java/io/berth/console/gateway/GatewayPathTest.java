package io.berth.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayPathTest {

    @Test
    void theRestIsPassedOnAsItCame() {
        assertThat(GatewayPath.of("/api/image/v1/repositories/default%2Fapp/tags"))
                .contains(new GatewayPath("image", "/v1/repositories/default%2Fapp/tags"));
        assertThat(GatewayPath.of("/api/scaler/v1/groups/a..b")).contains(new GatewayPath("scaler", "/v1/groups/a..b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/image/../network/v1/networks",
                "/api/image/v1/%2e%2e/secret",
                "/api/image/v1/%2E%2E%2Fsecret",
                "/api/image/v1/..;x=1/secret",
                "/api/image/v1/..%5csecret",
                "/api/image/v1\\..\\secret",
                "/api/image//elsewhere/v1",
                "/api/image/v1/./secret",
                "/api/image/v1/%0d%0aHost:evil",
                "/api/image/v1/%zz",
                "/api/image",
                "/q/health"
            })
    void aPathThatLeavesTheServiceIsNoPath(String path) {
        assertThat(GatewayPath.of(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/image/v2/",
                "/api/image/v2/default/app/manifests/1",
                "/api/image/token",
                "/api/function/fn/default/hello/a",
                "/api/function/2015-03-31/functions/hello/invocations",
                "/api/network/q/health/ready"
            })
    void aServiceJudgesWhomItKnowsBetter(String path) {
        assertThat(GatewayPath.of(path)).get().matches(GatewayPath::isForTheServiceToJudge);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/image/v1/repositories",
                "/api/image/v2x",
                "/api/image/tokens",
                "/api/network/v2/",
                "/api/function/v1/functions",
                "/api/network/q/metrics"
            })
    void everythingElseNeedsATokenOfBerth(String path) {
        assertThat(GatewayPath.of(path)).get().matches(found -> !found.isForTheServiceToJudge());
    }
}
