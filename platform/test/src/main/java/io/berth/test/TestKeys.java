package io.berth.test;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A key pair per JVM, published to the application under test as {@code mp.jwt.verify.publickey}. Kept in system
 * properties, because the application and its tests live in class loaders of their own.
 */
public class TestKeys implements ConfigSource {
    private static final String PUBLIC = "mp.jwt.verify.publickey";
    private static final String PRIVATE = "berth.test.private-key";
    private static final int ABOVE_APPLICATION_PROPERTIES = 260;

    static PrivateKey privateKey() {
        try {
            var bytes = Base64.getDecoder().decode(property(PRIVATE));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (InvalidKeySpecException | NoSuchAlgorithmException broken) {
            throw new IllegalStateException("The test's key cannot be read", broken);
        }
    }

    @Override
    public Map<String, String> getProperties() {
        return Map.of(PUBLIC, property(PUBLIC));
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(PUBLIC);
    }

    @Override
    public String getValue(String name) {
        return PUBLIC.equals(name) ? property(PUBLIC) : null;
    }

    @Override
    public String getName() {
        return "berth-test-keys";
    }

    @Override
    public int getOrdinal() {
        return ABOVE_APPLICATION_PROPERTIES;
    }

    private static String property(String name) {
        synchronized (System.class) {
            if (System.getProperty(PRIVATE) == null) {
                generate();
            }
        }
        return System.getProperty(name);
    }

    private static void generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            var publicKey = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.getPublic().getEncoded());
            System.setProperty(PUBLIC, "-----BEGIN PUBLIC KEY-----\n" + publicKey + "\n-----END PUBLIC KEY-----");
            System.setProperty(
                    PRIVATE,
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has RSA", impossible);
        }
    }
}
