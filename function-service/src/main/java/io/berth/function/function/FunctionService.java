package io.berth.function.function;

import io.berth.outbox.Origin;
import io.berth.web.Etags;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** What a project may do with its functions: each change is one transaction. */
@ApplicationScoped
class FunctionService {
    private final FunctionRepository functions;
    private final FunctionRules rules;
    private final Seal seal;
    private final Clock clock;
    private final Event<FunctionTouched> touched;

    FunctionService(
            FunctionRepository functions, FunctionRules rules, Seal seal, Clock clock, Event<FunctionTouched> touched) {
        this.functions = functions;
        this.rules = rules;
        this.seal = seal;
        this.clock = clock;
        this.touched = touched;
    }

    @Transactional
    FunctionView create(CreateFunction wanted, Code code, Origin origin) {
        var settings = wanted.settings();
        var runtime = rules.requireRuntime(wanted);
        rules.require(settings, wanted.secrets());
        functions.requireNameFree(wanted.name());
        var function = new Function(wanted.name(), wanted.labels(), origin, clock.instant());
        function.runtime = runtime;
        function.settings(settings);
        function.secrets = sealed(function.id(), wanted.secrets(), Map.of());
        function.code(code);
        functions.persistAndFlush(function);
        functions.keepCode(function.id(), code.zip());
        touched.fire(FunctionTouched.of(function));
        return FunctionView.of(function);
    }

    @Transactional
    Page<FunctionView> list(PageRequest request) {
        return functions.page(request).map(FunctionView::of);
    }

    @Transactional
    FunctionView view(String ref) {
        return FunctionView.of(functions.requireRef(ref));
    }

    @Transactional
    boolean gone(String id) {
        return functions.findByIdOptional(id).isEmpty();
    }

    /** Labels change nothing that runs; everything else is a new generation. */
    @Transactional
    FunctionView patch(String ref, FunctionPatch wanted, String ifMatch, Origin origin) {
        var function = changeable(ref, ifMatch);
        rules.require(wanted.settings(), wanted.secrets());
        var before = FunctionPatch.of(FunctionView.of(function));
        if (!wanted.labels().equals(function.labels())) {
            function.relabel(wanted.labels(), clock.instant());
        }
        if (!wanted.settings().equals(before.settings()) || !wanted.secrets().equals(before.secrets())) {
            function.settings(wanted.settings());
            function.secrets = sealed(function.id(), wanted.secrets(), function.secrets);
            renew(function, origin);
        }
        functions.flush();
        return FunctionView.of(function);
    }

    @Transactional
    FunctionView replaceCode(String ref, Code code, String ifMatch, Origin origin) {
        var function = changeable(ref, ifMatch);
        function.code(code);
        functions.keepCode(function.id(), code.zip());
        renew(function, origin);
        functions.flush();
        return FunctionView.of(function);
    }

    @Transactional
    void delete(String ref, String ifMatch, Origin origin) {
        var function = functions.requireLocked(ref);
        Etags.requireMatch(ifMatch, function.version());
        if (function.status() != ResourceStatus.DELETING) {
            function.causedBy(origin);
            function.deleting(clock.instant());
        }
        touched.fire(FunctionTouched.of(function));
    }

    /** What a sealed secret is bound to. */
    static String owner(String function, String name) {
        return function + "/" + name;
    }

    private Function changeable(String ref, String ifMatch) {
        var function = functions.requireLocked(ref);
        Etags.requireMatch(ifMatch, function.version());
        if (function.status() == ResourceStatus.DELETING) {
            throw new ProblemException(FunctionError.FUNCTION_NOT_READY, function.name() + " is being deleted.");
        }
        return function;
    }

    private void renew(Function function, Origin origin) {
        function.causedBy(origin);
        function.pending(clock.instant());
        touched.fire(FunctionTouched.of(function));
    }

    private Map<String, String> sealed(String function, Map<String, String> wanted, Map<String, String> before) {
        var kept = new HashMap<String, String>();
        wanted.forEach((name, value) -> {
            if (!FunctionPatch.KEPT.equals(value)) {
                kept.put(name, seal.seal(owner(function, name), value));
            } else if (before.containsKey(name)) {
                kept.put(name, before.get(name));
            } else {
                throw ProblemException.invalidField("secrets", "a value is no text that a variable can have");
            }
        });
        return kept;
    }
}
