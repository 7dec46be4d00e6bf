package dev.weir.app;

import dev.weir.app.config.ProviderPart;
import dev.weir.app.config.SecretReference;
import dev.weir.app.config.WeirConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What secrets and files hold that a configuration names, as SHA-256 by key: so that a reload sees
/// what has changed behind a name that has not.
///
/// @param secrets providers' keys and secrets of alerts' receivers
/// @param ways what connections to providers are made of: authorities, Weir's certificate and its
///   key, the proxy's password
record Contents(Map<String, String> secrets, Map<String, String> ways) {
  Contents {
    secrets = Map.copyOf(secrets);
    ways = Map.copyOf(ways);
  }

  /// Reads them all; one that is not there is an [IllegalArgumentException] that names it.
  static Contents of(WeirConfig config, Map<String, String> environment) {
    Map<String, String> secrets = new TreeMap<>();
    Map<String, String> ways = new TreeMap<>();
    config
        .providers()
        .forEach((name, part) -> {
          String key = "providers." + name;
          secrets.put(key + ".key", secret(key + ".key", part.key(), environment));
          ways.putAll(way(key, part, environment));
        });
    config
        .alerts()
        .secrets()
        .forEach((key, reference) -> secrets.put(key, secret(key, reference, environment)));
    return new Contents(secrets, ways);
  }

  private static Map<String, String> way(
      String key, ProviderPart part, Map<String, String> environment) {
    Map<String, String> way = new TreeMap<>();
    put(way, key + ".tls.ca", part.tls().ca());
    put(way, key + ".tls.certificate", part.tls().certificate());
    put(way, key + ".tls.private_key", part.tls().privateKey());
    part.proxy()
        .password()
        .ifPresent(password ->
            way.put(
                key + ".proxy.password", secret(key + ".proxy.password", password, environment)));
    return way;
  }

  private static void put(Map<String, String> into, String key, Optional<Path> file) {
    file.ifPresent(path -> {
      try {
        into.put(key, sha256(Files.readAllBytes(path)));
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "%s: %s cannot be read: %s".formatted(key, path, e.getClass().getSimpleName()), e);
      }
    });
  }

  private static String secret(
      String key, SecretReference reference, Map<String, String> environment) {
    try {
      return sha256(reference.resolve(environment::get).getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException missing) {
      throw new IllegalArgumentException(key + ": " + missing.getMessage(), missing);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Keys that both have and that hold something else, in order.
  List<String> changedSince(Contents before) {
    List<String> keys = new ArrayList<>();
    note(before.secrets, secrets, keys);
    note(before.ways, ways, keys);
    return keys.stream().sorted().toList();
  }

  private static void note(Map<String, String> before, Map<String, String> now, List<String> into) {
    now.forEach((key, hash) -> {
      if (before.containsKey(key) && !hash.equals(before.get(key))) {
        into.add(key);
      }
    });
  }

  /// Without hashes, by which a short secret could be guessed.
  @Override
  public String toString() {
    return "Contents" + secrets.keySet() + ways.keySet();
  }
}
