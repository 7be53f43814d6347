package io.berth.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.signing.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TokenCommandTest {
    @TempDir
    private Path store;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theTokenAloneIsPrinted() throws IOException {
        var key = SigningKey.generate();
        Files.writeString(store.resolve(SigningKey.FILE), key.privatePem());

        var code = run("create", "--role", "viewer", "--project", "shop", "--expires", "2h");

        assertThat(code).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(Duration.between(
                        Instant.now(), key.expiryOf(out.toString().strip()).orElseThrow()))
                .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120));
    }

    @Test
    void unknownRolesProjectsAndDurationsAreRefusedAsUsage() {
        assertThat(run("create", "--role", "king")).isEqualTo(2);
        assertThat(run("create", "--role", "viewer", "--expires", "soon")).isEqualTo(2);
        assertThat(run("create", "--role", "viewer", "--project", "*")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        var line = new CommandLine(new TokenCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        var all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--store";
        all[arguments.length + 1] = store.toString();
        return line.execute(all);
    }
}
