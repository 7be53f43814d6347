package io.berth.image.build;

import io.berth.image.oci.Reference;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.berth.web.ProblemException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a request for a build may say. Whatever becomes an argument of the client is looked at here. */
final class BuildRules {
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9]+/[a-z0-9]+(/[a-z0-9]+)?");

    /** Segments of plain characters: neither absolute nor upwards, no option and no address. */
    private static final Pattern PATH =
            Pattern.compile("(?!-)(?!\\.{1,2}(/|$))[^/\\p{Cntrl}:]+(/(?!\\.{1,2}(/|$))[^/\\p{Cntrl}:]+)*");

    private static final int ARGUMENTS = 100;
    private static final int ARGUMENT_CHARACTERS = 32 * 1024;
    private static final int LONGEST_PATH = 512;

    private BuildRules() {}

    /** Repository and tag of the image. */
    record Target(RepositoryName repository, String tag) {}

    static Target target(String tag, String project) {
        int colon = tag.indexOf(':', tag.lastIndexOf('/') + 1);
        var name = colon < 0 ? tag : tag.substring(0, colon);
        var label = colon < 0 ? "latest" : tag.substring(colon + 1);
        try {
            var repository = RepositoryName.parse(name);
            if (!repository.project().equals(project)) {
                throw ProblemException.invalidField("tag", "must begin with " + project + "/, the project's own name");
            }
            return new Target(repository, Reference.Tag.parse(label).name());
        } catch (RegistryException e) {
            throw ProblemException.invalidField("tag", e.getMessage()).causedBy(e);
        }
    }

    static Recipe recipe(CreateBuild wanted, String dockerfile) {
        var names = new TreeSet<String>();
        int characters = 0;
        for (var argument : wanted.buildArgs().entrySet()) {
            requireArgument(argument.getKey(), argument.getValue());
            characters += argument.getKey().length() + argument.getValue().length();
            names.add(argument.getKey());
        }
        if (names.size() > ARGUMENTS || characters > ARGUMENT_CHARACTERS) {
            throw ProblemException.invalidField(
                    "buildArgs", "are at most " + ARGUMENTS + " with " + ARGUMENT_CHARACTERS + " characters together");
        }
        return new Recipe(
                path(dockerfile),
                names.stream().toList(),
                stage(wanted.target()),
                platform(wanted),
                Boolean.TRUE.equals(wanted.pull()));
    }

    private static void requireArgument(String name, String value) {
        if (!ARGUMENT.matcher(name).matches() || value == null || value.indexOf('\0') >= 0) {
            throw ProblemException.invalidField(
                    "buildArgs", "are texts by name: letters, digits and _, no digit first");
        }
        if (name.startsWith("BUILDKIT_")) {
            throw ProblemException.invalidField("buildArgs", "named BUILDKIT_… steer the builder and are not taken");
        }
    }

    static String path(String dockerfile) {
        if (dockerfile.length() > LONGEST_PATH || !PATH.matcher(dockerfile).matches()) {
            throw ProblemException.invalidField("dockerfile", "must be a relative path within the context");
        }
        return dockerfile;
    }

    private static Optional<String> stage(String target) {
        if (target == null || target.isEmpty()) {
            return Optional.empty();
        }
        if (!TARGET.matcher(target).matches()) {
            throw ProblemException.invalidField("target", "must be a stage's name or number");
        }
        return Optional.of(target);
    }

    private static Optional<String> platform(CreateBuild wanted) {
        if (wanted.platforms().size() > 1) {
            throw new ProblemException(
                    BuildError.BUILD_PLATFORM_UNSUPPORTED,
                    "The engine's builder makes images for one platform, its own.",
                    "Leave platforms out.");
        }
        var platform = wanted.platforms().stream().findFirst();
        platform.filter(one -> one == null || !PLATFORM.matcher(one).matches()).ifPresent(one -> {
            throw ProblemException.invalidField("platforms", "are like linux/amd64");
        });
        return platform;
    }
}
