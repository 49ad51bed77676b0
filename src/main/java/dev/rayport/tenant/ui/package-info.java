@org.jspecify.annotations.NullMarked
package dev.rayport.tenant.ui;
