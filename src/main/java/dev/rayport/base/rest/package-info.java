/** What every controller shares: problem+json, cursor lists, idempotency, long poll. */
@org.springframework.modulith.NamedInterface("rest")
@org.jspecify.annotations.NullMarked
package dev.rayport.base.rest;
