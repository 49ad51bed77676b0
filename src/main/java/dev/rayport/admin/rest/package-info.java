@org.jspecify.annotations.NullMarked
package dev.rayport.admin.rest;
