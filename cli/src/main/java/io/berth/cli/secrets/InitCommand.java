package io.berth.cli.secrets;

import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the installation's id, keys, tokens and passwords; safe to run at every start. */
@Command(name = "init", description = "Make the installation's secrets where they are missing.")
public final class InitCommand implements Runnable {
    @Option(
            names = "--store",
            description = "The store's directory.",
            defaultValue = "${BERTH_SECRETS:-/run/berth/init}")
    private Path store;

    @Option(
            names = "--handouts",
            description = "Directory with one directory per consumer.",
            defaultValue = "${BERTH_HANDOUTS:-/run/berth/handouts}")
    private Path handouts;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var outcome = new SecretStore(store, handouts, Clock.systemUTC()).ensure();
        spec.commandLine()
                .getErr()
                .println("installation=" + outcome.installation() + " secretsWritten=" + outcome.written());
    }
}
