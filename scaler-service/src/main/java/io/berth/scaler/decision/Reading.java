package io.berth.scaler.decision;

/** What a metric says at one moment. Missing is a value of its own: it is never zero. */
public sealed interface Reading {

    /**
     * A measurement.
     *
     * @param perInstance mean per measured instance, in the metric's unit
     * @param instances how many instances it was measured over; 0 for load that arrives while none is in service, and then
     *     {@code perInstance} is the whole load
     */
    record Measured(double perInstance, int instances) implements Reading {
        /** The whole group's load: what {@code instances} carry together. */
        double total() {
            return perInstance * Math.max(1, instances);
        }
    }

    /** Nothing was measured, and why. */
    record Missing(String reason) implements Reading {}
}
