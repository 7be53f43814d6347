package io.berth.image.access;

import io.berth.image.sql.Sql;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;

/**
 * The key pair of registry tokens: elliptic curve P-256, made by the first process that starts on an empty database
 * and kept there. It is no other's key, so no other API accepts what it signs.
 */
@Startup
@ApplicationScoped
class SigningKeys {
    private final Sql sql;
    private final Clock clock;
    private KeyPair pair;

    SigningKeys(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    PrivateKey forSigning() {
        return pair.getPrivate();
    }

    PublicKey forChecking() {
        return pair.getPublic();
    }

    @PostConstruct
    void load() {
        try {
            var made = generate();
            sql.update(
                    "insert into signing_key (id, private_key, public_key, created_at) values (1, ?, ?, ?)"
                            + " on conflict (id) do nothing",
                    made.getPrivate().getEncoded(),
                    made.getPublic().getEncoded(),
                    clock.instant());
            var stored = sql.first(
                            "select private_key, public_key from signing_key where id = 1",
                            row -> new Encoded(row.getBytes(1), row.getBytes(2)))
                    .orElseThrow();
            pair = stored.decode();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the registry's signing key cannot be made or read", e);
        }
    }

    private static KeyPair generate() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private record Encoded(byte[] privateKey, byte[] publicKey) {
        KeyPair decode() throws GeneralSecurityException {
            var factory = KeyFactory.getInstance("EC");
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(publicKey)),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
        }
    }
}
