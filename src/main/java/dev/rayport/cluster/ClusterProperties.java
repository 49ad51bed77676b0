package dev.rayport.cluster;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the cluster room.
 *
 * @param startTimeout a start that takes longer has failed
 * @param beforeStop how long others may keep a cluster from stopping to save what they need
 * @param look how often a cluster that is fine is looked at; changes are told sooner
 * @param looksPerSecond how many clusters are looked at where nothing was told of them; with more
 *     of them each is looked at more seldom
 * @param atOncePerTenant so many clusters of one tenant are worked on at a time
 * @param idleAfter without an active driver for this long a cluster is called IDLE
 * @param longestExtension how far into the future a stop can be moved
 * @param registerHosts hosts on which clusters may be registered; {@code *.example.org} for all
 *     below a domain
 */
@ConfigurationProperties("rayport.cluster")
record ClusterProperties(
    @DefaultValue("10m") Duration startTimeout,
    @DefaultValue("30s") Duration beforeStop,
    @DefaultValue("15s") Duration look,
    @DefaultValue("8") double looksPerSecond,
    @DefaultValue("32") int atOncePerTenant,
    @DefaultValue("5m") Duration idleAfter,
    @DefaultValue("7d") Duration longestExtension,
    @DefaultValue({"localhost", "127.0.0.1", "[::1]"}) Set<String> registerHosts) {}
