package io.berth.qa.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that is generated and committed: it must be the one that would be generated now. */
record WrittenDocument(Path file) {
    static final Path ROOT = Path.of("../..");

    private static final boolean WRITE = Boolean.getBoolean("berth.write");

    /** Fails when the committed text is another one; with {@code -Dberth.write} writes it instead. */
    void mustBe(String text, String test) throws IOException {
        var committed = ROOT.resolve(file);
        if (WRITE) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, text);
        }
        assertThat(committed)
                .as(
                        "%s is stale: run mvn -pl qa/arch test -Dtest=%s -Dberth.write=true and read the difference",
                        file, test)
                .hasContent(text);
    }
}
