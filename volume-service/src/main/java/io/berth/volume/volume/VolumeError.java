package io.berth.volume.volume;

import io.berth.engine.EngineException;
import io.berth.web.ErrorCode;

/** Why the API refuses something about a volume. */
public enum VolumeError implements ErrorCode {
    VOLUME_TYPE_UNSUPPORTED(422, "This installation cannot make such volumes yet"),
    VOLUME_OPTION_UNSUPPORTED(422, "This installation cannot do that yet"),
    VOLUME_BIND_NOT_ALLOWED(422, "This directory is not lent out"),
    VOLUME_HOST_UNKNOWN(422, "There is no such host"),
    VOLUME_IN_USE(409, "The volume is in use"),
    VOLUME_LOST(409, "The volume vanished with its data"),
    VOLUME_NAME_TAKEN_ON_ENGINE(409, "The engine has a foreign volume of this name"),
    VOLUME_REFUSED(502, "The engine refused the volume");

    private final int status;
    private final String title;

    VolumeError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** What a refusal for good means to whoever asked for the volume. */
    static VolumeError of(EngineException refusal) {
        return refusal.kind() == EngineException.Kind.CONFLICT ? VOLUME_NAME_TAKEN_ON_ENGINE : VOLUME_REFUSED;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
