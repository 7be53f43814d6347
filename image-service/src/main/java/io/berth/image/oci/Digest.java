package io.berth.image.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A content address such as {@code sha256:e3b0…}. Only sha256 and sha512 are known, in lower-case hexadecimal
 * (OCI image specification, "Digests").
 */
public record Digest(Algorithm algorithm, String hex) {
    private static final Pattern HEX = Pattern.compile("[a-f0-9]+");

    /** The hash functions that a registry has to know. */
    public enum Algorithm {
        SHA256("sha256", "SHA-256", 64),
        SHA512("sha512", "SHA-512", 128);

        private final String label;
        private final String javaName;
        private final int hexLength;

        Algorithm(String label, String javaName, int hexLength) {
            this.label = label;
            this.javaName = javaName;
            this.hexLength = hexLength;
        }

        /** As it stands before the colon of a digest. */
        public String label() {
            return label;
        }

        /** A fresh hash of this kind. */
        public MessageDigest hash() {
            try {
                return MessageDigest.getInstance(javaName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + javaName, e);
            }
        }

        /** @throws RegistryException {@code DIGEST_INVALID} for a name that is not known */
        public static Algorithm named(String label) {
            for (var algorithm : values()) {
                if (algorithm.label.equals(label)) {
                    return algorithm;
                }
            }
            throw new RegistryException(
                    RegistryError.DIGEST_INVALID, "the digest algorithm is neither sha256 nor sha512");
        }
    }

    /** @throws RegistryException {@code DIGEST_INVALID} unless the text is a whole, well-formed digest */
    public static Digest parse(String text) {
        int colon = text == null ? -1 : text.indexOf(':');
        if (colon < 0) {
            throw new RegistryException(RegistryError.DIGEST_INVALID, "a digest is <algorithm>:<hexadecimal>");
        }
        var algorithm = Algorithm.named(text.substring(0, colon));
        var hex = text.substring(colon + 1);
        if (hex.length() != algorithm.hexLength || !HEX.matcher(hex).matches()) {
            throw new RegistryException(
                    RegistryError.DIGEST_INVALID,
                    algorithm.label + " has " + algorithm.hexLength + " lower-case hexadecimal digits");
        }
        return new Digest(algorithm, hex);
    }

    /** The same for text that may be anything. */
    public static Optional<Digest> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (RegistryException notADigest) {
            return Optional.empty();
        }
    }

    /** The digest that a hash has arrived at; the hash is reset by this. */
    public static Digest of(Algorithm algorithm, MessageDigest hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
    }

    public static Digest of(Algorithm algorithm, byte[] content) {
        return new Digest(algorithm, HexFormat.of().formatHex(algorithm.hash().digest(content)));
    }

    @Override
    public String toString() {
        return algorithm.label + ":" + hex;
    }
}
