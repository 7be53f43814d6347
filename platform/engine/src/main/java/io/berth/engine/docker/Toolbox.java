package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.FirewallSpec;
import io.berth.engine.ToolResult;
import io.berth.engine.ToolboxSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Containers that run one tool to its end, with their streams connected before they start. */
final class Toolbox {

    private static final int COMPLAINT_BYTES = 4096;

    private final Ownership ownership;
    private final Volumes volumes;

    Toolbox(Ownership ownership, Volumes volumes) {
        this.ownership = ownership;
        this.volumes = volumes;
    }

    String create(DockerClient client, ToolboxSpec spec) {
        volumes.requireUsable(client, spec.volume(), spec.owner());
        return ContainerRequests.toolbox(client, spec, ownership.labels(spec.owner()))
                .exec()
                .getId();
    }

    String create(DockerClient client, FirewallSpec spec) {
        return ContainerRequests.firewall(client, spec, ownership.labels(spec.owner()))
                .exec()
                .getId();
    }

    ToolResult run(DockerClient client, String id, InputStream input, OutputStream output) {
        try (var streams = new Streams(output)) {
            client.attachContainerCmd(id)
                    .withStdIn(input)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true)
                    .exec(streams);
            streams.awaitStarted();
            client.startContainerCmd(id).exec();
            streams.awaitCompletion();
            streams.requireDelivered();
            int exitCode = client.waitContainerCmd(id)
                    .exec(new WaitContainerResultCallback())
                    .awaitStatusCode();
            return new ToolResult(exitCode, streams.complaint.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.TIMEOUT, "runTool: interrupted", e);
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "runTool: " + e.getMessage(), e);
        }
    }

    /** Writing blocks the reader, and so the tool: what nobody takes is not gathered. */
    private static final class Streams extends ResultCallback.Adapter<Frame> {
        private final OutputStream output;
        private final ByteArrayOutputStream complaint = new ByteArrayOutputStream();
        private volatile IOException undelivered;

        Streams(OutputStream output) {
            this.output = output;
        }

        @Override
        public void onNext(Frame frame) {
            if (frame.getStreamType() == StreamType.STDERR) {
                complain(frame.getPayload());
                return;
            }
            try {
                output.write(frame.getPayload());
            } catch (IOException e) {
                undelivered = e;
                throw new UncheckedIOException(e);
            }
        }

        private void complain(byte[] text) {
            complaint.write(text, 0, Math.min(text.length, COMPLAINT_BYTES - complaint.size()));
        }

        /** @throws IOException when whoever reads the output went away */
        void requireDelivered() throws IOException {
            if (undelivered != null) {
                throw undelivered;
            }
        }
    }
}
