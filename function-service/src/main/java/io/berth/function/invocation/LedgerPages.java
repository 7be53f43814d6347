package io.berth.function.invocation;

import io.berth.function.instance.Outcome;
import io.berth.function.usage.UsageMeter;
import io.berth.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Invocations, their facts and their usage, in one transaction for many; works for the root tenant. */
@ApplicationScoped
class LedgerPages {
    private final InvocationRepository invocations;
    private final UsageMeter usage;
    private final Outbox outbox;

    LedgerPages(InvocationRepository invocations, UsageMeter usage, Outbox outbox) {
        this.invocations = invocations;
        this.usage = usage;
        this.outbox = outbox;
    }

    @Transactional
    void write(List<Ledger.Entry> entries) {
        // Facts of one function are numbered by whoever holds its row: else its deletion could overtake its
        // invocations.
        invocations.holdFunctions(entries.stream()
                .map(entry -> entry.run().function().id())
                .collect(Collectors.toCollection(TreeSet::new)));
        entries.stream()
                .filter(entry -> invocations.insert(entry.run(), entry.log()))
                .forEach(this::tell);
    }

    @Transactional
    void forgetBefore(Instant time) {
        invocations.forgetBefore(time);
    }

    private void tell(Ledger.Entry entry) {
        var run = entry.run();
        var origin = entry.origin();
        var fact = run.outcome() == Outcome.SUCCEEDED
                ? outbox.append(InvocationFacts.Completed.of(run), origin)
                : outbox.append(InvocationFacts.Failed.of(run), origin);
        outbox.append(InvocationFacts.UsageRecorded.of(run), origin.causedBy(fact));
        usage.add(new UsageMeter.Used(
                run.function().project(),
                run.function().id(),
                run.function().name(),
                run.beganAt(),
                run.billedMs(),
                run.mbMs()));
    }
}
