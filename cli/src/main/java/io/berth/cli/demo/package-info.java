/** {@code berth demo}: the main job of the suite, done from outside through its APIs and narrated. */
package io.berth.cli.demo;
