package io.berth.function.function;

import io.berth.outbox.Outbox;
import io.berth.web.ErrorCode;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** What the reconciler reads and records, each in a short transaction of its own; works for the root tenant. */
@ApplicationScoped
public class FunctionStore {
    private final FunctionRepository functions;
    private final Outbox outbox;
    private final Clock clock;
    private final Event<FunctionTouched> touched;

    FunctionStore(FunctionRepository functions, Outbox outbox, Clock clock, Event<FunctionTouched> touched) {
        this.functions = functions;
        this.outbox = outbox;
        this.clock = clock;
        this.touched = touched;
    }

    /** A row, as far as making it real is concerned. */
    public record Wanted(String id, Runtime runtime, ResourceStatus status, long generation) {}

    @Transactional
    public List<String> projects() {
        return functions.projects();
    }

    @Transactional
    public List<Wanted> ofProject(String project) {
        return functions.ofProject(project).stream()
                .map(function -> new Wanted(function.id(), function.runtime, function.status(), function.generation()))
                .toList();
    }

    /** Everything that this generation needs is there. */
    @Transactional
    public void deployed(String id, long generation) {
        var function = functions.findById(id);
        if (function == null || function.status() == ResourceStatus.DELETING || function.generation() != generation) {
            return;
        }
        if (function.deployed(clock.instant())) {
            function.causedBy(outbox.append(FunctionFacts.Deployed.of(function), function.origin()));
            touched.fire(FunctionTouched.of(function));
        }
    }

    @Transactional
    public void failed(String id, ErrorCode code, String reason) {
        var function = functions.findById(id);
        if (function == null || function.status() != ResourceStatus.PENDING) {
            return;
        }
        function.failed(code, reason, clock.instant());
        function.causedBy(
                outbox.append(new FunctionFacts.Failed(id, function.name(), code.name(), reason), function.origin()));
        touched.fire(FunctionTouched.of(function));
    }

    /** Nothing of it runs any more: the row goes, and its code with it. */
    @Transactional
    public void gone(String id) {
        var function = functions.findById(id);
        if (function == null) {
            return;
        }
        functions.delete(function);
        outbox.append(new FunctionFacts.Deleted(id, function.name()), function.origin());
    }
}
