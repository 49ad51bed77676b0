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
 * @param acceptNewSecretKey starts although the database was sealed with another secret key, whose
 *     secrets are lost then ({@code RAYPORT_ACCEPT_NEW_SECRET_KEY})
 */
@ConfigurationProperties("rayport")
public record RayportProperties(
    @DefaultValue("${user.home}/.rayport") Path home,
    @DefaultValue("local") String backend,
    @DefaultValue("") String publicUrl,
    @DefaultValue("false") boolean acceptNewSecretKey) {}
