package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a container has written. */
final class Logs {

    private Logs() {}

    static String tail(DockerClient client, String id, int lines) {
        var text = new ByteArrayOutputStream();
        var frames = new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                text.writeBytes(frame.getPayload());
            }
        };
        try {
            client.logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines)
                    .exec(frames)
                    .awaitCompletion();
        } catch (InterruptedException e) {
            throw new EngineException(Kind.TIMEOUT, "logTail: interrupted", e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
