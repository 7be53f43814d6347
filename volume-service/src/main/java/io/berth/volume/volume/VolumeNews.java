package io.berth.volume.volume;

import io.berth.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** Tells what happened to a volume, in the transaction in which it did: the fact, the state, and the wake-up. */
@ApplicationScoped
class VolumeNews {
    private final Outbox outbox;
    private final Event<VolumeTouched> touched;

    VolumeNews(Outbox outbox, Event<VolumeTouched> touched) {
        this.outbox = outbox;
        this.touched = touched;
    }

    void requested(Volume volume) {
        volume.causedBy(outbox.append(VolumeFacts.Requested.of(volume), volume.origin()));
        publish(volume);
        touched.fire(new VolumeTouched(volume.id()));
    }

    void ready(Volume volume) {
        volume.causedBy(outbox.append(VolumeFacts.Ready.of(volume), volume.origin()));
        publish(volume);
    }

    void failed(Volume volume) {
        var fact = new VolumeFacts.Failed(
                volume.id(), volume.name(), volume.failure().name(), volume.statusReason());
        volume.causedBy(outbox.append(fact, volume.origin()));
        publish(volume);
    }

    void deleting(Volume volume) {
        publish(volume);
        touched.fire(new VolumeTouched(volume.id()));
    }

    void deleted(Volume volume) {
        outbox.append(new VolumeFacts.Deleted(volume.id(), volume.name()), volume.origin());
        outbox.publishState(VolumeFacts.State.TOPIC, volume.id(), volume.name(), null, volume.origin());
    }

    private void publish(Volume volume) {
        outbox.publishState(
                VolumeFacts.State.TOPIC, volume.id(), volume.name(), VolumeFacts.State.of(volume), volume.origin());
    }
}
