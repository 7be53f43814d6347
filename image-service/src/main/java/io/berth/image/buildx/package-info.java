/**
 * Docker's own client as the builder of images: started with argument lists, read as it reports, killed with everything
 * it started. What a build means for a project is decided elsewhere.
 */
package io.berth.image.buildx;
