package io.berth.image.oci;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A part of a blob that a client asked for: one range of RFC 9110, section 14, both ends inclusive. */
public record ByteRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /**
     * Empty when there is no {@code Range}, or one to be ignored (another unit, several ranges): the whole blob is
     * the right answer then.
     *
     * @throws RegistryException {@code RANGE_INVALID} (416) when no byte of the blob is in the range
     */
    public static Optional<ByteRange> parse(String header, long size) {
        if (header == null) {
            return Optional.empty();
        }
        var match = FORM.matcher(header);
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                match.group(1).isEmpty()
                        ? suffix(Long.parseLong(match.group(2)), size)
                        : between(Long.parseLong(match.group(1)), match.group(2), size));
    }

    private static ByteRange suffix(long length, long size) {
        if (length == 0 || size == 0) {
            throw unsatisfiable(size);
        }
        return new ByteRange(Math.max(0, size - length), size - 1);
    }

    private static ByteRange between(long first, String lastText, long size) {
        long last = lastText.isEmpty() ? size - 1 : Math.min(Long.parseLong(lastText), size - 1);
        if (first >= size || last < first) {
            throw unsatisfiable(size);
        }
        return new ByteRange(first, last);
    }

    private static RegistryException unsatisfiable(long size) {
        return new RegistryException(
                RegistryError.RANGE_INVALID,
                RegistryError.RANGE_INVALID.status(),
                "the blob has " + size + " bytes",
                Map.of("Content-Range", "bytes */" + size));
    }

    /** Bytes in the range. */
    public long length() {
        return last - first + 1;
    }
}
