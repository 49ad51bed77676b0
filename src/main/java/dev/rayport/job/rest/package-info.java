@org.jspecify.annotations.NullMarked
package dev.rayport.job.rest;
