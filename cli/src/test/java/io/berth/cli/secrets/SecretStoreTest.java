package io.berth.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path root;

    private Path store;
    private Path handouts;

    @BeforeEach
    void makeVolumes() throws IOException {
        store = Files.createDirectory(root.resolve("store"));
        handouts = Files.createDirectory(root.resolve("handouts"));
        for (var handout : SecretPlan.handouts()) {
            Files.createDirectories(handouts.resolve(handout.consumer()));
        }
    }

    @Test
    void aSecondRunWritesNothing() throws IOException {
        var first = ensureAt(NOW);
        var before = contents(root);

        var second = ensureAt(NOW.plus(Duration.ofDays(1)));

        assertThat(first.written()).isPositive();
        assertThat(second.written()).isZero();
        assertThat(contents(root)).isEqualTo(before);
    }

    @Test
    void bothSidesOfAConnectionGetTheSamePassword() throws IOException {
        ensureAt(NOW);

        assertThat(read("postgres/scaler.password"))
                .isEqualTo(read("scaler/berth.db.password"))
                .hasSize(43);
        assertThat(read("kafka/scaler.password")).isEqualTo(read("scaler/berth.kafka.password"));
        assertThat(read("kafka/admin.password")).isEqualTo(read("topics/admin.password"));
        assertThat(read("kafka/scaler.password")).isNotEqualTo(read("kafka/balancer.password"));
    }

    @Test
    void noServiceHoldsAnothersSecrets() throws IOException {
        ensureAt(NOW);

        try (var files = Files.list(handouts.resolve("network"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "berth.installation",
                            "berth.db.password",
                            "berth.kafka.password",
                            "berth.service.token",
                            "berth.jwt.public-key");
        }
    }

    @Test
    void whatASealingServiceEncryptsWithIsItsOwnAndNotWithTheDatabase() throws IOException {
        ensureAt(NOW);

        assertThat(read("volume/berth.seal.key")).hasSize(43).isNotEqualTo(read("function/berth.seal.key"));
        assertThat(handouts.resolve("network/berth.seal.key")).doesNotExist();
        try (var files = Files.list(handouts.resolve("postgres"))) {
            assertThat(files.map(file -> file.getFileName().toString())).allMatch(name -> name.endsWith(".password"));
        }
    }

    @Test
    void aLostConsumerVolumeIsFilledAgainWithTheSameValues() throws IOException {
        ensureAt(NOW);
        var before = contents(root);
        empty(handouts.resolve("balancer"));

        ensureAt(NOW);

        assertThat(contents(root)).isEqualTo(before);
    }

    @Test
    void aLostStoreTakesBackInstallationAndPasswordsFromTheConsumers() throws IOException {
        var installation = ensureAt(NOW).installation();
        var password = read("postgres/image.password");
        empty(store);

        var again = ensureAt(NOW);

        assertThat(again.installation()).isEqualTo(installation);
        assertThat(read("postgres/image.password")).isEqualTo(password);
        assertThat(adminTokenExpiry()).isEqualTo(NOW.plus(SecretStore.ADMIN_TOKEN_LIFE));
    }

    @Test
    void aCrashBetweenWriteAndRenameIsMended() throws IOException {
        Files.writeString(store.resolve(".half-written"), "garb");
        Files.createFile(handouts.resolve("kafka").resolve("broker.password"));

        ensureAt(NOW);

        assertThat(store.resolve(".half-written")).doesNotExist();
        assertThat(read("kafka/broker.password")).hasSize(43);
    }

    @Test
    void filesAreReadableByTheirOwnerOnly() throws IOException {
        ensureAt(NOW);

        var mode = Files.getPosixFilePermissions(store.resolve("jwt.private.pem"));
        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("r--------");
    }

    @Test
    void anAdminTokenNearItsEndIsRenewed() throws IOException {
        ensureAt(NOW);
        var later = NOW.plus(SecretStore.ADMIN_TOKEN_LIFE).minus(Duration.ofDays(10));

        ensureAt(later);

        assertThat(adminTokenExpiry()).isEqualTo(later.plus(SecretStore.ADMIN_TOKEN_LIFE));
    }

    private SecretStore.Outcome ensureAt(Instant now) {
        return new SecretStore(store, handouts, Clock.fixed(now, ZoneOffset.UTC)).ensure();
    }

    private Instant adminTokenExpiry() throws IOException {
        var key = SigningKey.fromPem(Files.readString(store.resolve(SigningKey.FILE)));
        return key.expiryOf(Files.readString(store.resolve("admin.token"))).orElseThrow();
    }

    private String read(String handout) throws IOException {
        return Files.readString(handouts.resolve(handout));
    }

    private static void empty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static Map<Path, String> contents(Path directory) throws IOException {
        var contents = new TreeMap<Path, String>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readString(file));
            }
        }
        return contents;
    }
}
