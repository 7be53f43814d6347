/** The web page: static files under META-INF/resources, and what a browser may do with them. */
package io.berth.console.page;
