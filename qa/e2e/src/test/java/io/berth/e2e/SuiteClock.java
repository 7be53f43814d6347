package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The clock that the suite's containers see: libfaketime in each, with an offset in a file. The machine's own clock is
 * never touched. Files keep their real times, and pauses are not stretched, as when a clock is set. (Its mending of waits
 * on the monotonic clock is for older C libraries; with today's, waits of the JVM would return at once.)
 */
final class SuiteClock implements AutoCloseable {

    private static final List<String> SERVICES =
            List.of("postgres", "kafka", "image", "network", "volume", "balancer", "scaler", "function", "console");
    private static final String VOLUME = Suite.composeProject() + "_e2e-clock";
    private static final String IMAGE = Suite.composeProject() + "/e2e-clock";
    private static final String SETTINGS = """
              %s:
                environment:
                  LD_PRELOAD: /clock/libfaketime.so.1
                  FAKETIME_TIMESTAMP_FILE: /clock/offset
                  FAKETIME_CACHE_DURATION: "1"
                  FAKETIME_DONT_FAKE_MONOTONIC: "1"
                  FAKETIME_FORCE_MONOTONIC_FIX: "0"
                  NO_FAKE_STAT: "1"
                volumes: [clock:/clock:ro]
            """;

    private final Composed suite;

    /** Makes the suite's containers anew, with a clock that can be set. */
    SuiteClock() {
        Commands.Result made = Commands.attempt(
                "FROM " + Suite.baseImage()
                        + "\nRUN apt-get update && apt-get install -y --no-install-recommends libfaketime\n",
                "docker",
                "build",
                "--quiet",
                "--tag",
                IMAGE,
                "-");
        assertThat(made.ok()).as(made.err()).isTrue();
        run("cp /usr/lib/*/faketime/libfaketime.so.1 /clock/ && echo +0 > /clock/offset");
        String services = SERVICES.stream().map(SETTINGS::formatted).collect(Collectors.joining());
        suite = new Composed(
                SERVICES, "services:\n" + services + "volumes:\n  clock: { name: " + VOLUME + ", external: true }\n");
    }

    /** @param offset from the machine's clock, {@code +1h} */
    void set(String offset) {
        run("echo " + offset + " > /clock/next && mv /clock/next /clock/offset");
    }

    private static void run(String script) {
        Commands.run(
                "docker",
                "run",
                "--rm",
                "--network",
                "none",
                "--volume",
                VOLUME + ":/clock",
                IMAGE,
                "sh",
                "-c",
                script);
    }

    @Override
    public void close() {
        suite.close();
        Commands.run("docker", "volume", "rm", VOLUME);
        Commands.run("docker", "image", "rm", IMAGE);
    }
}
