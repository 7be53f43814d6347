package io.berth.image.access;

/** Which builds are running: the registry token of a build ends with it. */
public interface LiveBuilds {
    boolean running(String build);
}
