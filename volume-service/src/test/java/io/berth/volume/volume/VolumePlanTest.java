package io.berth.volume.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.volume.volume.VolumePlan.Actual;
import io.berth.volume.volume.VolumePlan.AwaitFree;
import io.berth.volume.volume.VolumePlan.Create;
import io.berth.volume.volume.VolumePlan.RecordFound;
import io.berth.volume.volume.VolumePlan.RecordGone;
import io.berth.volume.volume.VolumePlan.RecordLost;
import io.berth.volume.volume.VolumePlan.Remove;
import io.berth.volume.volume.VolumePlan.Wanted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VolumePlanTest {
    private static final Wanted NEW = new Wanted(false, false, false, true);
    private static final Wanted MADE = new Wanted(false, false, true, true);
    private static final Wanted LOST = new Wanted(false, true, true, true);
    private static final Wanted DELETING = new Wanted(true, false, true, true);
    private static final Actual UNUSED = new Actual(List.of());

    @Test
    void aNewVolumeIsCreated() {
        assertThat(VolumePlan.between(NEW, Optional.empty())).containsExactly(new Create());
    }

    @Test
    void aVolumeWhoseCreationWasNeverRecordedIsAdopted() {
        assertThat(VolumePlan.between(NEW, Optional.of(UNUSED))).containsExactly(new RecordFound());
    }

    @Test
    void aVolumeThatHeldDataAndVanishedIsNotMadeAgainEmpty() {
        assertThat(VolumePlan.between(MADE, Optional.empty())).containsExactly(new RecordLost());
        assertThat(VolumePlan.between(LOST, Optional.empty())).isEmpty();
    }

    @Test
    void aVolumeWhoseDataLiveElsewhereIsMadeAgain() {
        assertThat(VolumePlan.between(new Wanted(false, false, true, false), Optional.empty()))
                .containsExactly(new Create());
    }

    @Test
    void aLostVolumeThatComesBackIsTakenUpAgain() {
        assertThat(VolumePlan.between(LOST, Optional.of(UNUSED))).containsExactly(new RecordFound());
    }

    @Test
    void aVolumeThatFailedIsNotTriedForEver() {
        assertThat(VolumePlan.between(new Wanted(false, true, false, true), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aDeletedVolumeIsRemovedAndForgotten() {
        assertThat(VolumePlan.between(DELETING, Optional.of(UNUSED))).containsExactly(new Remove(), new RecordGone());
        assertThat(VolumePlan.between(DELETING, Optional.empty())).containsExactly(new RecordGone());
    }

    @Test
    void aDeletedVolumeWaitsForWhoeverMountedItSince() {
        assertThat(VolumePlan.between(DELETING, Optional.of(new Actual(List.of("web-1")))))
                .containsExactly(new AwaitFree(List.of("web-1")));
    }
}
