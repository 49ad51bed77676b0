package dev.rayport.base;

import java.util.Map;

/**
 * One parsed document.
 *
 * @param root maps, lists and leaves (String, Long, Double, Boolean), keys in their order
 * @param lines line of each path, from 1, for messages
 */
public record YamlDocument(Map<String, Object> root, Map<String, Integer> lines) {}
