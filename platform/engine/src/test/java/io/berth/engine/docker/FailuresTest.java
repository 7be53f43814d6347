package io.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.DockerException;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void whatEngine2010AnswersIsUnderstoodByItsWords() {
        assertThat(kind(403, "Pool overlaps with other one on this address space"))
                .isEqualTo(Kind.CONFLICT);
        assertThat(kind(403, "error while removing network: network web id 1 has active endpoints"))
                .isEqualTo(Kind.CONFLICT);
        assertThat(kind(403, "Address already in use")).isEqualTo(Kind.CONFLICT);
        assertThat(kind(500, "mkdir /var/lib/docker/volumes/x: no space left on device"))
                .isEqualTo(Kind.FULL);
        assertThat(kind(500, "Get \"http://127.0.0.1:5000/v2/\": dial tcp: connect: connection refused"))
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void theStatusDecidesWhereWordsDoNot() {
        assertThat(kind(400, "invalid")).isEqualTo(Kind.REFUSED);
        assertThat(kind(404, "no such container")).isEqualTo(Kind.NOT_FOUND);
        assertThat(kind(409, "name in use")).isEqualTo(Kind.CONFLICT);
        assertThat(kind(500, "oci runtime error")).isEqualTo(Kind.REFUSED);
        assertThat(kind(503, "starting")).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aBrokenConnectionIsUnavailableAndAnEngineExceptionStaysItself() {
        assertThat(Failures.translated("x", new RuntimeException(new SocketException("gone")))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(Failures.translated("x", new IOException("gone")).kind()).isEqualTo(Kind.UNAVAILABLE);
        var known = new EngineException(Kind.CONFLICT, "taken");
        assertThat(Failures.translated("x", known)).isSameAs(known);
    }

    @Test
    void theMessageIsTheEnginesOwnWords() {
        var answer = new DockerException("{\"message\":\"no good\"}\n", 400);

        assertThat(Failures.translated("start", answer)).hasMessage("start: no good");
        assertThat(Failures.words(new DockerException("{<html>", 502))).isEqualTo("Status 502: {<html>");
    }

    @Test
    void aRegistrysRefusalIsToldFromAnImageThatIsNotThere() {
        assertThat(pull("pull access denied for x, repository does not exist or may require 'docker login'"))
                .isEqualTo(Kind.REFUSED);
        assertThat(pull("unauthorized: authentication required")).isEqualTo(Kind.REFUSED);
        assertThat(pull("manifest for 127.0.0.1:5000/a:9 not found: manifest unknown"))
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(pull("write /var/lib/docker/tmp/x: no space left on device")).isEqualTo(Kind.FULL);
        assertThat(pull("dial tcp 127.0.0.1:5000: connect: connection refused")).isEqualTo(Kind.UNAVAILABLE);
    }

    private static Kind kind(int status, String message) {
        return Failures.translated(
                        "op", new DockerException("{\"message\":\"" + message.replace("\"", "\\\"") + "\"}", status))
                .kind();
    }

    private static Kind pull(String words) {
        return Failures.pull("x", words, null).kind();
    }
}
