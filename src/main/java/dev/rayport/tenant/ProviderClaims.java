package dev.rayport.tenant;

import java.util.Map;

/**
 * What the identity provider says of a person, in the portal's words.
 *
 * @param name what they are called there
 * @param roles by tenant name; only where the configuration has rules for them
 */
record ProviderClaims(String name, Map<String, Role> roles, boolean administrator) {}
