package io.berth.cli.secrets;

import io.berth.cli.signing.SigningKey;
import io.berth.cli.signing.TokenClaims;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes what is missing, keeps what exists, and writes each consumer's files. */
final class SecretStore {
    /** The administrator's token, renewed by each start of the suite once it is close to its end. */
    static final Duration ADMIN_TOKEN_LIFE = Duration.ofDays(365);
    /** A service reads its token once, at its start, so this outlives any uptime. */
    static final Duration SERVICE_TOKEN_LIFE = Duration.ofDays(3650);

    private static final Duration RENEW_BEFORE = Duration.ofDays(90);

    private final SecretDirectory store;
    private final Map<String, SecretDirectory> consumers;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param store directory of the store's volume
     * @param handouts directory with one directory (a mounted volume) per consumer
     */
    SecretStore(Path store, Path handouts, Clock clock) {
        this.store = new SecretDirectory(store);
        this.clock = clock;
        this.consumers = SecretPlan.handouts().stream()
                .map(SecretPlan.Handout::consumer)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), name -> new SecretDirectory(handouts.resolve(name))));
    }

    /** Brings all volumes to their full content. Says the installation's id and how many files were written. */
    Outcome ensure() {
        var installation = keep(SecretPlan.INSTALLATION, this::newInstallation);
        SecretPlan.passwords().forEach(name -> keep(name, this::newPassword));
        var key = SigningKey.fromPem(
                keep(SigningKey.FILE, () -> SigningKey.generate().privatePem()));
        var written = store.write(SecretPlan.PUBLIC_KEY, key.publicPem()) ? 1 : 0;
        written += ensureToken(
                key, "admin.token", new TokenClaims("admin", List.of("admin"), "default"), ADMIN_TOKEN_LIFE);
        for (var service : SecretPlan.SERVICES) {
            var claims = new TokenClaims(service + "-service", List.of("viewer"), "*");
            written += ensureToken(key, SecretPlan.serviceToken(service), claims, SERVICE_TOKEN_LIFE);
        }
        return new Outcome(installation, written + handOut());
    }

    private int handOut() {
        int written = 0;
        for (var handout : SecretPlan.handouts()) {
            var secret = store.read(handout.secret()).orElseThrow();
            written += consumers.get(handout.consumer()).write(handout.file(), secret) ? 1 : 0;
        }
        return written;
    }

    private String keep(String name, java.util.function.Supplier<String> maker) {
        var value = store.read(name).or(() -> handedOut(name)).orElseGet(maker);
        store.write(name, value);
        return value;
    }

    /** What a consumer still holds after the store's own volume was lost. */
    private Optional<String> handedOut(String name) {
        return SecretPlan.handouts().stream()
                .filter(handout -> handout.secret().equals(name))
                .flatMap(handout -> consumers.get(handout.consumer()).read(handout.file()).stream())
                .findFirst();
    }

    private int ensureToken(SigningKey key, String name, TokenClaims claims, Duration life) {
        var now = clock.instant();
        var stillGood =
                store.read(name).flatMap(key::expiryOf).filter(expiry -> expiry.isAfter(now.plus(RENEW_BEFORE)));
        return stillGood.isEmpty() && store.write(name, key.sign(claims, now, expiry(now, life))) ? 1 : 0;
    }

    private static Instant expiry(Instant now, Duration life) {
        return now.plus(life);
    }

    private String newInstallation() {
        var bytes = new byte[4];
        random.nextBytes(bytes);
        // Starts with a letter: the id becomes part of names that must be DNS labels.
        return "b" + HexFormat.of().formatHex(bytes).substring(1);
    }

    private String newPassword() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The installation's id, and how many files had to be written: none on a second run. */
    record Outcome(String installation, int written) {}
}
