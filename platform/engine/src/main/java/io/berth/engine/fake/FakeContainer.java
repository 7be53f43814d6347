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
    final String name;
    final Owner owner;
    final String image;
    final Instant createdAt;
    final boolean checked;
    final List<String> volumes;
    Limits limits;
    ContainerState state = ContainerState.CREATED;
    Health health = Health.NONE;
    Integer exitCode;
    boolean oomKilled;
    long pid;
    Instant startedAt;

    FakeContainer(
            String id,
            String name,
            Owner owner,
            String image,
            Instant createdAt,
            boolean checked,
            Limits limits,
            List<String> volumes) {
        this.id = id;
        this.name = name;
        this.owner = owner;
        this.image = image;
        this.createdAt = createdAt;
        this.checked = checked;
        this.limits = limits;
        this.volumes = volumes;
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
        if (running()) {
            networks.forEach(network -> {
                String address = network.members.get(id);
                if (address != null) {
                    addresses.put(network.spec.engineName(), address);
                }
            });
        }
        return new EngineContainer(
                id, name, owner, state, health, exitCode, oomKilled, addresses, pid, createdAt, startedAt);
    }
}
