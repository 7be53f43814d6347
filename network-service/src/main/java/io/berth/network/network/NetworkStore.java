package io.berth.network.network;

import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import io.berth.network.network.NetworkPlan.Wanted;
import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What the reconciler reads and records, each in a short transaction of its own. */
@ApplicationScoped
class NetworkStore {
    private final NetworkRepository networks;
    private final Allocation allocation;
    private final Outbox outbox;
    private final Clock clock;

    NetworkStore(NetworkRepository networks, Allocation allocation, Outbox outbox, Clock clock) {
        this.networks = networks;
        this.allocation = allocation;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The row as the plan and the engine want it. */
    record Asked(Wanted wanted, String host, NetworkSpec spec) {}

    @Transactional
    List<String> ids() {
        return networks.allIds();
    }

    @Transactional
    Optional<Asked> asked(String id) {
        return networks.findByIdOptional(id)
                .map(network -> new Asked(
                        new Wanted(
                                network.status() == ResourceStatus.DELETING, network.status() == ResourceStatus.FAILED),
                        network.host,
                        spec(network)));
    }

    /** The engine has it under this id. True when that was news. */
    @Transactional
    boolean found(String id, String engineId) {
        var network = networks.findLocked(id).orElse(null);
        if (network == null || network.status() == ResourceStatus.DELETING) {
            return false;
        }
        if (!network.found(engineId, clock.instant())) {
            return false;
        }
        network.causedBy(outbox.append(NetworkFacts.Ready.of(network), network.origin()));
        publish(network);
        return true;
    }

    /**
     * Gives a network from the pool another block than the one that the engine refused.
     *
     * @param onEngine subnets that the engine has
     * @return false when its subnets are the user's wish, or no other block is to be had
     */
    @Transactional
    boolean moved(String id, List<String> onEngine) {
        var network = networks.findLocked(id).orElse(null);
        if (network == null || !network.fromPool || network.status() == ResourceStatus.DELETING) {
            return false;
        }
        var before = network.subnets;
        network.subnets = allocation.move(id, onEngine);
        network.touch(clock.instant());
        return !network.subnets.equals(before);
    }

    @Transactional
    void failed(String id, NetworkError code, String reason) {
        var network = networks.findLocked(id).orElse(null);
        if (network == null || network.status() == ResourceStatus.DELETING) {
            return;
        }
        network.failed(code, reason, clock.instant());
        outbox.append(new NetworkFacts.Failed(id, network.name(), code.name(), reason), network.origin());
        publish(network);
    }

    /** The engine has it no more: the row, its leases (by cascade) and its state go. */
    @Transactional
    void gone(String id) {
        var network = networks.findLocked(id).orElse(null);
        if (network == null) {
            return;
        }
        networks.delete(network);
        outbox.append(new NetworkFacts.Deleted(id, network.name()), network.origin());
        outbox.publishState(NetworkFacts.State.TOPIC, id, network.name(), null, network.origin());
    }

    /** A network that no row stands for is gone: should others still know its state, they forget it. */
    @Transactional
    void forgotten(Owner owner) {
        outbox.publishState(
                NetworkFacts.State.TOPIC,
                owner.id(),
                owner.name(),
                null,
                new Origin(owner.project(), owner.id(), null, null));
    }

    private void publish(Network network) {
        outbox.publishState(
                NetworkFacts.State.TOPIC,
                network.id(),
                network.name(),
                NetworkFacts.State.of(network),
                network.origin());
    }

    private static NetworkSpec spec(Network network) {
        var subnets = network.subnets.stream()
                .map(subnet -> new SubnetSpec(subnet.cidr(), subnet.gateway(), subnet.range()))
                .toList();
        var owner = new Owner(
                network.project(), NetworkReconciler.KIND, network.id(), network.name(), network.generation());
        return new NetworkSpec(
                owner,
                network.engineName,
                network.driver,
                subnets,
                network.internal,
                false,
                network.mtu,
                network.isolateContainers,
                null);
    }
}
