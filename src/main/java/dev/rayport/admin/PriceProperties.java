package dev.rayport.admin;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an hour of things costs; all left out: nothing is said about cost.
 *
 * @param currency ISO 4217 code, such as {@code EUR}
 * @param cpuHour an hour of a core
 * @param gibHour an hour of a GiB of memory
 * @param gpuHour an hour of a GPU whose type has no price of its own
 * @param gpuTypes an hour of a GPU by its type, as templates name it
 */
@ConfigurationProperties("rayport.prices")
record PriceProperties(
    @DefaultValue("") String currency,
    @DefaultValue("") String cpuHour,
    @DefaultValue("") String gibHour,
    @DefaultValue("") String gpuHour,
    @DefaultValue Map<String, String> gpuTypes) {}
