package io.berth.scaler.group;

/** CDI event: what is wanted of a group, or what is known of its instances, has changed. Observe it after commit. */
public record GroupTouched(String id) {}
