/**
 * Builds: a context and a Dockerfile become an image of the project's own repository, made by the engine's BuildKit and
 * pushed with the rights of whoever asked. A queue, fair between projects, and a log that can be followed.
 */
package io.berth.image.build;
