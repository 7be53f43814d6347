package io.berth.balancer.balancer;

import io.berth.outbox.Outbox;
import io.berth.web.ErrorCode;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** What came of making balancers real: each change a transaction with its fact. */
@ApplicationScoped
public class BalancerRecords {
    private final BalancerRepository balancers;
    private final Outbox outbox;
    private final Clock clock;

    BalancerRecords(BalancerRepository balancers, Outbox outbox, Clock clock) {
        this.balancers = balancers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Of every balancer that the current tenant sees. */
    @Transactional
    public List<String> ids() {
        return balancers.ids();
    }

    /** The proxy runs. */
    @Transactional
    public void running(String id, OperatingStatus operating) {
        balancers.findByIdOptional(id).ifPresent(balancer -> {
            if (balancer.status() == ResourceStatus.PENDING || balancer.status() == ResourceStatus.FAILED) {
                balancer.ready(clock.instant());
                balancer.causedBy(outbox.append(
                        new BalancerReady(id, balancer.name(), balancer.scheme(), balancer.networks(), balancer.host()),
                        balancer.origin()));
            } else if (balancer.statusReason() != null && balancer.status() == ResourceStatus.READY) {
                balancer.explain(null, clock.instant());
            }
            if (balancer.operatingStatus() != operating) {
                balancer.operating(operating, clock.instant());
            }
        });
    }

    /** The proxy is not there yet or not any more; it is being worked on. */
    @Transactional
    public void waiting(String id, String reason) {
        balancers.findByIdOptional(id).ifPresent(balancer -> {
            if (!Objects.equals(balancer.statusReason(), reason)) {
                balancer.explain(reason, clock.instant());
            }
            if (balancer.status() == ResourceStatus.READY && balancer.operatingStatus() != OperatingStatus.OFFLINE) {
                balancer.operating(OperatingStatus.OFFLINE, clock.instant());
            }
        });
    }

    /** The proxy cannot be made, or not be made what is wanted; what it was may go on serving. */
    @Transactional
    public void failed(String id, ErrorCode cause, String reason, OperatingStatus operating) {
        balancers.findByIdOptional(id).ifPresent(balancer -> {
            if (balancer.status() != ResourceStatus.DELETING && balancer.operatingStatus() != operating) {
                balancer.operating(operating, clock.instant());
            }
            if (balancer.status() == ResourceStatus.DELETING
                    || (balancer.status() == ResourceStatus.FAILED && reason.equals(balancer.statusReason()))) {
                return;
            }
            balancer.failed(cause, reason, clock.instant());
            balancer.causedBy(outbox.append(new BalancerFailed(id, balancer.name(), reason), balancer.origin()));
        });
    }

    /** The proxy is gone; drops the row. Listeners must have been dropped before. */
    @Transactional
    public void gone(String id) {
        balancers.findByIdOptional(id).ifPresent(balancer -> {
            outbox.append(new BalancerDeleted(id, balancer.name()), balancer.origin());
            balancers.delete(balancer);
        });
    }
}
