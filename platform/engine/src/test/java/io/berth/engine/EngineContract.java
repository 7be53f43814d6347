package io.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.engine.EngineException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link Engine} does, the one in memory and the real one. Leaves nothing behind. */
public abstract class EngineContract {

    private static final String KIND = "contract";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String run = Integer.toString(ThreadLocalRandom.current().nextInt(1 << 20, 1 << 24), 36);
    private final int third = ThreadLocalRandom.current().nextInt(1, 120) * 2;

    protected abstract Engine engine();

    /** The same host, seen by another installation. */
    protected abstract Engine stranger();

    /** An image on the engine that has {@code sleep}, {@code true} and {@code sh}. */
    protected abstract String image();

    /** The container's main process is killed by somebody else than Berth. */
    protected abstract void killFromOutside(EngineContainer container);

    @AfterEach
    void clean() {
        for (Engine each : List.of(engine(), stranger())) {
            each.containers(KIND).forEach(container -> each.remove(container.id()));
            each.networks(KIND).forEach(network -> each.removeNetwork(network.id()));
            each.volumes(KIND).forEach(volume -> each.removeVolume(volume.name()));
        }
    }

    // Networks.

    @Test
    void aNetworkIsFoundByIdAndByNameWithItsOwner() {
        EngineNetwork made = engine().createNetwork(network("net"));

        assertThat(engine().network(made.id())).contains(made);
        assertThat(engine().network(name("net"))).contains(made);
        assertThat(made.owner()).isEqualTo(owner("net"));
        assertThat(made.driver()).isEqualTo("bridge");
        assertThat(made.subnets()).extracting(SubnetSpec::cidr).containsExactly(cidr(0));
        assertThat(engine().networks(KIND)).containsExactly(made);
        assertThat(engine().networks("another-kind")).isEmpty();
        assertThat(engine().networksOf(KIND, made.owner().id())).containsExactly(made);
        assertThat(engine().networksOf(KIND, "nobody")).isEmpty();
    }

    @Test
    void makingANetworkTwiceReturnsTheFirst() {
        EngineNetwork first = engine().createNetwork(network("net"));

        assertThat(engine().createNetwork(network("net"))).isEqualTo(first);
        assertThat(engine().networks(KIND)).hasSize(1);
    }

    @Test
    void aNetworkNameOfAnotherOwnerIsAConflict() {
        engine().createNetwork(network("net"));
        NetworkSpec same = new NetworkSpec(
                owner("other"), name("net"), "bridge", List.of(subnet(1)), false, false, null, false, null);

        assertFails(Kind.CONFLICT, () -> engine().createNetwork(same));
    }

    @Test
    void anOverlappingSubnetIsAConflict() {
        engine().createNetwork(network("net"));
        NetworkSpec overlapping = new NetworkSpec(
                owner("other"), name("other"), "bridge", List.of(subnet(0)), false, false, null, false, null);

        assertFails(Kind.CONFLICT, () -> engine().createNetwork(overlapping));
        assertThat(engine().network(name("other"))).isEmpty();
    }

    @Test
    void aNetworkInUseIsNotRemovedAndAnUnusedOneIsOnce() {
        EngineNetwork network = engine().createNetwork(network("net"));
        String id = running("web");

        assertFails(Kind.CONFLICT, () -> engine().removeNetwork(network.id()));

        engine().remove(id);
        engine().removeNetwork(network.id());
        engine().removeNetwork(network.id());
        assertThat(engine().network(network.id())).isEmpty();
    }

    @Test
    void usedSubnetsAreThoseOfEverybody() {
        engine().createNetwork(network("mine"));
        stranger()
                .createNetwork(new NetworkSpec(
                        owner("theirs"),
                        name("theirs"),
                        "bridge",
                        List.of(subnet(1)),
                        false,
                        false,
                        null,
                        false,
                        null));

        assertThat(engine().usedSubnets()).contains(new AddressRange(cidr(0)), new AddressRange(cidr(1)));
    }

    @Test
    void manyCallersAtOnceMakeOneNetworkAndOneContainer() throws Exception {
        List<EngineNetwork> networks = atOnce(() -> engine().createNetwork(network("net")));
        List<String> containers = atOnce(() -> engine().createContainer(sleeping("web")));

        assertThat(networks)
                .extracting(EngineNetwork::id)
                .containsOnly(networks.getFirst().id());
        assertThat(engine().networks(KIND)).hasSize(1);
        assertThat(containers).containsOnly(containers.getFirst());
        assertThat(engine().containers(KIND)).hasSize(1);
    }

    // Containers.

    @Test
    void aContainerGoesFromCreatedToRunningToExitedAndAgain() {
        engine().createNetwork(network("net"));
        String id = engine().createContainer(sleeping("web"));
        assertThat(find(id).state()).isEqualTo(ContainerState.CREATED);
        assertThat(find(id).startedAt()).isNull();

        engine().start(id);
        engine().start(id);
        EngineContainer running = find(id);
        assertThat(running.running()).isTrue();
        assertThat(running.pid()).isPositive();
        assertThat(running.health()).isEqualTo(Health.NONE);
        assertThat(running.exitCode()).isNull();
        assertThat(running.owner()).isEqualTo(owner("web"));
        assertThat(new AddressRange(cidr(0)).contains(running.addresses().get(name("net"))))
                .isTrue();

        engine().stop(id, Duration.ofSeconds(5));
        engine().stop(id, Duration.ofSeconds(5));
        EngineContainer stopped = find(id);
        assertThat(stopped.state()).isEqualTo(ContainerState.EXITED);
        assertThat(stopped.exitCode()).isNotNull();
        assertThat(stopped.addresses()).isEmpty();
        assertThat(stopped.pid()).isZero();

        engine().start(id);
        assertThat(find(id).running()).isTrue();
    }

    @Test
    void aContainerIsFoundByNameAndListedByKindOldestFirst() {
        engine().createNetwork(network("net"));
        String first = engine().createContainer(sleeping("a"));
        String second = engine().createContainer(sleeping("b"));

        assertThat(engine().container(name("a")).map(EngineContainer::id)).contains(first);
        assertThat(engine().containers(KIND)).extracting(EngineContainer::id).containsExactly(first, second);
        assertThat(engine().containers("another-kind")).isEmpty();
        assertThat(engine().container("nothing-of-that-name")).isEmpty();
    }

    @Test
    void makingAContainerTwiceReturnsTheFirstAndAnotherOwnersNameIsAConflict() {
        engine().createNetwork(network("net"));
        String first = engine().createContainer(sleeping("web"));

        assertThat(engine().createContainer(sleeping("web"))).isEqualTo(first);
        assertFails(
                Kind.CONFLICT,
                () -> engine().createContainer(ContainerSpec.of(owner("other"), name("web"), image(), List.of())));
    }

    @Test
    void removingAContainerTwiceDoesNothingTheSecondTime() {
        engine().createNetwork(network("net"));
        String id = running("web");

        engine().remove(id);
        engine().remove(id);

        assertThat(engine().container(id)).isEmpty();
        assertFails(Kind.NOT_FOUND, () -> engine().start(id));
        assertFails(Kind.NOT_FOUND, () -> engine().stop(id, Duration.ZERO));
    }

    @Test
    void whatAContainerNeedsMustExist() {
        engine().createNetwork(network("net"));
        ContainerSpec noImage = ContainerSpec.of(owner("web"), name("web"), "berth/no-such-image:1", List.of());
        ContainerSpec noNetwork = ContainerSpec.of(
                owner("web"), name("web"), image(), List.of(new NetworkAttachment(name("absent"), null, null)));
        ContainerSpec noVolume = sleeping("web").withMounts(List.of(new VolumeMount(name("absent"), "/data", false)));

        assertFails(Kind.NOT_FOUND, () -> engine().createContainer(noImage));
        assertFails(Kind.NOT_FOUND, () -> engine().createContainer(noNetwork));
        assertFails(Kind.NOT_FOUND, () -> engine().createContainer(noVolume));
        assertThat(engine().volume(name("absent"))).isEmpty();
        assertThat(engine().hasImage("berth/no-such-image:1")).isFalse();
        assertThat(engine().hasImage(image())).isTrue();
    }

    @Test
    void aFixedAddressIsKeptAndATakenOneIsAConflict() {
        engine().createNetwork(network("net"));
        String wanted = new AddressRange(cidr(0)).address(77);
        String first = engine().createContainer(at("a", wanted));
        String second = engine().createContainer(at("b", wanted));
        engine().start(first);

        assertThat(find(first).addresses()).containsEntry(name("net"), wanted);
        assertFails(Kind.CONFLICT, () -> engine().start(second));
    }

    @Test
    void aContainerStartsOnAllItsNetworks() {
        engine().createNetwork(network("net"));
        engine().createNetwork(network("second", 1));
        String id = engine().createContainer(ContainerSpec.of(
                        owner("web"), name("web"), image(), List.of(attachment("net"), attachment("second")))
                .withCommand("sleep", "60"));
        engine().start(id);

        assertThat(find(id).addresses()).containsOnlyKeys(name("net"), name("second"));
    }

    @Test
    void aRunningContainerJoinsAndLeavesANetworkAnyNumberOfTimes() {
        engine().createNetwork(network("net"));
        EngineNetwork second = engine().createNetwork(network("second", 1));
        String id = running("web");
        String wanted = new AddressRange(cidr(1)).address(9);

        engine().connect(second.id(), id, List.of("www"), wanted);
        engine().connect(second.id(), id, List.of("www"), wanted);
        assertThat(find(id).addresses()).containsEntry(name("second"), wanted);
        assertThat(engine().network(second.id()).orElseThrow().attachments())
                .containsExactly(new Attachment(id, name("web"), wanted));

        engine().disconnect(second.id(), id);
        engine().disconnect(second.id(), id);
        assertThat(find(id).addresses()).containsOnlyKeys(name("net"));
    }

    @Test
    void aSignalReachesOnlyARunningContainer() {
        engine().createNetwork(network("net"));
        String id = running("web");

        engine().kill(id, "KILL");
        await().atMost(PATIENCE).until(() -> !find(id).running());
        assertThat(find(id).exitCode()).isEqualTo(137);
        assertFails(Kind.CONFLICT, () -> engine().kill(id, "KILL"));
    }

    @Test
    void aContainerKilledFromOutsideStaysDown() {
        engine().createNetwork(network("net"));
        String id = running("web");

        killFromOutside(find(id));

        await().atMost(PATIENCE).until(() -> find(id).state() == ContainerState.EXITED);
        assertThat(find(id).exitCode()).isNotZero();
    }

    @Test
    void aContainerWhoseCheckPassesBecomesHealthy() {
        engine().createNetwork(network("net"));
        HealthCheck check =
                new HealthCheck(List.of("true"), Duration.ofSeconds(1), Duration.ofSeconds(2), 2, Duration.ZERO);
        String id = engine().createContainer(sleeping("web").withHealthCheck(check));
        engine().start(id);

        await().atMost(PATIENCE).until(() -> find(id).health() == Health.HEALTHY);
        engine().stop(id, Duration.ofSeconds(5));
        assertThat(find(id).health()).isEqualTo(Health.NONE);
    }

    @Test
    void limitsChangeWithinTheGuardRails() {
        engine().createNetwork(network("net"));
        String id = running("web");

        engine().updateLimits(id, new Limits(0.5, 64L << 20, 64));
        assertFails(Kind.REFUSED, () -> engine().updateLimits(id, new Limits(1.0, 0L, 64)));
        assertFails(Kind.REFUSED, () -> engine().updateLimits(id, new Limits(1.0, 64L << 20, -1)));
        assertThat(find(id).running()).isTrue();
    }

    // Volumes.

    @Test
    void aVolumeInUseIsNotRemovedAndAnUnusedOneIsOnce() {
        engine().createNetwork(network("net"));
        VolumeSpec spec = new VolumeSpec(owner("vol"), name("vol"));
        EngineVolume volume = engine().createVolume(spec);
        assertThat(engine().createVolume(spec)).isEqualTo(volume);
        assertThat(engine().volumes(KIND)).containsExactly(volume);
        String id = engine().createContainer(
                        sleeping("web").withMounts(List.of(new VolumeMount(name("vol"), "/data", false))));

        assertThat(engine().volumeUsers(name("vol")))
                .extracting(EngineContainer::id)
                .containsExactly(id);
        assertThat(stranger().volumeUsers(name("vol"))).isEmpty();
        assertFails(Kind.CONFLICT, () -> engine().removeVolume(name("vol")));

        engine().remove(id);
        assertThat(engine().volumeUsers(name("vol"))).isEmpty();
        engine().removeVolume(name("vol"));
        engine().removeVolume(name("vol"));
        assertThat(engine().volume(name("vol"))).isEmpty();
    }

    @Test
    void aVolumeInMemoryCanBeMounted() {
        engine().createNetwork(network("net"));
        engine().createVolume(new VolumeSpec(owner("vol"), name("vol"), new VolumeSource.Tmpfs(1 << 20, "1777")));
        String id = engine().createContainer(
                        sleeping("web").withMounts(List.of(new VolumeMount(name("vol"), "/data", false))));

        engine().start(id);

        assertThat(find(id).running()).isTrue();
    }

    // Whose is what.

    @Test
    void anotherInstallationSeesAndTouchesNothing() {
        EngineNetwork network = engine().createNetwork(network("net"));
        engine().createVolume(new VolumeSpec(owner("vol"), name("vol")));
        String id = running("web");
        Engine other = stranger();

        assertThat(other.network(network.id())).isEmpty();
        assertThat(other.container(id)).isEmpty();
        assertThat(other.volume(name("vol"))).isEmpty();
        assertThat(other.networks(KIND)).isEmpty();
        assertThat(other.containers(KIND)).isEmpty();
        assertThat(other.volumes(KIND)).isEmpty();
        List<ThrowingCallable> touches = List.of(
                () -> other.stop(id, Duration.ZERO),
                () -> other.kill(id, "KILL"),
                () -> other.remove(id),
                () -> other.updateLimits(id, Limits.DEFAULTS),
                () -> other.disconnect(network.id(), id),
                () -> other.connect(network.id(), id, List.of(), null),
                () -> other.removeNetwork(network.id()),
                () -> other.removeVolume(name("vol")));
        assertThat(touches).allSatisfy(touch -> assertFails(Kind.REFUSED, touch));
        assertFails(Kind.CONFLICT, () -> other.createNetwork(network("net")));
        assertFails(Kind.CONFLICT, () -> other.createVolume(new VolumeSpec(owner("vol"), name("vol"))));
        assertFails(
                Kind.CONFLICT,
                () -> other.createContainer(ContainerSpec.of(owner("web"), name("web"), image(), List.of())));
        assertThat(find(id).running()).isTrue();
    }

    @Test
    void aContainerOfAnotherProjectCannotUseANetworkOrAVolume() {
        engine().createNetwork(network("net"));
        engine().createVolume(new VolumeSpec(owner("vol"), name("vol")));
        Owner neighbour = new Owner("neighbour", KIND, "i_x" + run, "x", 1);
        ContainerSpec onNetwork = ContainerSpec.of(neighbour, name("x"), image(), List.of(attachment("net")));
        ContainerSpec withVolume = ContainerSpec.of(neighbour, name("x"), image(), List.of())
                .withMounts(List.of(new VolumeMount(name("vol"), "/data", true)));

        assertFails(Kind.REFUSED, () -> engine().createContainer(onNetwork));
        assertFails(Kind.REFUSED, () -> engine().createContainer(withVolume));
    }

    @Test
    void theHostsNetworkIsNoNetworkForAUsersContainer() {
        for (String network : List.of("host", "bridge", "none", "container:web")) {
            ContainerSpec spec = ContainerSpec.of(
                    owner("web"), name("web"), image(), List.of(new NetworkAttachment(network, null, null)));
            assertFails(Kind.REFUSED, () -> engine().createContainer(spec));
        }
    }

    // Events.

    @Test
    void changesOfOwnObjectsAreReportedAndOfOthersNot() throws Exception {
        Queue<EngineChange> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch open = new CountDownLatch(1);
        Thread watcher = Thread.ofVirtual().start(() -> engine().watch(open::countDown, seen::add));
        assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();

        EngineNetwork network = engine().createNetwork(network("net"));
        stranger()
                .createNetwork(new NetworkSpec(
                        new Owner("p", KIND, "net_stranger" + run, "s", 1),
                        name("stranger"),
                        "bridge",
                        List.of(subnet(1)),
                        false,
                        false,
                        null,
                        false,
                        null));
        String id = running("web");
        engine().kill(id, "KILL");
        await().atMost(PATIENCE).until(() -> !find(id).running());
        engine().remove(id);
        engine().removeNetwork(network.id());

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(actions(seen, "web")).contains("create", "start", "die", "destroy");
            assertThat(actions(seen, "net")).contains("create", "destroy");
        });
        assertThat(seen).extracting(EngineChange::kind).containsOnly(KIND);
        assertThat(seen).extracting(EngineChange::ownerId).doesNotContain("net_stranger" + run);
        watcher.interrupt();
        assertThat(watcher.join(Duration.ofSeconds(10))).isTrue();
    }

    // Words of this class.

    private static <T> List<T> atOnce(Callable<T> call) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> answer : callers.invokeAll(Collections.nCopies(6, call))) {
                results.add(answer.get());
            }
            return results;
        }
    }

    private List<String> actions(Queue<EngineChange> seen, String what) {
        return seen.stream()
                .filter(change -> change.ownerId().equals(owner(what).id()))
                .map(EngineChange::action)
                .toList();
    }

    protected EngineContainer find(String id) {
        return engine().container(id).orElseThrow();
    }

    protected String running(String what) {
        String id = engine().createContainer(sleeping(what));
        engine().start(id);
        return id;
    }

    protected ContainerSpec sleeping(String what) {
        return ContainerSpec.of(owner(what), name(what), image(), List.of(attachment("net")))
                .withCommand("sleep", "60");
    }

    protected NetworkSpec network(String what) {
        return network(what, 0);
    }

    protected String name(String what) {
        return "contract-" + run + "-" + what;
    }

    protected Owner owner(String what) {
        return new Owner("p", KIND, what + "_" + run, what, 1);
    }

    protected String cidr(int number) {
        return "10.219." + (third + number) + ".0/24";
    }

    protected static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failure -> assertThat(failure.kind())
                                .as(failure.getMessage())
                                .isEqualTo(kind));
    }

    private NetworkSpec network(String what, int subnet) {
        return new NetworkSpec(
                owner(what), name(what), "bridge", List.of(subnet(subnet)), false, false, null, false, null);
    }

    private SubnetSpec subnet(int number) {
        return new SubnetSpec(cidr(number), null, null);
    }

    private NetworkAttachment attachment(String network) {
        return new NetworkAttachment(name(network), List.of("web"), null);
    }

    private ContainerSpec at(String what, String address) {
        return ContainerSpec.of(
                        owner(what),
                        name(what),
                        image(),
                        List.of(new NetworkAttachment(name("net"), List.of(), address)))
                .withCommand("sleep", "60");
    }
}
