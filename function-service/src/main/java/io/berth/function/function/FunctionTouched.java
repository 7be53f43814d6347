package io.berth.function.function;

import io.berth.engine.ReconcileRequest;

/**
 * CDI event: what is wanted of a function, or known about it, changed.
 *
 * @param generation that runs from now on; instances of older ones are no longer used
 * @param deleting it is to go
 */
public record FunctionTouched(String project, String function, long generation, boolean deleting)
        implements ReconcileRequest {
    /** Functions are made real together with all of their project. */
    public static final String KIND = "function-site";

    static FunctionTouched of(Function function) {
        return new FunctionTouched(
                function.project(),
                function.id(),
                function.generation(),
                function.status() == io.berth.web.ResourceStatus.DELETING);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String id() {
        return project;
    }
}
