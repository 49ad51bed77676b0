@org.jspecify.annotations.NullMarked
package dev.rayport.template.rest;
