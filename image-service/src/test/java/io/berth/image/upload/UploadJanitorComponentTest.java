package io.berth.image.upload;

import static io.berth.image.Registry.bytes;
import static io.berth.image.Registry.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.berth.image.Registry;
import io.berth.image.blob.BlobsConfig;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class UploadJanitorComponentTest {
    private static final Instant TWO_DAYS_AGO = Instant.now().minus(Duration.ofDays(2));

    @Inject
    UploadJanitor janitor;

    @Inject
    RunningHashes hashes;

    @Inject
    BlobsConfig config;

    @Inject
    AgroalDataSource database;

    private final Registry registry = Registry.with(Tokens.operator(), "default/janitor");

    private Path age(String path) throws Exception {
        var file = config.directory().resolve(path);
        Files.setLastModifiedTime(file, FileTime.from(TWO_DAYS_AGO));
        return file;
    }

    private void execute(String sql) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void abandonedUploadsAndOrphanedFilesGoAndAllElseStays() throws Exception {
        var blob = bytes(100);
        registry.push(blob);
        try (var files = Files.walk(config.directory())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(TWO_DAYS_AGO));
            }
        }
        var abandoned = registry.begin();
        registry.follow("PATCH", abandoned, BodyPublishers.ofByteArray(bytes(10)));
        var id = abandoned.substring(abandoned.lastIndexOf('/') + 1);
        execute("update upload set touched_at = now() - interval '2 days' where id = '" + id + "'");
        var active = registry.begin();
        registry.follow("PATCH", active, BodyPublishers.ofByteArray(bytes(10)));
        Files.writeString(config.directory().resolve("00/orphan"), "left behind");
        var orphan = age("00/orphan");

        var swept = janitor.sweep();

        assertThat(swept.uploads()).isEqualTo(1);
        assertThat(orphan).doesNotExist();
        assertThat(registry.follow("GET", abandoned, BodyPublishers.noBody()).statusCode())
                .isEqualTo(404);
        assertThat(registry.follow("GET", active, BodyPublishers.noBody()).statusCode())
                .isEqualTo(204);
        assertThat(registry.send("GET", "/blobs/" + sha256(blob)).body()).isEqualTo(blob);
    }

    @Test
    void anUploadSurvivesTheLossOfItsRunningHash() {
        var blob = bytes(1000);
        var location = registry.begin();
        registry.follow("PATCH", location, BodyPublishers.ofByteArray(Arrays.copyOf(blob, 600)));
        hashes.forget(UUID.fromString(location.substring(location.lastIndexOf('/') + 1)));
        var rest = Arrays.copyOfRange(blob, 600, 1000);

        var put = registry.follow("PUT", location + "?digest=" + sha256(blob), BodyPublishers.ofByteArray(rest));

        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(registry.send("GET", "/blobs/" + sha256(blob)).body()).isEqualTo(blob);
    }

    @Test
    void whatACrashLeftBehindTheToldOffsetIsCutOff() throws Exception {
        var blob = bytes(1000);
        var location = registry.begin();
        registry.follow("PATCH", location, BodyPublishers.ofByteArray(blob));
        var id = location.substring(location.lastIndexOf('/') + 1);
        execute("update upload set offset_bytes = 400 where id = '" + id + "'");
        hashes.forget(UUID.fromString(id));
        var rest = Arrays.copyOfRange(blob, 400, 1000);

        var put = registry.follow("PUT", location + "?digest=" + sha256(blob), BodyPublishers.ofByteArray(rest));

        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(registry.send("GET", "/blobs/" + sha256(blob)).body()).isEqualTo(blob);
    }
}
