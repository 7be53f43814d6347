package io.berth.balancer.listener;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.balancer.balancer.BalancerService;
import io.berth.balancer.balancer.BalancerSettings;
import io.berth.balancer.pool.PoolService;
import io.berth.balancer.pool.PoolSettings;
import io.berth.outbox.Origin;
import io.berth.web.Etags;
import io.berth.web.Ids;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** What users do with listeners. */
@ApplicationScoped
class ListenerService {
    private final ListenerRepository listeners;
    private final BalancerService balancers;
    private final PoolService pools;
    private final ListenerNews news;
    private final ListenerConfig config;
    private final MergePatch patches;
    private final Clock clock;

    ListenerService(
            ListenerRepository listeners,
            BalancerService balancers,
            PoolService pools,
            ListenerNews news,
            ListenerConfig config,
            MergePatch patches,
            Clock clock) {
        this.listeners = listeners;
        this.balancers = balancers;
        this.pools = pools;
        this.news = news;
        this.config = config;
        this.patches = patches;
        this.clock = clock;
    }

    @Transactional
    ListenerView create(String balancerRef, CreateListener wanted, Origin origin) {
        ListenerRules.requireSupported(wanted);
        var balancer = balancers.requireUsable(balancerRef);
        var address = balancer.external()
                ? ListenerRules.address(wanted.address(), config.bind())
                : ListenerRules.internalAddress(wanted.address());
        var pool = poolFor(wanted.pool(), wanted.protocol());
        listeners.requireNameFree(wanted.name());
        requirePortFree(balancer, address, wanted.port());
        var listener = new Listener(
                        Ids.next("lis"),
                        wanted.name(),
                        wanted.labels(),
                        listeners.nextNumber(),
                        balancer.id(),
                        origin,
                        clock.instant())
                .at(wanted.protocol(), address, wanted.port())
                .serving(
                        pool == null ? null : pool.id(),
                        ListenerRules.idleTimeout(wanted.idleTimeout()),
                        wanted.accept() == Accept.PROXY);
        listeners.persist(listener);
        news.changed(listener);
        return ListenerView.of(listener, balancer, pool == null ? null : pool.name());
    }

    private PoolSettings poolFor(String ref, ListenerProtocol protocol) {
        if (ref == null) {
            return null;
        }
        var pool = pools.findUsable(ref).orElseThrow(() -> ListenerRules.unknownPool(ref));
        ListenerRules.requireSpeaking(protocol, pool);
        return pool;
    }

    /** Within the project; what others have on that port is found when the proxy asks for it. */
    private void requirePortFree(BalancerSettings balancer, String address, int port) {
        for (var other : listeners.onPort(port)) {
            if (other.status() == ResourceStatus.DELETING || !ListenerRules.overlap(address, other.address())) {
                continue;
            }
            var owner = balancers.require(other.balancerId());
            boolean sameNetwork = owner.id().equals(balancer.id())
                    || (owner.external() && balancer.external() && owner.host().equals(balancer.host()));
            if (sameNetwork) {
                throw new ProblemException(
                        ListenerError.LISTENER_PORT_TAKEN,
                        "The listener %s of balancer %s listens on port %d of that address."
                                .formatted(other.name(), owner.name(), port),
                        "Choose another port or address.");
            }
        }
    }

    @Transactional
    Page<ListenerView> page(String balancerRef, PageRequest request) {
        var balancer = balancers.require(balancerRef);
        return listeners
                .page(request, "balancerId = :balancer", Map.of("balancer", balancer.id()))
                .map(listener -> ListenerView.of(listener, balancer, poolName(listener)));
    }

    @Transactional
    Page<ListenerView> page(PageRequest request) {
        return listeners.page(request).map(this::show);
    }

    /** @param balancerRef null when the listener is named without its balancer */
    @Transactional
    ListenerView view(String balancerRef, String ref) {
        var listener = listeners.requireRef(ref);
        requireOf(balancerRef, listener, ref);
        return show(listener);
    }

    @Transactional
    ListenerView patch(String balancerRef, String ref, JsonNode patch, String ifMatch, Origin origin) {
        var listener = listeners.requireLocked(ref);
        requireOf(balancerRef, listener, ref);
        Etags.requireMatch(ifMatch, listener.version());
        ListenerRules.requireStaying(listener.name(), listener.status());
        var current = new ListenerPatch(
                listener.labels(),
                poolName(listener),
                listener.idleTimeout(),
                listener.acceptProxy() ? Accept.PROXY : null);
        var wanted = patches.apply(patch, current, ListenerPatch.class);
        listener.relabel(wanted.labels(), clock.instant());
        if (!wanted.equals(
                new ListenerPatch(wanted.labels(), current.pool(), current.idleTimeout(), current.accept()))) {
            balancers.requireUsable(listener.balancerId());
            var before = listener.poolId();
            var pool = poolFor(wanted.pool(), listener.protocol());
            listener.serving(
                    pool == null ? null : pool.id(),
                    ListenerRules.idleTimeout(wanted.idleTimeout()),
                    wanted.accept() == Accept.PROXY);
            listener.causedBy(origin);
            listener.pending(clock.instant());
            news.changed(listener);
            news.poolLeft(before);
        }
        listeners.flush();
        return show(listener);
    }

    @Transactional
    ListenerView delete(String balancerRef, String ref, String ifMatch, Origin origin) {
        var listener = listeners.requireLocked(ref);
        Etags.requireMatch(ifMatch, listener.version());
        requireOf(balancerRef, listener, ref);
        if (listener.status() != ResourceStatus.DELETING) {
            listener.causedBy(origin);
            listener.deleting(clock.instant());
            listeners.flush();
            news.changed(listener);
        }
        return show(listener);
    }

    @Transactional
    boolean gone(String id) {
        return listeners.findByIdOptional(id).isEmpty();
    }

    private void requireOf(String balancerRef, Listener listener, String ref) {
        if (balancerRef != null && !balancers.require(balancerRef).id().equals(listener.balancerId())) {
            throw listeners.unknown(ref);
        }
    }

    private ListenerView show(Listener listener) {
        return ListenerView.of(listener, balancers.require(listener.balancerId()), poolName(listener));
    }

    private String poolName(Listener listener) {
        return listener.poolId() == null
                ? null
                : pools.require(listener.poolId()).name();
    }
}
