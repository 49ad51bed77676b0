package dev.rayport.base;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns the whole portal.
 *
 * @param home everything that must last lies below it ({@code RAYPORT_HOME})
 * @param backend {@code local}, which runs clusters on this machine ({@code RAYPORT_BACKEND})
 * @param publicUrl address under which browsers and clients reach the portal; empty: derived from
 *     the port
 */
@ConfigurationProperties("rayport")
public record RayportProperties(
    @DefaultValue("${user.home}/.rayport") Path home,
    @DefaultValue("local") String backend,
    @DefaultValue("") String publicUrl) {}
