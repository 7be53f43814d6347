package io.berth.cli;

import io.berth.cli.demo.Demo;
import io.berth.cli.secrets.InitCommand;
import io.berth.cli.status.StatusCommand;
import io.berth.cli.token.TokenCommand;
import io.berth.cli.topics.TopicsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point: {@code berth init|topics|token|status|demo …}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "berth",
        mixinStandardHelpOptions = true,
        version = "berth 0.1.0",
        description = "A small cloud on plain Docker hosts.",
        subcommands = {InitCommand.class, TopicsCommand.class, TokenCommand.class, StatusCommand.class, Demo.class})
public final class Berth implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        // Warnings only: the Kafka client logs its whole configuration at INFO.
        System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
        System.exit(commandLine().execute(arguments));
    }

    /** The command tree with Berth's way of reporting failures: one sentence on stderr, never a stack trace. */
    static CommandLine commandLine() {
        return new CommandLine(new Berth())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, result) -> {
                    command.getErr().println("berth: " + sentence(failure));
                    if (System.getenv("BERTH_DEBUG") != null) {
                        failure.printStackTrace(command.getErr());
                    }
                    return 1;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    private static String sentence(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
