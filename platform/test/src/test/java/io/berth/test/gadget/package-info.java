/** A small kind of resource with everything that the conventions know, to test berth-web and the suites on. */
package io.berth.test.gadget;
