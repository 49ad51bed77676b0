package dev.rayport.tenant;

/**
 * Who somebody is for an identity provider: names and mail addresses change owners, these do not.
 *
 * @param issuer address of the provider
 * @param subject the provider's own key
 */
record Identity(String issuer, String subject) {}
