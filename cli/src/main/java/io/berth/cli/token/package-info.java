/** Bearer tokens: JWTs signed with RS256 (RFC 7515, RFC 7518 section 3.3), checked by every service with the public key. */
package io.berth.cli.token;
