package dev.weir.app.command;

import dev.weir.app.config.SecretReference;
import dev.weir.app.config.WeirConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether a secret that the configuration refers to is there. The secret itself is not kept.
///
/// @param key where the configuration names it
/// @param line what to tell people
public record SecretCheck(String key, boolean found, String line) {

  public static List<SecretCheck> all(WeirConfig config, Map<String, String> environment) {
    List<SecretCheck> checks = new ArrayList<>();
    config
        .providers()
        .forEach((name, part) -> {
          checks.add(of("providers." + name + ".key", part.key(), environment));
          part.proxy()
              .password()
              .ifPresent(password ->
                  checks.add(of("providers." + name + ".proxy.password", password, environment)));
        });
    config
        .bills()
        .sources()
        .forEach((name, part) -> {
          checks.add(of("bills.sources." + name + ".key", part.key(), environment));
          part.proxy()
              .password()
              .ifPresent(password ->
                  checks.add(
                      of("bills.sources." + name + ".proxy.password", password, environment)));
        });
    config
        .alerts()
        .secrets()
        .forEach((key, reference) -> checks.add(of(key, reference, environment)));
    return List.copyOf(checks);
  }

  private static SecretCheck of(
      String key, SecretReference reference, Map<String, String> environment) {
    try {
      reference.resolve(environment::get);
      return new SecretCheck(key, true, key + ": " + reference + " is set");
    } catch (IllegalArgumentException missing) {
      return new SecretCheck(key, false, key + ": " + missing.getMessage());
    }
  }
}
