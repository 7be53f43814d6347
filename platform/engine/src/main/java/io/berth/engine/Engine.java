package io.berth.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One Docker host. Every call has a deadline of its own and is safe to repeat: creating what exists returns it, starting
 * what runs and removing what is gone do nothing. Only objects with this installation's label are ever listed or touched;
 * a call on a foreign object is {@link EngineException.Kind#REFUSED}. All failures are {@link EngineException}s.
 */
public interface Engine {

    /**
     * Makes the network, or returns the one that the same owner already has under that name; a younger double is removed.
     *
     * @throws EngineException CONFLICT when the name is someone else's or a subnet overlaps; REFUSED by a guard-rail
     */
    EngineNetwork createNetwork(NetworkSpec spec);

    Optional<EngineNetwork> network(String idOrName);

    /** Networks whose owner is of that kind, with their attachments. */
    List<EngineNetwork> networks(String kind);

    /** Networks of one owner, with their attachments: one, or none, or two when it was made twice. */
    List<EngineNetwork> networksOf(String kind, String ownerId);

    /** @throws EngineException CONFLICT while containers are attached */
    void removeNetwork(String id);

    /**
     * Attaches a container of this installation to a network of this installation.
     *
     * @param ipv4OrNull a fixed address, or null for one of the engine's choice
     * @throws EngineException CONFLICT when the address is taken
     */
    void connect(String networkId, String containerId, List<String> aliases, String ipv4OrNull);

    void disconnect(String networkId, String containerId);

    /**
     * Puts the container that this very process runs in on a network of this installation, at that address; moves it when it
     * is there at another one. The only container without this installation's label that is ever touched.
     *
     * @throws EngineException NOT_FOUND when this process runs in no container of that engine; CONFLICT when the address is
     *     taken
     */
    void joinSelf(String networkId, String ipv4);

    /** Takes this process's own container off a network of this installation. */
    void leaveSelf(String networkId);

    /**
     * Makes a user's container, not started. When the same owner already has one under that name, its id.
     *
     * @throws EngineException NOT_FOUND for an unknown image or network; CONFLICT when the name is someone else's
     */
    String createContainer(ContainerSpec spec);

    /** As {@link #createContainer} for one of Berth's own parts; a {@link ToolSpec} is for {@link #runTool} instead. */
    String createSystem(SystemSpec spec);

    /**
     * Runs one of Berth's tools to its end and removes its container, whatever happens.
     *
     * @param input what it reads; a tool does not see where this ends, so the bytes themselves must say it
     * @param output where it writes, while it runs; who is slow here slows it down
     * @param deadline after which it is killed and the call ends as TIMEOUT
     * @throws EngineException NOT_FOUND for an unknown image or volume
     */
    ToolResult runTool(ToolSpec spec, InputStream input, OutputStream output, Duration deadline);

    void start(String id);

    /** Stops the container; it is killed after the grace. */
    void stop(String id, Duration grace);

    /** @param signal with or without {@code SIG}; the container must run, else CONFLICT */
    void kill(String id, String signal);

    /** Removes the container, running or not, and its anonymous volumes. */
    void remove(String id);

    /** Changes limits of an existing user container, held to the same guard-rails as at creation. */
    void updateLimits(String id, Limits limits);

    /**
     * The end of what a container wrote to its outputs, both as one text.
     *
     * @param lines at most so many
     */
    String logTail(String id, int lines);

    Optional<EngineContainer> container(String idOrName);

    /** Containers whose owner is of that kind, in any state, oldest first. */
    List<EngineContainer> containers(String kind);

    boolean hasImage(String reference);

    /**
     * Pulls an image.
     *
     * @throws EngineException NOT_FOUND for an unknown image; REFUSED when the registry denies access
     */
    void pull(String reference, RegistryCredentials credentialsOrNull);

    /**
     * Makes the volume, or returns the one that the same owner already has under that name.
     *
     * @throws EngineException CONFLICT when the name is someone else's; REFUSED by a guard-rail
     */
    EngineVolume createVolume(VolumeSpec spec);

    Optional<EngineVolume> volume(String name);

    /** This installation's containers that mount the volume, in any state, oldest first. */
    List<EngineContainer> volumeUsers(String name);

    List<EngineVolume> volumes(String kind);

    /** @throws EngineException CONFLICT while a container uses it */
    void removeVolume(String name);

    /** Subnets of all networks on the engine, foreign ones too: what a new subnet must not overlap. */
    List<AddressRange> usedSubnets();

    /** Asks the engine whether it is there. @throws EngineException UNAVAILABLE or TIMEOUT */
    void ping();

    /**
     * Reports changes of this installation's objects until the stream breaks (EngineException UNAVAILABLE) or the calling
     * thread is interrupted (returns). Services use {@link EngineEvents}, which reconnects.
     *
     * @param connected run once the stream is open: whatever changes from now on is reported
     */
    void watch(Runnable connected, Consumer<EngineChange> changes);
}
