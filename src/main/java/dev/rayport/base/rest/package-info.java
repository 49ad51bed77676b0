/** What every controller shares: problem+json, cursor lists, long poll, answers that break off. */
@org.springframework.modulith.NamedInterface("rest")
@org.jspecify.annotations.NullMarked
package dev.rayport.base.rest;
