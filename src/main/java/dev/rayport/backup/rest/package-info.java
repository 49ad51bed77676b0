@org.jspecify.annotations.NullMarked
package dev.rayport.backup.rest;
