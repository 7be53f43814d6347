package io.berth.volume.volume;

import io.berth.outbox.Origin;
import io.berth.web.Etags;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** What a project may do with its volumes: each change is one transaction with one fact. */
@ApplicationScoped
class VolumeService {
    private final VolumeRepository volumes;
    private final VolumeWishes wishes;
    private final VolumeNews news;
    private final Clock clock;

    VolumeService(
            VolumeRepository volumes, GroupMountRepository mounts, VolumeWishes wishes, VolumeNews news, Clock clock) {
        this.volumes = volumes;
        this.wishes = wishes;
        this.news = news;
        this.clock = clock;
    }

    @Transactional
    VolumeView create(CreateVolume wanted, Origin origin) {
        var complete = wishes.complete(wanted);
        volumes.requireNameFree(wanted.name());
        var volume = Volume.requested(complete, wishes.placement(wanted), origin, clock.instant());
        volumes.persistAndFlush(volume);
        news.requested(volume);
        return VolumeView.of(volume);
    }

    @Transactional
    Page<VolumeView> list(PageRequest request) {
        return volumes.page(request).map(VolumeView::of);
    }

    @Transactional
    VolumeView view(String ref) {
        return VolumeView.of(volumes.requireRef(ref));
    }

    @Transactional
    boolean gone(String id) {
        return volumes.findByIdOptional(id).isEmpty();
    }

    @Transactional
    VolumeView change(String id, VolumePatch wanted, String ifMatch) {
        VolumeWishes.requireNoLimit(wanted.softLimitBytes());
        var volume = volumes.requireLocked(id);
        Etags.requireMatch(ifMatch, volume.version());
        volume.relabel(wanted.labels(), clock.instant());
        volumes.flush();
        return VolumeView.of(volume);
    }

    /** Accepts the deletion. Who calls has seen that nobody mounts it; whoever does so meanwhile delays the removal. */
    @Transactional
    void delete(String id, String ifMatch) {
        var volume = volumes.requireLocked(id);
        Etags.requireMatch(ifMatch, volume.version());
        if (volume.status() == ResourceStatus.DELETING) {
            return;
        }
        volume.deleting(clock.instant());
        news.deleting(volume);
    }
}
