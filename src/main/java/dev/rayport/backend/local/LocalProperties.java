package dev.rayport.backend.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How Ray runs on this machine.
 *
 * @param venv Python virtual environment with Ray; unset: {@code venv} in the portal's home
 * @param user account that Ray runs under when the portal is root, made on demand, with the
 *     tenant's name after it for each tenant but the first; empty: Ray runs with the portal's
 *     rights
 * @param tempDir where the clusters' own directories lie; unset: {@code r} in the portal's home, or
 *     below {@code /tmp} when that path is too long for Ray's sockets
 * @param firstPort ports are taken from here on, a block for each node
 * @param lastPort below the range that the system hands out to outgoing connections
 * @param keepClusters whether clusters outlive an orderly end of the portal
 * @param cpus cores that clusters may use; unset: all of the machine
 * @param memory memory that clusters may reserve; unset: the machine's but 1 GiB
 * @param cpuOvercommit how many CPUs may be promised for each core. Ray's CPUs are slots for tasks,
 *     not enforced, and mostly idle; memory is never promised twice
 * @param startTimeout how long a head may take to answer
 * @param passOn names of the portal's environment variables that Ray's processes see: language,
 *     time zone and what pip and uv need to reach their index
 */
@ConfigurationProperties("rayport.local")
record LocalProperties(
    @Nullable Path venv,
    @DefaultValue("rayport-ray") String user,
    @Nullable Path tempDir,
    @DefaultValue("20000") int firstPort,
    @DefaultValue("31999") int lastPort,
    @DefaultValue("false") boolean keepClusters,
    @Nullable Double cpus,
    @Nullable DataSize memory,
    @DefaultValue("4") double cpuOvercommit,
    @DefaultValue("2m") Duration startTimeout,
    @DefaultValue({
          "LANG",
          "LC_ALL",
          "TZ",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "PIP_INDEX_URL",
          "PIP_EXTRA_INDEX_URL",
          "PIP_FIND_LINKS",
          "PIP_TRUSTED_HOST",
          "PIP_CERT",
          "PIP_NO_INDEX",
          "UV_INDEX",
          "UV_DEFAULT_INDEX",
          "UV_INDEX_URL",
          "UV_FIND_LINKS"
        })
        List<String> passOn) {}
