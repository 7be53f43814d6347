package io.berth.volume.volume;

import io.berth.engine.Owner;
import io.berth.engine.VolumeSource;
import io.berth.engine.VolumeSpec;
import io.berth.volume.volume.VolumePlan.Wanted;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the reconciler reads and records, each in a short transaction of its own. */
@ApplicationScoped
class VolumeStore {
    private final VolumeRepository volumes;
    private final VolumeWishes wishes;
    private final VolumeNews news;
    private final Clock clock;

    VolumeStore(VolumeRepository volumes, VolumeWishes wishes, VolumeNews news, Clock clock) {
        this.volumes = volumes;
        this.wishes = wishes;
        this.news = news;
        this.clock = clock;
    }

    /** The row as the plan and the engine want it. */
    record Asked(Wanted wanted, String host, VolumeSpec spec) {}

    @Transactional
    List<String> ids() {
        return volumes.allIds();
    }

    @Transactional
    Optional<Asked> asked(String id) {
        return volumes.findByIdOptional(id).map(volume -> new Asked(wanted(volume), volume.host, spec(volume)));
    }

    /** The engine has it. True when that was news. */
    @Transactional
    boolean found(String id) {
        var volume = volumes.findLocked(id).orElse(null);
        if (volume == null || volume.status() == ResourceStatus.DELETING || !volume.found(clock.instant())) {
            return false;
        }
        news.ready(volume);
        return true;
    }

    @Transactional
    void failed(String id, VolumeError code, String reason) {
        var volume = volumes.findLocked(id).orElse(null);
        if (volume == null || volume.status() == ResourceStatus.DELETING) {
            return;
        }
        volume.failed(code, reason, clock.instant());
        news.failed(volume);
    }

    /** Why something takes its time. */
    @Transactional
    void explain(String id, String reason) {
        var volume = volumes.findLocked(id).orElse(null);
        if (volume != null && !Objects.equals(volume.statusReason(), reason)) {
            volume.explain(reason, clock.instant());
        }
    }

    /** The engine has it no more: the row and its state go. */
    @Transactional
    void gone(String id) {
        var volume = volumes.findLocked(id).orElse(null);
        if (volume != null) {
            volumes.delete(volume);
            news.deleted(volume);
        }
    }

    private static Wanted wanted(Volume volume) {
        return new Wanted(
                volume.status() == ResourceStatus.DELETING,
                volume.status() == ResourceStatus.FAILED,
                volume.madeAt != null,
                volume.type.diesWithItsVolume());
    }

    private VolumeSpec spec(Volume volume) {
        var owner = new Owner(volume.project(), VolumeReconciler.KIND, volume.id(), volume.name(), volume.generation());
        return new VolumeSpec(owner, volume.engineName, source(volume));
    }

    private VolumeSource source(Volume volume) {
        return switch (volume.type) {
            case LOCAL -> VolumeSource.LOCAL;
            case TMPFS -> new VolumeSource.Tmpfs(volume.tmpfs.sizeBytes(), volume.tmpfs.mode());
            case BIND -> new VolumeSource.Bind(volume.bind.path(), wishes.lentOut());
            case NFS, CIFS -> throw new IllegalStateException("a stored volume of type " + volume.type);
        };
    }
}
