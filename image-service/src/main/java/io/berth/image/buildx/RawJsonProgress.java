package io.berth.image.buildx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * Reads what {@code buildx build --progress=rawjson} writes: JSON objects, each over as many lines as it likes, with
 * lines of plain text before, between and after them. Every object is handed on as soon as its last brace is there.
 */
final class RawJsonProgress {
    /** More than the parser reads ahead, which is given back after each object. */
    private static final int PUSHBACK = 64 * 1024;

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LONGEST_TEXT = 8 * 1024 * 1024;

    private final ObjectReader updates;

    RawJsonProgress() {
        var json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        json.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(LONGEST_TEXT)
                        .build());
        this.updates = json.readerFor(SolveUpdate.class);
    }

    /** Who is told what was read, in its order. */
    interface Listener {
        void update(SolveUpdate update);

        void text(String line);
    }

    /** Until the end of the stream; an object that is cut off there is left out. */
    void read(InputStream stream, Listener listener) throws IOException {
        try (var in = new PushbackInputStream(stream, PUSHBACK)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '{') {
                    in.unread(next);
                    object(in, listener);
                } else if (!Character.isWhitespace(next)) {
                    in.unread(next);
                    listener.text(line(in));
                }
            }
        }
    }

    private void object(PushbackInputStream in, Listener listener) throws IOException {
        var parser = updates.getFactory().createParser(new Unclosed(in));
        try {
            listener.update(updates.readValue(parser));
            var ahead = new ByteArrayOutputStream();
            parser.releaseBuffered(ahead);
            in.unread(ahead.toByteArray());
        } catch (JacksonException notAnUpdate) {
            var ahead = new ByteArrayOutputStream();
            parser.releaseBuffered(ahead);
            in.unread(ahead.toByteArray());
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
        }
        return line.toString(UTF_8).stripTrailing();
    }

    /** Never waits for more than there is, since the object may be complete with it; and stays open. */
    private static final class Unclosed extends InputStream {
        private final InputStream in;

        Unclosed(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, Math.clamp(in.available(), Math.min(1, length), length));
        }
    }
}
