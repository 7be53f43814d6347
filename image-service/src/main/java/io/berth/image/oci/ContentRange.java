package io.berth.image.oci;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The range of an uploaded chunk: {@code <first>-<last>}, both inclusive, without a unit (OCI Distribution
 * specification, "Pushing a blob in chunks"). Clients that write {@code bytes 0-99/*} are understood too.
 */
public record ContentRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("(?:bytes[ =])?(\\d{1,18})-(\\d{1,18})(?:/(?:\\d+|\\*))?");

    /**
     * @param header the {@code Content-Range} of the request, null when it has none
     * @throws RegistryException {@code BLOB_UPLOAD_INVALID} for text of another form
     */
    public static Optional<ContentRange> parse(String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        var match = FORM.matcher(header.strip());
        if (!match.matches()) {
            throw new RegistryException(RegistryError.BLOB_UPLOAD_INVALID, "Content-Range is <first>-<last>");
        }
        var range = new ContentRange(Long.parseLong(match.group(1)), Long.parseLong(match.group(2)));
        if (range.last < range.first) {
            throw new RegistryException(RegistryError.BLOB_UPLOAD_INVALID, "Content-Range ends before it begins");
        }
        return Optional.of(range);
    }

    /** Bytes in the range. */
    public long length() {
        return last - first + 1;
    }
}
