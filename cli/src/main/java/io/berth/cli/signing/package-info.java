/** The key that signs tokens, and what a token says. */
package io.berth.cli.signing;
