package io.berth.volume.volume;

import io.berth.web.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class VolumeRepository extends ResourceRepository<Volume> {
    VolumeRepository() {
        super("volume");
    }

    List<String> allIds() {
        return find("select id from Volume").project(String.class).list();
    }
}
