package org.egpo.bfcl;

/** One answer on which the official and the strict rules disagree. */
public record Divergence(String category, String id, String official, String strict, String reason, String text) {}
