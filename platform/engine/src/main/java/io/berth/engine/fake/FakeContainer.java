package io.berth.engine.fake;

import io.berth.engine.ContainerState;
import io.berth.engine.EngineContainer;
import io.berth.engine.Health;
import io.berth.engine.Limits;
import io.berth.engine.Owner;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A container's state machine: created, running, exited, and again. */
final class FakeContainer {

    final String id;
    final String installation;
    final String name;
    final Owner owner;
    final Instant createdAt;
    final List<String> volumes;
    final boolean checked;
    Limits limits;
    Health health = Health.NONE;
    private ContainerState state = ContainerState.CREATED;
    private Integer exitCode;
    private boolean oomKilled;
    private long pid;
    private Instant startedAt;

    /** What a container is made of. */
    record Recipe(String name, Owner owner, String image, boolean checked, Limits limits, List<String> volumes) {}

    FakeContainer(String id, String installation, Recipe recipe, Instant createdAt) {
        this.id = id;
        this.installation = installation;
        this.name = recipe.name();
        this.owner = recipe.owner();
        this.checked = recipe.checked();
        this.limits = recipe.limits();
        this.volumes = recipe.volumes();
        this.createdAt = createdAt;
    }

    boolean running() {
        return state == ContainerState.RUNNING;
    }

    void start(long newPid, Instant now, Health first) {
        state = ContainerState.RUNNING;
        health = checked ? first : Health.NONE;
        exitCode = null;
        oomKilled = false;
        pid = newPid;
        startedAt = now;
    }

    void exit(int code, boolean oom) {
        state = ContainerState.EXITED;
        health = Health.NONE;
        exitCode = code;
        oomKilled = oom;
        pid = 0;
    }

    EngineContainer view(Iterable<FakeNetwork> networks) {
        Map<String, String> addresses = new LinkedHashMap<>();
        networks.forEach(
                network -> network.address(id).ifPresent(address -> addresses.put(network.spec.engineName(), address)));
        return new EngineContainer(
                id, name, owner, state, health, exitCode, oomKilled, addresses, pid, createdAt, startedAt);
    }
}
