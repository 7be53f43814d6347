/** Endpoints: containers that a project attached to one of its networks. Instances of groups attach themselves and are not listed here. */
package io.berth.network.endpoint;
