package io.berth.image.oci;

import java.util.regex.Pattern;

/** How a manifest is named within its repository. */
public sealed interface Reference {
    /** A tag: 1 to 128 characters, no colon. */
    record Tag(String name) implements Reference {
        private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

        /** @throws RegistryException {@code TAG_INVALID} */
        public static Tag parse(String text) {
            if (!TAG.matcher(text).matches()) {
                throw new RegistryException(
                        RegistryError.TAG_INVALID, "a tag has up to 128 letters, digits, and . _ - (not first)");
            }
            return new Tag(text);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The digest of the manifest's exact bytes. */
    record ByDigest(Digest digest) implements Reference {
        @Override
        public String toString() {
            return digest.toString();
        }
    }

    /** Text with a colon is a digest, other text a tag. */
    static Reference parse(String text) {
        return text.indexOf(':') >= 0 ? new ByDigest(Digest.parse(text)) : Tag.parse(text);
    }
}
