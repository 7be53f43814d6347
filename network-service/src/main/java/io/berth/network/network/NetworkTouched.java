package io.berth.network.network;

/** A network's wish changed: the engine is compared with it as soon as the change is committed. */
record NetworkTouched(String id) {}
