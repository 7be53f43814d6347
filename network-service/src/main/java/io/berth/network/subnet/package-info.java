/** Addresses: which subnets a network may have, and which one it gets when it asks for none. Pure but for the leases. */
package io.berth.network.subnet;
