package io.berth.volume.volume;

import io.berth.outbox.Origin;
import io.berth.web.Ids;
import io.berth.web.Resource;
import io.berth.web.ResourceStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A volume of a project: the wish, and whether the engine ever had it. */
@Entity
class Volume extends Resource {
    @Enumerated(EnumType.STRING)
    VolumeType type;

    @JdbcTypeCode(SqlTypes.JSON)
    TmpfsOptions tmpfs;

    @JdbcTypeCode(SqlTypes.JSON)
    BindOptions bind;

    String host;

    @Column(name = "engine_name")
    String engineName;

    @Column(name = "made_at")
    Instant madeAt;

    @Column(name = "soft_limit_bytes")
    Long softLimitBytes;

    protected Volume() {}

    private Volume(CreateVolume wanted, Origin origin, Instant now) {
        super(Ids.next("vol"), wanted.name(), wanted.labels(), origin, now);
    }

    static Volume requested(CreateVolume wanted, Placement placement, Origin origin, Instant now) {
        var volume = new Volume(wanted, origin, now);
        volume.type = wanted.type();
        volume.tmpfs = wanted.tmpfs();
        volume.bind = wanted.bind();
        volume.host = placement.host();
        volume.engineName = placement.engineName(volume.id(), volume.name());
        volume.softLimitBytes = wanted.softLimitBytes();
        return volume;
    }

    /** The engine has it. True when that is news: first seen, or back after it was lost. */
    boolean found(Instant now) {
        if (madeAt == null) {
            madeAt = now;
        }
        if (status() == ResourceStatus.READY) {
            return false;
        }
        ready(now);
        return true;
    }
}
