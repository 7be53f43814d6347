package io.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.berth.engine.ContainerSpec;
import io.berth.engine.FirewallSpec;
import io.berth.engine.FunctionInstanceSpec;
import io.berth.engine.HealthCheck;
import io.berth.engine.Limits;
import io.berth.engine.NetworkAttachment;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.ProxySpec;
import io.berth.engine.ToolboxSpec;
import io.berth.engine.VolumeMount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole of what is sent, key by key: a key that is not here (Devices, Binds, PidMode, Sysctls, PortBindings, …) is not
 * sent, whatever the spec says.
 */
class ConfinementTest {

    private static final Owner OWNER = new Owner("default", "instance", "i_1", "web-1", 1);
    private static final ObjectMapper JSON = DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix:///nonexistent")
            .build()
            .getObjectMapper();

    @Test
    void aUsersContainerGetsWallsAndNothingElse() throws Exception {
        assertThat(sent(Confinement.user(fullest()))).isEqualTo(JSON.readTree("""
                                {
                                  "Privileged": false, "CapDrop": ["ALL"], "SecurityOpt": ["no-new-privileges:true"],
                                  "IpcMode": "private", "CgroupnsMode": "private", "NetworkMode": "net-1",
                                  "PublishAllPorts": false, "Init": true,
                                  "Memory": 67108864, "MemorySwap": 67108864, "CpuPeriod": 100000, "CpuQuota": 50000, "PidsLimit": 100,
                                  "RestartPolicy": {"Name": "", "MaximumRetryCount": 0},
                                  "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m", "max-file": "3"}},
                                  "ReadonlyRootfs": true, "Tmpfs": {"/tmp": "rw,nosuid,nodev,noexec,size=64m,mode=1777"},
                                  "Mounts": [{"Type": "volume", "Source": "vol-1", "Target": "/data", "ReadOnly": true}]
                                }"""));
    }

    @Test
    void aContainerWithoutNetworksHasNone() throws Exception {
        ContainerSpec spec = ContainerSpec.of(OWNER, "web", "app", List.of());

        assertThat(sent(Confinement.user(spec)).get("NetworkMode").asText()).isEqualTo("none");
    }

    @Test
    void aProxysDoorsAreTheDocumentedOnes() throws Exception {
        ProxySpec spec = new ProxySpec(
                OWNER, "proxy", "berth/proxy", List.of(), "berth_proxy", "/run/berth/proxy", List.of(), null, null);

        assertThat(sent(Confinement.proxy(spec))).isEqualTo(JSON.readTree("""
                                {
                                  "Privileged": false, "CapDrop": ["ALL"],
                                  "CapAdd": ["NET_BIND_SERVICE", "SETUID", "SETGID", "KILL"],
                                  "SecurityOpt": ["no-new-privileges:true"],
                                  "IpcMode": "private", "CgroupnsMode": "private", "NetworkMode": "host",
                                  "PublishAllPorts": false,
                                  "Memory": 536870912, "MemorySwap": 536870912, "CpuPeriod": 100000, "CpuQuota": 100000, "PidsLimit": 512,
                                  "RestartPolicy": {"Name": "unless-stopped", "MaximumRetryCount": 0},
                                  "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m", "max-file": "3"}},
                                  "ReadonlyRootfs": true, "Tmpfs": {"/tmp": "rw,nosuid,nodev,noexec,size=64m,mode=1777"},
                                  "Mounts": [{"Type": "volume", "Source": "berth_proxy", "Target": "/run/berth/proxy", "ReadOnly": false}]
                                }"""));
    }

    @Test
    void aFunctionInstanceHasNoDoorButItsCode() throws Exception {
        FunctionInstanceSpec spec = new FunctionInstanceSpec(
                OWNER, "fn", "berth/node", null, "fn-net", "10.1.2.3", "fi-1.runtime.internal", "10.1.2.2", null);

        assertThat(sent(Confinement.functionInstance(spec))).isEqualTo(JSON.readTree("""
                                {
                                  "Privileged": false, "CapDrop": ["ALL"],
                                  "SecurityOpt": ["no-new-privileges:true"],
                                  "IpcMode": "private", "CgroupnsMode": "private", "NetworkMode": "fn-net",
                                  "PublishAllPorts": false, "Init": true,
                                  "Memory": 536870912, "MemorySwap": 536870912, "CpuPeriod": 100000, "CpuQuota": 100000, "PidsLimit": 512,
                                  "RestartPolicy": {"Name": "", "MaximumRetryCount": 0},
                                  "LogConfig": {"Type": "json-file", "Config": {"max-size": "256k", "max-file": "1"}},
                                  "ReadonlyRootfs": true, "Dns": ["127.0.0.1"], "DnsOptions": ["timeout:1", "attempts:1"], "ExtraHosts": ["fi-1.runtime.internal:10.1.2.2"],
                                  "Tmpfs": {
                                    "/tmp": "rw,nosuid,nodev,noexec,size=64m,mode=1777",
                                    "/var/task": "rw,nosuid,nodev,exec,size=256m,uid=1001,gid=1001,mode=0755"
                                  }
                                }"""));
    }

    @Test
    void aToolThatLooksCannotChangeAndOneThatChangesReachesNothingElse() throws Exception {
        var looks = sent(Confinement.toolbox(tool(ToolboxSpec.Access.LOOK)));
        var changes = sent(Confinement.toolbox(tool(ToolboxSpec.Access.CHANGE)));

        assertThat(looks).isEqualTo(JSON.readTree("""
                                {
                                  "Privileged": false, "CapDrop": ["ALL"], "CapAdd": ["DAC_READ_SEARCH"],
                                  "SecurityOpt": ["no-new-privileges:true"],
                                  "IpcMode": "private", "CgroupnsMode": "private", "NetworkMode": "none",
                                  "PublishAllPorts": false, "Init": true,
                                  "Memory": 536870912, "MemorySwap": 536870912, "CpuPeriod": 100000, "CpuQuota": 100000, "PidsLimit": 512,
                                  "RestartPolicy": {"Name": "", "MaximumRetryCount": 0},
                                  "LogConfig": {"Type": "none"},
                                  "ReadonlyRootfs": true,
                                  "Mounts": [{"Type": "volume", "Source": "vol-1", "Target": "/volume", "ReadOnly": true}]
                                }"""));
        assertThat(changes.at("/CapAdd"))
                .isEqualTo(JSON.readTree("[\"CHOWN\", \"DAC_OVERRIDE\", \"FOWNER\", \"FSETID\"]"));
        assertThat(changes.at("/Mounts/0/ReadOnly").asBoolean()).isFalse();
        assertThat(changes.at("/ReadonlyRootfs").asBoolean()).isTrue();
    }

    @Test
    void aFirewallChangesTheHostsNetworkAndNothingElseOfTheHost() throws Exception {
        var firewall = sent(
                Confinement.firewall(new FirewallSpec(OWNER, "firewall-1", "berth/firewall", List.of("apply"), null)));

        assertThat(firewall).isEqualTo(JSON.readTree("""
                                {
                                  "Privileged": false, "CapDrop": ["ALL"], "CapAdd": ["NET_ADMIN"],
                                  "SecurityOpt": ["no-new-privileges:true"],
                                  "IpcMode": "private", "CgroupnsMode": "private", "NetworkMode": "host",
                                  "PublishAllPorts": false, "Init": true,
                                  "Memory": 536870912, "MemorySwap": 536870912, "CpuPeriod": 100000, "CpuQuota": 100000, "PidsLimit": 512,
                                  "RestartPolicy": {"Name": "", "MaximumRetryCount": 0},
                                  "LogConfig": {"Type": "none"},
                                  "ReadonlyRootfs": true
                                }"""));
    }

    private static ToolboxSpec tool(ToolboxSpec.Access access) {
        return new ToolboxSpec(OWNER, "tool-1", "toolbox", List.of("measure"), "vol-1", access, null);
    }

    @Test
    void anInternalProxyIsOnItsNetworksOnly() throws Exception {
        ProxySpec spec = new ProxySpec(
                OWNER,
                "proxy",
                "berth/proxy",
                List.of(),
                "berth_proxy",
                "/run/p",
                List.of("net-1", "net-2"),
                "lb",
                null);

        assertThat(sent(Confinement.proxy(spec)).get("NetworkMode").asText()).isEqualTo("net-1");
    }

    @Test
    void aCreateRequestPublishesNothingAndRunsNoShell() throws Exception {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost("unix:///nonexistent")
                .build();
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .build();
        DockerClient client = DockerClientImpl.getInstance(config, http);
        JsonNode request = JSON.valueToTree(ContainerRequests.user(client, fullest(), Map.of("k", "v")));

        assertThat(request.path("ExposedPorts").isEmpty()).isTrue();
        assertThat(request.path("Volumes").isEmpty()).isTrue();
        assertThat(request.path("Healthcheck").path("Test"))
                .isEqualTo(JSON.readTree("[\"CMD\", \"curl\", \"localhost; rm -rf /\"]"));
        assertThat(request.path("Cmd")).isEqualTo(JSON.readTree("[\"serve\"]"));
        assertThat(request.path("Labels")).isEqualTo(JSON.readTree("{\"k\":\"v\"}"));
    }

    @Test
    void aNetworksDriverOptionsComeFromTypedFieldsOnly() {
        NetworkSpec bridge = new NetworkSpec(OWNER, "net", "bridge", List.of(), false, false, 1400, true, null);
        NetworkSpec macvlan = new NetworkSpec(OWNER, "net", "macvlan", List.of(), false, false, null, false, "eth0");

        assertThat(NetworkRequests.options(bridge))
                .isEqualTo(Map.of(
                        "com.docker.network.driver.mtu", "1400", "com.docker.network.bridge.enable_icc", "false"));
        assertThat(NetworkRequests.options(macvlan)).isEqualTo(Map.of("parent", "eth0"));
    }

    private static ContainerSpec fullest() {
        return new ContainerSpec(
                OWNER,
                "web",
                "app:1",
                List.of("serve"),
                List.of("/app"),
                Map.of("A", "b"),
                List.of(new NetworkAttachment("net-1", List.of("web"), null)),
                List.of(new VolumeMount("vol-1", "/data", true)),
                new Limits(0.5, 64L << 20, 100),
                new HealthCheck(List.of("curl", "localhost; rm -rf /"), null, null, 3, null),
                Duration.ofSeconds(30),
                true,
                "1000");
    }

    private static JsonNode sent(HostConfig config) throws Exception {
        return SentJson.of(JSON.writeValueAsString(config));
    }
}
