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

    /** These are bound. */
    @Transactional
    public void bound(Collection<String> ids) {
        for (String id : ids) {
            listeners.findByIdOptional(id).ifPresent(listener -> {
                if (listener.status() == ResourceStatus.PENDING || listener.status() == ResourceStatus.FAILED) {
                    listener.ready(clock.instant());
                    tell(listener, "READY", null);
                }
            });
        }
    }

    /** It cannot be bound. */
    @Transactional
    public void failed(String id, ErrorCode cause, String reason) {
        listeners.findByIdOptional(id).ifPresent(listener -> {
            if (listener.status() == ResourceStatus.DELETING
                    || (listener.status() == ResourceStatus.FAILED && reason.equals(listener.statusReason()))) {
                return;
            }
            listener.failed(cause, reason, clock.instant());
            tell(listener, "FAILED", reason);
        });
    }

    /** These are bound no more: drops the rows. */
    @Transactional
    public void gone(Collection<String> ids) {
        for (String id : ids) {
            listeners.findByIdOptional(id).ifPresent(listener -> {
                outbox.append(ListenerChanged.of(listener, "DELETED", null), listener.origin());
                listeners.delete(listener);
                news.poolLeft(listener.poolId());
            });
        }
    }

    private void tell(Listener listener, String status, String reason) {
        listener.causedBy(outbox.append(ListenerChanged.of(listener, status, reason), listener.origin()));
    }
}
