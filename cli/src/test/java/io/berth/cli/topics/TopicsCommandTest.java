package io.berth.cli.topics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TopicsCommandTest {
    @Test
    void aKafkaThatCannotBeFoundIsSaidWithTheReason(@TempDir Path secrets) throws Exception {
        Files.writeString(secrets.resolve("admin.password"), "x");
        var command = CommandLine.populateCommand(
                new TopicsCommand(),
                "--bootstrap",
                "no-such-host.invalid:9092",
                "--secrets",
                secrets.toString(),
                "--wait",
                "1");

        assertThatThrownBy(command::run)
                .hasMessageContaining("no-such-host.invalid:9092 did not take the topics within 1 s: KafkaException")
                .hasMessageContaining("No resolvable bootstrap urls");
    }
}
