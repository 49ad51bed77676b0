/** What administrators see of all tenants, and what they say to them. */
@org.jspecify.annotations.NullMarked
package dev.rayport.admin.ui;
