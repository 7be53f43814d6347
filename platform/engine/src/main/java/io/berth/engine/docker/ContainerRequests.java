package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HealthCheck;
import io.berth.engine.ContainerSpec;
import io.berth.engine.FirewallSpec;
import io.berth.engine.FunctionInstanceSpec;
import io.berth.engine.NetworkAttachment;
import io.berth.engine.ProxySpec;
import io.berth.engine.ToolSpec;
import io.berth.engine.ToolboxSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From a checked spec to the engine's create request; host configuration by {@link Confinement}. */
final class ContainerRequests {

    private ContainerRequests() {}

    static CreateContainerCmd user(DockerClient client, ContainerSpec spec, Map<String, String> labels) {
        CreateContainerCmd request = base(client, spec.engineName(), spec.image(), labels)
                .withEnv(variables(spec.env()))
                .withStopTimeout(Math.toIntExact(Math.max(1, spec.stopGrace().toSeconds())))
                .withHostConfig(Confinement.user(spec));
        if (!spec.command().isEmpty()) {
            request.withCmd(spec.command());
        }
        if (!spec.entrypoint().isEmpty()) {
            request.withEntrypoint(spec.entrypoint());
        }
        if (spec.user() != null) {
            request.withUser(spec.user());
        }
        if (spec.healthCheck() != null) {
            request.withHealthcheck(healthCheck(spec.healthCheck()));
        }
        if (!spec.networks().isEmpty()) {
            firstNetwork(request, spec.networks().getFirst());
        }
        return request;
    }

    static CreateContainerCmd proxy(DockerClient client, ProxySpec spec, Map<String, String> labels) {
        CreateContainerCmd request =
                base(client, spec.engineName(), spec.image(), labels).withHostConfig(Confinement.proxy(spec));
        if (!spec.command().isEmpty()) {
            request.withCmd(spec.command());
        }
        if (!spec.onHostNetwork() && spec.alias() != null) {
            request.withAliases(spec.alias());
        }
        return request;
    }

    static CreateContainerCmd functionInstance(
            DockerClient client, FunctionInstanceSpec spec, Map<String, String> labels) {
        CreateContainerCmd request = base(client, spec.engineName(), spec.image(), labels)
                .withEnv(variables(spec.env()))
                .withUser(FunctionInstanceSpec.USER + ":" + FunctionInstanceSpec.USER)
                .withHostConfig(Confinement.functionInstance(spec));
        spec.attachments().forEach(network -> firstNetwork(request, network));
        return request;
    }

    static CreateContainerCmd toolbox(DockerClient client, ToolboxSpec spec, Map<String, String> labels) {
        return tool(client, spec, labels).withHostConfig(Confinement.toolbox(spec));
    }

    static CreateContainerCmd firewall(DockerClient client, FirewallSpec spec, Map<String, String> labels) {
        return tool(client, spec, labels).withHostConfig(Confinement.firewall(spec));
    }

    private static CreateContainerCmd tool(DockerClient client, ToolSpec spec, Map<String, String> labels) {
        return base(client, spec.engineName(), spec.image(), labels)
                .withCmd(spec.command())
                .withUser("0:0")
                .withAttachStdin(true)
                .withStdinOpen(true)
                .withStdInOnce(true);
    }

    private static List<String> variables(Map<String, String> env) {
        return env.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    private static CreateContainerCmd base(DockerClient client, String name, String image, Map<String, String> labels) {
        return client.createContainerCmd(image).withName(name).withLabels(labels);
    }

    private static void firstNetwork(CreateContainerCmd request, NetworkAttachment network) {
        if (!network.aliases().isEmpty()) {
            request.withAliases(network.aliases());
        }
        if (network.ipv4() != null) {
            request.withIpv4Address(network.ipv4());
        }
    }

    private static HealthCheck healthCheck(io.berth.engine.HealthCheck check) {
        List<String> test = new ArrayList<>(check.command());
        test.addFirst("CMD");
        return new HealthCheck()
                .withTest(test)
                .withInterval(nanos(check.interval()))
                .withTimeout(nanos(check.timeout()))
                .withStartPeriod(nanos(check.startPeriod()))
                .withRetries(check.retries());
    }

    private static Long nanos(Duration duration) {
        return duration.toNanos();
    }
}
