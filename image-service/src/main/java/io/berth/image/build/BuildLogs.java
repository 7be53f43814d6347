package io.berth.image.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Logs of builds: a file of lines each, read while it grows. A position is a number of bytes from its beginning. */
@ApplicationScoped
class BuildLogs {
    private static final Logger LOG = Logger.getLogger(BuildLogs.class);
    private static final int MOST_AT_ONCE = 64 * 1024;

    /** Characters; always fits into one reading. */
    private static final int LONGEST_LINE = 12 * 1024;

    private final BuildFiles files;
    private final BuildsConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long changes;

    BuildLogs(BuildFiles files, BuildsConfig config) {
        this.files = files;
        this.config = config;
    }

    /** @param end position after it */
    record Line(String text, long end) {}

    /** Goes on after what an earlier attempt wrote. */
    Writer open(String id) throws IOException {
        return new Writer(FileChannel.open(files.log(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    /** Whole lines from a position on, not all of them when there are many; none for a log that is not there. */
    List<Line> read(String id, long from) {
        try (var channel = FileChannel.open(files.log(id), StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate((int) Math.clamp(channel.size() - from, 0, MOST_AT_ONCE));
            channel.read(buffer, Math.max(0, from));
            var lines = new ArrayList<Line>();
            int start = 0;
            for (int i = 0; i < buffer.position(); i++) {
                if (buffer.array()[i] == '\n') {
                    lines.add(new Line(new String(buffer.array(), start, i - start, UTF_8), from + i + 1));
                    start = i + 1;
                }
            }
            return lines;
        } catch (NoSuchFileException notYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves with each line of any log, and with each build that ends. */
    long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** Until there has been a change after the one that is known, or the time is over. */
    void await(long known, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (changes == known && left > 0) {
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Readers look again. */
    void changed() {
        lock.lock();
        try {
            changes++;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Appends lines up to the limit, says so once it is reached, and then takes only last words. A disk that takes no more
     * costs lines, not the build.
     */
    final class Writer implements AutoCloseable {
        private final FileChannel channel;
        private boolean full;
        private boolean lost;

        private Writer(FileChannel channel) throws IOException {
            this.channel = channel;
            channel.position(channel.size());
        }

        void lines(List<String> lines) {
            var text = new StringBuilder();
            lines.forEach(line -> text.append(oneLine(line)).append('\n'));
            try {
                long limit = config.log().asLongValue();
                if (!full && channel.position() + text.length() > limit) {
                    full = true;
                    write("[cut: this log has reached %d bytes, what follows is not kept]\n".formatted(limit));
                } else if (!full) {
                    write(text.toString());
                }
            } catch (IOException e) {
                full = true;
                lost = true;
                LOG.errorf(e, "a build's log cannot be written, the build goes on");
            }
        }

        /** Kept even in a log that is full. */
        void lastWords(String line) {
            try {
                // The line before may have been written by half.
                write((lost ? "\n[cut: the disk took no more]\n" : "") + oneLine(line) + "\n");
            } catch (IOException e) {
                LOG.errorf(e, "a build's log cannot be written line=\"%s\"", line);
            }
        }

        /** The build's end is recorded: readers need not wait for more. */
        void ended() {
            changed();
        }

        private void write(String text) throws IOException {
            var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            changed();
        }

        private static String oneLine(String line) {
            var one = line.replace('\n', ' ').replace('\r', ' ');
            return one.length() <= LONGEST_LINE ? one : one.substring(0, LONGEST_LINE) + "…";
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
