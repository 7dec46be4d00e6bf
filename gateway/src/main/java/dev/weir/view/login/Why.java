package dev.weir.view.login;

/// Whose change it is, for the audit trail.
public record Why(String who, String why) {}
