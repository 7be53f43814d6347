package io.berth.test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One collection of a service, with what the conventions suite needs to try it. */
public final class Sample {
    private final String collection;
    private final UnaryOperator<String> body;
    private final Map<String, UnaryOperator<String>> invalid = new LinkedHashMap<>();
    private Supplier<String> path;
    private String patch;
    private boolean named = true;
    private boolean atOnce;

    private Sample(String collection, UnaryOperator<String> body) {
        this.collection = collection;
        this.body = body;
        this.path = () -> collection;
    }

    /**
     * @param collection path template, {@code /v1/balancers/{ref}/listeners}
     * @param body makes a valid JSON object for {@code POST} from a name; must become READY under the test's engines
     */
    public static Sample of(String collection, UnaryOperator<String> body) {
        return new Sample(collection, body);
    }

    /** Where the template has variables: makes what is above and returns the collection's path. */
    public Sample at(Supplier<String> concretePath) {
        this.path = concretePath;
        return this;
    }

    /** A body that is refused with 400, 409 or 422, and how the case is called. */
    public Sample invalid(String what, UnaryOperator<String> wrong) {
        invalid.put(what, wrong);
        return this;
    }

    /** A merge patch that changes something. */
    public Sample patch(String mergePatch) {
        this.patch = mergePatch;
        return this;
    }

    /** Its items have no name of their own. */
    public Sample unnamed() {
        this.named = false;
        return this;
    }

    /** Nothing is made in the background: creation is answered with 201 without waiting. */
    public Sample atOnce() {
        this.atOnce = true;
        return this;
    }

    String collection() {
        return collection;
    }

    String path() {
        return path.get();
    }

    String body(String name) {
        return body.apply(name);
    }

    Map<String, UnaryOperator<String>> invalid() {
        return invalid;
    }

    Optional<String> patch() {
        return Optional.ofNullable(patch);
    }

    boolean named() {
        return named;
    }

    boolean isAtOnce() {
        return atOnce;
    }
}
