package io.berth.engine.docker;

/**
 * An image's name in parts, by the grammar of distribution/reference: {@code [registry/]path[:tag][@digest]}; the first
 * component is a registry when it has a dot, a colon or is {@code localhost}.
 *
 * @param repository what the engine pulls from; with the digest when there is one
 * @param tag {@code latest} when none is given
 */
record ImageReference(String registry, String repository, String tag, boolean digest) {

    static ImageReference parse(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
        String registry = named ? first : "docker.io";
        if (reference.contains("@")) {
            return new ImageReference(registry, reference, "", true);
        }
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/')
                ? new ImageReference(registry, reference.substring(0, colon), reference.substring(colon + 1), false)
                : new ImageReference(registry, reference, "latest", false);
    }
}
