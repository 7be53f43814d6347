package io.berth.cli.token;

import io.berth.cli.secrets.SecretDirectory;
import io.berth.cli.signing.SigningKey;
import io.berth.cli.signing.TokenClaims;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Prints the administrator's token, or signs a new one. The token alone goes to stdout. */
@Command(name = "token", description = "Print the administrator's token.")
public final class TokenCommand implements Runnable {
    private static final String PROJECT = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    enum Role {
        VIEWER,
        OPERATOR,
        ADMIN
    }

    @Option(
            names = "--store",
            scope = ScopeType.INHERIT,
            description = "The secret store's directory.",
            defaultValue = "${BERTH_SECRETS:-/run/berth/init}")
    private Path store;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        print(secret("admin.token"));
    }

    @Command(name = "create", description = "Sign a new token.")
    void create(
            @Option(names = "--role", required = true, description = "${COMPLETION-CANDIDATES}") Role role,
            @Option(names = "--project", defaultValue = "default", description = "Default: ${DEFAULT-VALUE}.")
                    String project,
            @Option(
                            names = "--expires",
                            defaultValue = "30d",
                            converter = TokenLife.class,
                            description = "90s, 15m, 12h or 30d. Default: ${DEFAULT-VALUE}.")
                    Duration expires,
            @Option(names = "--subject", description = "Who the token is for. Default: the role.") String subject) {
        if (!project.matches(PROJECT)) {
            throw new ParameterException(
                    spec.subcommands().get("create"), "'" + project + "' is no project name: use a DNS label");
        }
        var group = role.name().toLowerCase(java.util.Locale.ROOT);
        var now = Clock.systemUTC().instant();
        var claims = new TokenClaims(subject == null ? group : subject, List.of(group), project);
        print(SigningKey.fromPem(secret(SigningKey.FILE)).sign(claims, now, now.plus(expires)));
    }

    /** The installation's id: what every engine object of this suite is labelled with. */
    @Command(name = "installation", description = "Print the installation's id.")
    void installation() {
        print(secret("berth.installation"));
    }

    private String secret(String name) {
        return new SecretDirectory(store)
                .read(name)
                .orElseThrow(() -> new IllegalStateException("no secrets yet: run ./berth up first"));
    }

    private void print(String line) {
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
