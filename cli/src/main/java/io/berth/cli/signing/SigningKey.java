package io.berth.cli.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;

/** The RSA key that signs Berth's tokens. */
public final class SigningKey {
    /** The key's file in the store: PKCS #8 as PEM. */
    public static final String FILE = "jwt.private.pem";

    private static final String ISSUER = "berth";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final RSAPrivateCrtKey privateKey;
    private final PublicKey publicKey;

    private SigningKey(RSAPrivateCrtKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** A new 2048-bit key, the least that RS256 allows (RFC 7518 section 3.3). */
    public static SigningKey generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            return new SigningKey((RSAPrivateCrtKey) pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no RSA", e);
        }
    }

    /** The key of a PKCS #8 PEM text. */
    public static SigningKey fromPem(String pem) {
        try {
            var body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "");
            var factory = KeyFactory.getInstance("RSA");
            var key = (RSAPrivateCrtKey) factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
            var publicKey = factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return new SigningKey(key, publicKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("the signing key " + FILE + " is damaged: delete it and run init", e);
        }
    }

    public String privatePem() {
        return pem("PRIVATE KEY", privateKey.getEncoded());
    }

    /** The public key as the services read it (SubjectPublicKeyInfo). */
    public String publicPem() {
        return pem("PUBLIC KEY", publicKey.getEncoded());
    }

    /** A signed token in compact form, good from {@code issued} until {@code expires}. */
    public String sign(TokenClaims claims, Instant issued, Instant expires) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("iss", ISSUER);
        payload.put("sub", claims.subject());
        payload.put("upn", claims.subject());
        payload.put("groups", claims.groups());
        payload.put("project", claims.project());
        payload.put("iat", issued.getEpochSecond());
        payload.put("exp", expires.getEpochSecond());
        payload.put("jti", UUID.randomUUID().toString());
        var signed = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(json(payload));
        return signed + "." + BASE64_URL.encodeToString(signature(signed));
    }

    /** When the token ends, if this key signed it. */
    public Optional<Instant> expiryOf(String token) {
        try {
            var parts = token.split("\\.", -1);
            if (parts.length != 3 || !verifies(parts[0] + "." + parts[1], decode(parts[2]))) {
                return Optional.empty();
            }
            var expires = JSON.readTree(decode(parts[1])).path("exp");
            return expires.isNumber() ? Optional.of(Instant.ofEpochSecond(expires.asLong())) : Optional.empty();
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private boolean verifies(String signed, byte[] signature) {
        try {
            var verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(publicKey);
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException otherKey) {
            return false;
        }
    }

    private byte[] signature(String signed) {
        try {
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(privateKey);
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with the key " + FILE, e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + PEM_LINES.encodeToString(der) + "\n-----END " + label + "-----";
    }

    private static String encode(String json) {
        return BASE64_URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decode(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    private static String json(Object payload) {
        try {
            return JSON.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("claims cannot be written as JSON", e);
        }
    }
}
