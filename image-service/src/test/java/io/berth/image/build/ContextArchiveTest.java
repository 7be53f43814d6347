package io.berth.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.web.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextArchiveTest {
    private static final int LIMIT = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void aDiskThatTakesNoMoreIsNotTheClientsFault() {
        // Writing to this device fails as on a full disk.
        assertThatThrownBy(() -> ContextArchive.store(
                        new ByteArrayInputStream(new byte[LIMIT / 2]), Path.of("/dev/full"), LIMIT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void aClientThatBreaksOffIsNotTheDisksFault() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }
        };

        assertThatThrownBy(() -> ContextArchive.store(broken, directory.resolve("context"), LIMIT))
                .isInstanceOf(IOException.class)
                .hasMessage("cut");
    }

    @Test
    void aFileThatCannotBeMadeIsNotTheClientsFault() {
        assertThatThrownBy(() -> ContextArchive.store(
                        new ByteArrayInputStream(new byte[1]), directory.resolve("nowhere/context"), LIMIT))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void whatBeginsLikeAGzippedTarAndIsNoneIsTheClientsFault() throws IOException {
        var archive = directory.resolve("context");
        Files.write(archive, new byte[] {0x1f, (byte) 0x8b, 0});

        assertThatThrownBy(() -> ContextArchive.dockerfile(archive, "Dockerfile", LIMIT))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("gzipped tar");
    }

    @Test
    void whatIsSentIsStored() throws IOException {
        var sent = new byte[] {1, 2, 3};

        assertThat(ContextArchive.store(new ByteArrayInputStream(sent), directory.resolve("context"), LIMIT))
                .isEqualTo(3);
        assertThat(directory.resolve("context")).hasBinaryContent(sent);
    }
}
