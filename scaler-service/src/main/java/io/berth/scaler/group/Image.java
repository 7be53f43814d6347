package io.berth.scaler.group;

/**
 * An image as the engine is asked for it.
 *
 * @param own in Berth's registry, so that this service's token is needed and its tag may have moved since the last pull
 */
public record Image(String reference, boolean own) {

    /** @param registry Berth's registry as the engine sees it */
    public static Image of(String text, String registry) {
        var reference = ImageReference.parse(text, registry);
        return new Image(reference.pullable(), reference instanceof ImageReference.Own);
    }
}
