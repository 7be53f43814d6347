package io.berth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConventionPiecesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=30 | 30",
                "respond-async, wait=5 | 5",
                "WAIT=\"7\" | 7",
                "wait=999 | 60",
                "await=3 | 0",
                "wait=soon | 0",
                "wait=-1 | 0"
            })
    void thePreferenceIsReadAsRfc7240Says(String header, int seconds) {
        assertThat(WaitPreference.of(header).timeout()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "10s,10000", "5m,300000", "1h,3600000", "90s,90000", "0s,0"})
    void durationsAreWrittenAsTheyAreRead(String text, long ms) {
        var duration = DurationText.parse(text).orElseThrow();

        assertThat(duration).isEqualTo(Duration.ofMillis(ms));
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }

    @Test
    void whatIsNoDurationIsNotRead() {
        assertThat(Stream.of("", "10", "s", "-1s", "1.5s", "PT1S", "1 s")
                        .flatMap(text -> DurationText.parse(text).stream()))
                .isEmpty();
    }

    @Test
    void aTagMatchesItselfAndTheStar() {
        Etags.requireMatch((String) null, 7);
        Etags.requireMatch("*", 7);
        Etags.requireMatch("\"6\", \"7\"", 7);
        Etags.requireMatch("\"7-00ff\"", 7);
        assertThatThrownBy(() -> Etags.requireMatch("\"6-00ff\"", 7)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Etags.requireMatch("\"6\"", 7)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Etags.requireMatch("W/\"7\"", 7)).isInstanceOf(ProblemException.class);
        assertThat(Etags.matches("W/\"7\"", "\"7\"", true)).isTrue();
    }

    @Test
    void aLargerRoleIncludesTheSmallerOnesAndATokenForEveryProjectOnlyViews() {
        assertThat(RoleAugmentor.expand(Set.of("admin"), false)).containsOnly("viewer", "operator", "admin");
        assertThat(RoleAugmentor.expand(Set.of("operator"), false)).containsOnly("viewer", "operator");
        assertThat(RoleAugmentor.expand(Set.of("viewer", "other"), false)).containsOnly("viewer");
        assertThat(RoleAugmentor.expand(Set.of("other"), false)).isEmpty();
        assertThat(RoleAugmentor.expand(Set.of("admin"), true)).containsOnly("viewer");
    }

    @Test
    void aCursorOfAnotherKindIsRefused() {
        assertThat(Cursor.id(Cursor.after("net_1"))).isEqualTo("net_1");
        assertThatThrownBy(() -> Cursor.id("bm90LW91cnM")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Cursor.id("???")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aPageHasANextOneOnlyWhenThereIsMore() {
        assertThat(Page.cut(List.of("a", "b"), 2, id -> id).next()).isNull();
        var cut = Page.cut(List.of("a", "b", "c"), 2, id -> id);
        assertThat(cut.items()).containsExactly("a", "b");
        assertThat(Cursor.id(cut.next())).isEqualTo("b");
    }

    @Test
    void aTraceIsTheClientsOrANewOne() {
        var sent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(Trace.from(sent)).isEqualTo(new Trace("4bf92f3577b34da6a3ce929d0e0e4736", sent));
        for (var broken : new String[] {null, "", "00-xyz", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01"}) {
            var made = Trace.from(broken);
            assertThat(Trace.from(made.parent())).isEqualTo(made);
        }
    }

    @Test
    void idsAreSortedByTimeOfCreation() {
        var ids = Stream.generate(() -> Ids.next("net")).limit(1000).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("net_[0-9a-z]{13}"));
    }

    @Test
    void anAmbiguousJsonTreeIsRefusedToo() {
        var mapper = new ObjectMapper();
        new StrictJson().customize(mapper);
        assertThatThrownBy(() -> mapper.readTree("{\"a\": 1, \"a\": 2}")).hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> mapper.readTree("{} {}")).hasMessageContaining("Trailing");
    }
}
