@org.jspecify.annotations.NullMarked
package dev.rayport.tenant.rest;
