/** Volumes of projects: directories that outlive the containers that mount them. */
package io.berth.volume;
