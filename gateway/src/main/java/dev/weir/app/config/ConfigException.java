package dev.weir.app.config;

/// A configuration that cannot be used; the message names file, line, key, rule and value.
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }
}
