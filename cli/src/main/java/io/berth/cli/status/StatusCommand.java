package io.berth.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Health of all services. Exit code 0 only when every one is up. */
@Command(name = "status", description = "Show the services' health.")
public final class StatusCommand implements Callable<Integer> {
    enum Output {
        TABLE,
        JSON
    }

    @Option(
            names = "--services",
            required = true,
            description = "name=url|address, comma separated.",
            defaultValue = "${BERTH_SERVICES}")
    private String services;

    @Option(
            names = {"-o", "--output"},
            description = "${COMPLETION-CANDIDATES}",
            defaultValue = "TABLE")
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        var health = new HealthProbe().probe(ServiceEndpoint.parse(services));
        var out = spec.commandLine().getOut();
        switch (output) {
            case TABLE -> out.print(StatusTable.of(health));
            case JSON ->
                out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(health));
        }
        out.flush();
        return health.stream().allMatch(ServiceHealth::up) ? 0 : 1;
    }
}
