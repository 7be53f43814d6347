package io.berth.function.function;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Encrypts secrets with a key of the installation that is not in the database: AES-256 in GCM (NIST SP 800-38D) with a
 * random nonce of 96 bits. What a secret belongs to is authenticated with it, so that a sealed value cannot be moved.
 */
@ApplicationScoped
class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes in base 64, URL alphabet */
    Seal(@ConfigProperty(name = "berth.seal.key") String key) {
        this.key = new SecretKeySpec(Base64.getUrlDecoder().decode(key.strip()), "AES");
    }

    /** @param owner what the secret belongs to */
    String seal(String owner, String secret) {
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var hidden = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var whole = new byte[NONCE_BYTES + hidden.length];
            System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
            System.arraycopy(hidden, 0, whole, NONCE_BYTES, hidden.length);
            return Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret of " + owner + " cannot be sealed", e);
        }
    }

    /** @throws IllegalStateException when it was sealed with another key, for another owner, or changed */
    String open(String owner, String hidden) {
        try {
            var whole = Base64.getDecoder().decode(hidden);
            var nonce = Arrays.copyOf(whole, NONCE_BYTES);
            var secret =
                    cipher(Cipher.DECRYPT_MODE, nonce, owner).doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(secret, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret of " + owner + " cannot be opened", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
