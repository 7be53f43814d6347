package io.berth.function.function;

import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** A zip archive that was looked at, and the digest of its bytes. */
record Code(byte[] zip, String sha256) {
    static Code of(byte[] zip) {
        return new Code(zip, HexFormat.of().formatHex(DigestUtils.sha256(zip)));
    }
}
