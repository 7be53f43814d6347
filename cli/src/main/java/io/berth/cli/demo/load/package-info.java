/** HTTP/1.1 load at a controlled rate that hides nothing: no retries, each request counted by what became of it. */
package io.berth.cli.demo.load;
