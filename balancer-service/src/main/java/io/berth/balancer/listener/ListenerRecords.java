package io.berth.balancer.listener;

import io.berth.balancer.pool.PoolUse;
import io.berth.outbox.Outbox;
import io.berth.web.ErrorCode;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Listeners as those who make them real read them, and what came of it: each change a transaction with its fact. */
@ApplicationScoped
public class ListenerRecords implements PoolUse {
    private final ListenerRepository listeners;
    private final ListenerNews news;
    private final Outbox outbox;
    private final Clock clock;

    ListenerRecords(ListenerRepository listeners, ListenerNews news, Outbox outbox, Clock clock) {
        this.listeners = listeners;
        this.news = news;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public List<ListenerSettings> ofBalancer(String balancerId) {
        return listeners.ofBalancer(balancerId).stream()
                .map(ListenerSettings::of)
                .toList();
    }

    /** Ids of the balancers that a pool is on. */
    @Transactional
    public Set<String> balancersOf(String poolId) {
        return listeners.ofPool(poolId).stream()
                .filter(listener -> listener.status() != ResourceStatus.DELETING)
                .map(Listener::balancerId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Ids of all balancers that may still carry a pool's servers, those of leaving listeners included. */
    @Transactional
    public Set<String> everyBalancerOf(String poolId) {
        return listeners.ofPool(poolId).stream().map(Listener::balancerId).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    @Transactional
    public List<String> usersOf(String poolId) {
        return listeners.ofPool(poolId).stream()
                .map(listener -> "listener " + listener.name())
                .toList();
    }

    /** These are bound as they were read; one of which something else is wanted by now is not told. */
    @Transactional
    public void bound(Collection<ListenerSettings> those) {
        for (var read : those) {
            unchanged(read).ifPresent(listener -> {
                if (listener.status() == ResourceStatus.PENDING || listener.status() == ResourceStatus.FAILED) {
                    var before = listener.servingPoolId();
                    listener.arrived();
                    listener.ready(clock.instant());
                    tell(listener, "READY", null);
                    news.poolLeft(before);
                }
            });
        }
    }

    /** It is not what is wanted yet; said once. */
    @Transactional
    public void waiting(ListenerSettings read, String reason) {
        unchanged(read)
                .filter(listener ->
                        listener.status() == ResourceStatus.PENDING && !reason.equals(listener.statusReason()))
                .ifPresent(listener -> listener.explain(reason, listener.updatedAt()));
    }

    /** It cannot be bound as it was read. */
    @Transactional
    public void failed(ListenerSettings read, ErrorCode cause, String reason) {
        unchanged(read).ifPresent(listener -> {
            if (listener.status() == ResourceStatus.DELETING
                    || (listener.status() == ResourceStatus.FAILED && reason.equals(listener.statusReason()))) {
                return;
            }
            listener.failed(cause, reason, clock.instant());
            tell(listener, "FAILED", reason);
        });
    }

    private Optional<Listener> unchanged(ListenerSettings read) {
        return listeners.findByIdOptional(read.id()).filter(listener -> listener.generation() == read.generation());
    }

    /** Those of them that are leaving are bound no more: drops the rows. */
    @Transactional
    public void gone(Collection<ListenerSettings> those) {
        for (var read : those) {
            listeners
                    .findByIdOptional(read.id())
                    .filter(listener -> listener.status() == ResourceStatus.DELETING)
                    .ifPresent(this::drop);
        }
    }

    /** The balancer is gone, and all of its listeners with it. */
    @Transactional
    public void allGone(String balancerId) {
        listeners.ofBalancer(balancerId).forEach(this::drop);
    }

    private void drop(Listener listener) {
        outbox.append(ListenerChanged.of(listener, "DELETED", null), listener.origin());
        listeners.delete(listener);
        news.poolLeft(listener.poolId());
        news.poolLeft(listener.servingPoolId());
    }

    private void tell(Listener listener, String status, String reason) {
        listener.causedBy(outbox.append(ListenerChanged.of(listener, status, reason), listener.origin()));
    }
}
