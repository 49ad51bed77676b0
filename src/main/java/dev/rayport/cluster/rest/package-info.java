@org.jspecify.annotations.NullMarked
package dev.rayport.cluster.rest;
