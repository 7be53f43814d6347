package io.berth.network.endpoint;

/** An endpoint's wish changed: the engine is compared with it as soon as the change is committed. */
record EndpointTouched(String id) {}
