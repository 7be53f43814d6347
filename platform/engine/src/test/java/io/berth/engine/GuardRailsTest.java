package io.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** One test per way out that a value could open; those that a field would open are in {@code ConfinementTest}. */
class GuardRailsTest {

    private static final Owner OWNER = new Owner("default", "instance", "i_1", "web-1", 1);

    @Test
    void anOrdinaryContainerPasses() {
        ContainerSpec spec = new ContainerSpec(
                OWNER,
                "berth-i_1",
                "127.0.0.1:5000/default/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                List.of("serve", "--port", "80"),
                List.of("/app"),
                Map.of("MODE", "a=b c\nd"),
                List.of(new NetworkAttachment("berth-net_1", List.of("web"), "10.201.0.9")),
                List.of(new VolumeMount("berth-vol_1", "/var/lib/app", true)),
                new Limits(0.5, 64L << 20, 100),
                new HealthCheck(List.of("curl", "localhost"), null, null, 3, null),
                Duration.ofSeconds(30),
                true,
                "1000:1000");

        assertThatCode(() -> GuardRails.check(spec)).doesNotThrowAnyException();
    }

    @Test
    void theHostsNetworkIsRefused() {
        refused(onNetwork("host"));
    }

    @Test
    void anotherContainersNetworkNamespaceIsRefused() {
        refused(onNetwork("container:0123456789ab"));
    }

    @Test
    void theNetworkSharedWithStrangersIsRefused() {
        refused(onNetwork("bridge"));
        refused(onNetwork("default"));
    }

    @Test
    void aPathInPlaceOfAVolumeIsRefused() {
        refused(mounted("/", "/host"));
        refused(mounted("/var/run/docker.sock", "/sock"));
        refused(mounted("..", "/host"));
        refused(mounted("./data", "/host"));
    }

    @Test
    void mountOptionsInAVolumesNameAreRefused() {
        refused(mounted("vol:/host:rw", "/data"));
        refused(mounted("vol,volume-opt=device=/", "/data"));
    }

    @Test
    void mountOptionsInAPathAreRefused() {
        refused(mounted("vol_1", "/data:z"));
        refused(mounted("vol_1", "/data,volume-opt=device=/"));
    }

    @Test
    void mountsOverKernelInterfacesAndTheEnginesFilesAreRefused() {
        for (String path : List.of(
                "/proc", "/proc/sys", "/sys/fs/cgroup", "//dev", "/etc/resolv.conf", "/", "data", "/a/../proc")) {
            refused(mounted("vol_1", path));
        }
    }

    @Test
    void twoMountsAtOnePathAreRefused() {
        refused(plain().withMounts(
                        List.of(new VolumeMount("v1", "/data", false), new VolumeMount("v2", "/data", false))));
    }

    @Test
    void unlimitedMemoryCpuAndProcessesAreRefused() {
        refused(plain().withLimits(new Limits(null, 0L, null)));
        refused(plain().withLimits(new Limits(null, -1L, null)));
        refused(plain().withLimits(new Limits(0.0, null, null)));
        refused(plain().withLimits(new Limits(-1.0, null, null)));
        refused(plain().withLimits(new Limits(Double.NaN, null, null)));
        refused(plain().withLimits(new Limits(null, null, 0)));
        refused(plain().withLimits(new Limits(null, null, -1)));
        refused(plain().withLimits(new Limits(null, null, Integer.MAX_VALUE)));
    }

    @Test
    void limitsHaveDefaults() {
        assertThat(plain().limits()).isEqualTo(Limits.DEFAULTS);
        assertThat(plain().withLimits(new Limits(2.0, null, null)).limits())
                .isEqualTo(new Limits(2.0, Limits.DEFAULTS.memoryBytes(), Limits.DEFAULTS.pids()));
    }

    @Test
    void namesThatWouldLeaveTheirPlaceInARequestAreRefused() {
        refused(ContainerSpec.of(OWNER, "../containers/x", "app", List.of()));
        refused(ContainerSpec.of(OWNER, "a?force=1", "app", List.of()));
        refused(ContainerSpec.of(OWNER, "web", "app?fromSrc=http://x", List.of()));
        refused(ContainerSpec.of(OWNER, "web", "--privileged", List.of()));
        refused(ContainerSpec.of(OWNER, "web", "", List.of()));
    }

    @Test
    void aVariableThatIsTwoIsRefused() {
        refused(withEnv(Map.of("A=B", "c")));
        refused(withEnv(Map.of("", "c")));
        refused(withEnv(Map.of("A", "b\0LD_PRELOAD=/x")));
    }

    @Test
    void aUserWithOptionsIsRefused() {
        refused(new ContainerSpec(
                OWNER, "web", "app", null, null, null, null, null, null, null, null, false, "root --privileged"));
    }

    @Test
    void aSignalThatIsNoneIsRefused() {
        assertThatThrownBy(() -> GuardRails.signal("KILL&x=1")).isInstanceOf(EngineException.class);
        assertThatCode(() -> GuardRails.signal("SIGUSR1")).doesNotThrowAnyException();
        assertThatCode(() -> GuardRails.signal("RTMIN+3")).doesNotThrowAnyException();
    }

    @Test
    void networkDriversWithTheHostsStackOrUnknownOnesAreRefused() {
        refused(network("host", null, null));
        refused(network("none", null, null));
        refused(network("weave:latest", null, null));
    }

    @Test
    void aHostInterfaceOnABridgeIsRefusedAndOptionsInItsName() {
        refused(network("bridge", "eth0", null));
        refused(network("macvlan", "eth0,x=y", null));
        refused(network("bridge", null, 20));
    }

    @Test
    void addressesOutsideTheirSubnetAreRefused() {
        refused(subnet(new SubnetSpec("10.1.0.0/24", "10.2.0.1", null)));
        refused(subnet(new SubnetSpec("10.1.0.0/24", null, "10.1.1.0/24")));
        refused(subnet(new SubnetSpec("example.org/24", null, null)));
    }

    @Test
    void aConnectionsAliasesAndAddressAreChecked() {
        assertThatThrownBy(() -> GuardRails.connection(List.of("a b"), null)).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> GuardRails.connection(List.of(), "fd00::1")).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> GuardRails.connection(List.of(), "example.org"))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void aVolumeThatIsAPathIsRefused() {
        assertThatThrownBy(() -> GuardRails.check(new VolumeSpec(OWNER, "/var/lib")))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void aTmpfsHasABoundAndItsModeHidesNoOption() {
        assertThatCode(() -> GuardRails.check(volume(new VolumeSource.Tmpfs(4096, "1777"))))
                .doesNotThrowAnyException();
        assertRefused(() -> GuardRails.check(volume(new VolumeSource.Tmpfs(0, "1777"))));
        assertRefused(() -> GuardRails.check(volume(new VolumeSource.Tmpfs(4096, "755,uid=0"))));
    }

    @Test
    void aBindIsExactlyADirectoryThatIsLentOut() {
        assertThatCode(() -> GuardRails.check(bind("/srv/shared"))).doesNotThrowAnyException();
        for (String path :
                List.of("/", "/srv", "/srv/shared/below", "/srv/other", "/srv/shared/", "/srv/../srv/shared")) {
            assertRefused(() -> GuardRails.check(bind(path)));
        }
    }

    @Test
    void aConfigurationThatLendsOutTheWholeHostIsRefusedToo() {
        for (String path : List.of("/", "/srv/../etc", "srv", "//srv")) {
            assertRefused(() -> GuardRails.check(volume(new VolumeSource.Bind(path, Set.of(path)))));
        }
    }

    @Test
    void aToolWorksOnAVolumeAndNeverOnAPath() {
        ToolboxSpec spec = new ToolboxSpec(
                OWNER, "tool-1", "berth/toolbox", List.of("measure"), "/etc", ToolboxSpec.Access.LOOK, null);

        assertRefused(() -> GuardRails.check(spec));
    }

    @Test
    void aProxyMountsAVolumeAndNeverAPath() {
        ProxySpec spec = new ProxySpec(OWNER, "proxy", "berth/proxy", List.of(), "/", "/host", List.of(), null, null);

        assertThatThrownBy(() -> GuardRails.check(spec)).isInstanceOf(EngineException.class);
    }

    /** A new field is a new question here: can its value open a way out? Then add it to this list. */
    @Test
    void everyFieldOfASpecIsKnownToTheGuardRails() {
        assertThat(fields(ContainerSpec.class))
                .containsExactlyInAnyOrder(
                        "owner",
                        "engineName",
                        "image",
                        "command",
                        "entrypoint",
                        "env",
                        "networks",
                        "mounts",
                        "limits",
                        "healthCheck",
                        "stopGrace",
                        "readOnlyRoot",
                        "user");
        assertThat(fields(NetworkSpec.class))
                .containsExactlyInAnyOrder(
                        "owner",
                        "engineName",
                        "driver",
                        "subnets",
                        "internal",
                        "ipv6",
                        "mtu",
                        "isolateContainers",
                        "parent");
        assertThat(fields(VolumeSpec.class)).containsExactlyInAnyOrder("owner", "engineName", "source");
        assertThat(VolumeSource.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(VolumeSource.Local.class, VolumeSource.Tmpfs.class, VolumeSource.Bind.class);
        assertThat(fields(VolumeMount.class)).containsExactlyInAnyOrder("volume", "path", "readOnly");
        assertThat(SystemSpec.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(FunctionInstanceSpec.class, ProxySpec.class, ToolSpec.class);
        assertThat(ToolSpec.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(FirewallSpec.class, ToolboxSpec.class);
    }

    private static Stream<String> fields(Class<? extends Record> spec) {
        return Arrays.stream(spec.getRecordComponents()).map(RecordComponent::getName);
    }

    private static ContainerSpec plain() {
        return ContainerSpec.of(OWNER, "web", "app:1", List.of());
    }

    private static ContainerSpec onNetwork(String name) {
        return ContainerSpec.of(OWNER, "web", "app:1", List.of(new NetworkAttachment(name, null, null)));
    }

    private static ContainerSpec mounted(String volume, String path) {
        return plain().withMounts(List.of(new VolumeMount(volume, path, false)));
    }

    private static ContainerSpec withEnv(Map<String, String> env) {
        return new ContainerSpec(OWNER, "web", "app", null, null, env, null, null, null, null, null, false, null);
    }

    private static VolumeSpec volume(VolumeSource source) {
        return new VolumeSpec(OWNER, "berth-vol_1", source);
    }

    private static VolumeSpec bind(String path) {
        return volume(new VolumeSource.Bind(path, Set.of("/srv/shared")));
    }

    private static NetworkSpec network(String driver, String parent, Integer mtu) {
        return new NetworkSpec(OWNER, "net", driver, List.of(), false, false, mtu, false, parent);
    }

    private static NetworkSpec subnet(SubnetSpec subnet) {
        return new NetworkSpec(OWNER, "net", "bridge", List.of(subnet), false, false, null, false, null);
    }

    private static void refused(ContainerSpec spec) {
        assertRefused(() -> GuardRails.check(spec));
    }

    private static void refused(NetworkSpec spec) {
        assertRefused(() -> GuardRails.check(spec));
    }

    private static void assertRefused(ThrowingCallable check) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(EngineException.Kind.REFUSED))
                .hasMessageContaining("guard-rail");
    }
}
