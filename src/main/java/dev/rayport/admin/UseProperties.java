package dev.rayport.admin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clusters are asked what they really use.
 *
 * @param every pause between two rounds
 * @param atOnce so many clusters are asked at a time
 * @param most so many in a round; the rest are not measured
 */
@ConfigurationProperties("rayport.use")
record UseProperties(
    @DefaultValue("30s") Duration every,
    @DefaultValue("4") int atOnce,
    @DefaultValue("2000") int most) {}
