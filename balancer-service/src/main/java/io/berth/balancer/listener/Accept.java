package io.berth.balancer.listener;

/** What precedes a client's own bytes. */
enum Accept {
    /** A PROXY protocol header, versions 1 and 2. */
    PROXY
}
