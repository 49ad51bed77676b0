package dev.rayport.base;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the key of {@link SecretBox} is.
 *
 * @param file 32 bytes in Base64, such as {@code openssl rand -base64 32} prints; unset: {@code
 *     secret.key} in {@code RAYPORT_HOME}, made by the first start. Several portals on one database
 *     share one
 */
@ConfigurationProperties("rayport.secret-key")
record SecretKeyProperties(@Nullable Path file) {}
