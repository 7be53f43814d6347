package io.berth.volume;

import io.berth.engine.ContainerSpec;
import io.berth.engine.Owner;
import io.berth.engine.VolumeMount;
import io.berth.engine.fake.FakeEngine;
import java.util.List;

/** Containers that tests mount volumes into. */
final class TestContainers {
    private TestContainers() {}

    /** A running instance of the default project with the volume of that engine name at {@code /data}. Its engine id. */
    static String mounting(FakeEngine engine, String name, String volume) {
        engine.addImage("any:1");
        var owner = new Owner("default", "instance", "i_" + name, name, 1);
        var id = engine.createContainer(ContainerSpec.of(owner, name, "any:1", List.of())
                .withMounts(List.of(new VolumeMount(volume, "/data", false))));
        engine.start(id);
        return id;
    }
}
