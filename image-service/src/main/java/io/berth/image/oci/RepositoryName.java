package io.berth.image.oci;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code <project>/<path…>}: lower-case components as the OCI Distribution specification writes them, two at least,
 * 255 characters at most.
 */
public record RepositoryName(String value) {
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*+";
    private static final Pattern NAME = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*+");
    private static final int LONGEST = 255;

    /**
     * @throws RegistryException {@code NAME_INVALID}, saying what a name looks like; {@code DENIED} for a name without
     *     a project, since that is what docker does not try five times
     */
    public static RepositoryName parse(String text) {
        if (text.length() > LONGEST || !NAME.matcher(text).matches()) {
            throw new RegistryException(
                    RegistryError.NAME_INVALID,
                    "a repository name has lower-case letters, digits and single separators . _ - in parts divided by /");
        }
        if (text.indexOf('/') < 0) {
            throw new RegistryException(
                    RegistryError.DENIED, "a repository is <project>/<path>, for example default/" + text);
        }
        return new RepositoryName(text);
    }

    /** The same for text that may be anything, such as a scope. */
    public static Optional<RepositoryName> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (RegistryException notAName) {
            return Optional.empty();
        }
    }

    /** The tenant: all before the first slash. */
    public String project() {
        return value.substring(0, value.indexOf('/'));
    }

    @Override
    public String toString() {
        return value;
    }
}
