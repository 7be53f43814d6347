package io.berth.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPipeTest {

    @ParameterizedTest
    @CsvSource({
        "'data: 1\n\n', true",
        "'data: 1\r\n\r\n', true",
        "'data: 1\r\r', true",
        "'data: 1\n', false",
        "'dat', false"
    })
    void aCommentFitsOnlyBetweenEvents(String end, boolean fits) {
        assertThat(EventPipe.betweenEvents(end)).isEqualTo(fits);
    }
}
