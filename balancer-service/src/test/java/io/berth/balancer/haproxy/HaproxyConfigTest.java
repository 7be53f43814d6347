package io.berth.balancer.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HaproxyConfigTest {
    private static final ProxySettings SETTINGS =
            new ProxySettings("/run/berth/proxy", 1001, "haproxy", 1, 8000, Duration.ofMinutes(10));
    private static final Check HTTP =
            new Check("/health?deep=1", "200-299,401", Duration.ofSeconds(2), Duration.ofSeconds(1), 2, 3);
    private static final Check TCP = new Check(null, null, Duration.ofSeconds(2), Duration.ofSeconds(1), 2, 3);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void anEmptyBalancerStarts() throws IOException {
        assertGolden("empty.cfg", new ProxySetup("lb_1", List.of(), List.of()));
    }

    @Test
    void anHttpListenerSpreadsOverTheOpenServersOfItsPool() throws IOException {
        assertGolden("http.cfg", http(server("tgt_1", 31, true), server("tgt_2", 32, false)));
    }

    @Test
    void aTcpListenerPassesBytesThrough() throws IOException {
        var frontend = new Frontend("lis_2", 21, Mode.TCP, "*", 5432, "pool_2", Duration.ofMinutes(5), true);
        var backend = new Backend(
                "pool_2",
                22,
                Mode.TCP,
                Balance.LEAST_CONNECTIONS,
                TCP,
                Duration.ofMinutes(5),
                Duration.ofSeconds(20),
                List.of(new Server("tgt_3", 33, "fd00::5", 5432, 256, true, true)));
        assertGolden("tcp.cfg", new ProxySetup("lb_1", List.of(frontend), List.of(backend)));
    }

    @Test
    void targetsThatComeOrGoNeedNoReload() {
        var one = HaproxyConfig.digest(http(server("tgt_1", 31, true)), SETTINGS);

        assertThat(HaproxyConfig.digest(http(), SETTINGS)).isEqualTo(one);
        assertThat(HaproxyConfig.digest(http(server("tgt_1", 31, false), server("tgt_2", 32, true)), SETTINGS))
                .isEqualTo(one);
    }

    @Test
    void anotherListenerOrCheckNeedsOne() {
        var one = HaproxyConfig.digest(http(), SETTINGS);
        var setup = http();
        var slower = new Check("/health", "200", Duration.ofSeconds(9), Duration.ofSeconds(1), 2, 3);
        var backend = setup.backends().getFirst();
        var checkedSlower = new Backend(
                backend.name(),
                backend.number(),
                backend.mode(),
                backend.balance(),
                slower,
                backend.idleTimeout(),
                backend.slowStart(),
                List.of());

        assertThat(HaproxyConfig.digest(setup.withoutFrontends(), SETTINGS)).isNotEqualTo(one);
        assertThat(HaproxyConfig.digest(new ProxySetup("lb_1", setup.frontends(), List.of(checkedSlower)), SETTINGS))
                .isNotEqualTo(one);
    }

    @Test
    void theFileCarriesTheDigestThatTheProcessShows() {
        assertThat(HaproxyConfig.render(http(), SETTINGS))
                .contains("description berth-" + HaproxyConfig.digest(http(), SETTINGS));
    }

    @Test
    void aServerAddedAtRunTimeHasTheOptionsOfTheFile() {
        var setup = http(server("tgt_1", 31, true));

        assertThat(HaproxyConfig.render(setup, SETTINGS))
                .contains("server tgt_1 "
                        + ServerOptions.of(
                                server("tgt_1", 31, true), setup.backends().getFirst()));
    }

    private static ProxySetup http(Server... servers) {
        var frontend = new Frontend("lis_1", 11, Mode.HTTP, "127.0.0.1", 80, "pool_1", MINUTE, false);
        var backend = new Backend(
                "pool_1", 12, Mode.HTTP, Balance.ROUND_ROBIN, HTTP, MINUTE, Duration.ZERO, List.of(servers));
        return new ProxySetup("lb_1", List.of(frontend), List.of(backend));
    }

    private static Server server(String name, int number, boolean open) {
        return new Server(name, number, "10.0.0." + number, 8080, 100, false, open);
    }

    private static void assertGolden(String name, ProxySetup setup) throws IOException {
        try (var golden = HaproxyConfigTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(golden).as("golden file %s", name).isNotNull();
            assertThat(HaproxyConfig.render(setup, SETTINGS))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
