package io.berth.e2e;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** How big the suite is: printed, not asserted. */
@Order(9)
class SizesE2E {

    @Test
    void theMemoryOfTheSuiteIsPrinted() {
        List<String> containers =
                Engine.lines("ps", "--quiet", "--filter", "label=com.docker.compose.project=" + Suite.composeProject());
        String[] command = new String[containers.size() + 4];
        String[] stats = {"stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}"};
        System.arraycopy(stats, 0, command, 0, stats.length);
        for (int i = 0; i < containers.size(); i++) {
            command[stats.length + i] = containers.get(i);
        }
        Engine.lines(command).forEach(System.out::println);
    }
}
