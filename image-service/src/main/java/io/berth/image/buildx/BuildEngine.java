package io.berth.image.buildx;

import java.nio.file.Path;

/** Where images are made and pushed from. */
public interface BuildEngine {
    /**
     * The platform that it builds for, {@code linux/amd64}.
     *
     * @throws BuildException when the engine does not answer
     */
    String platform() throws BuildException;

    /**
     * Makes an image and keeps it on the engine.
     *
     * @param config the client's configuration directory, with what opens registries
     * @throws BuildException when there is no image in the end, be it because of {@code stop}
     */
    void build(BuildOrder order, Path config, BuildListener listener, StopSignal stop) throws BuildException;

    /**
     * Pushes an image to the registry that its name begins with.
     *
     * @return the manifest's digest
     */
    String push(String reference, Path config, BuildListener listener, StopSignal stop) throws BuildException;

    /** Takes a name off the engine, and the image with it when it was the last; what is gone already is no error. */
    void remove(String reference) throws BuildException;
}
