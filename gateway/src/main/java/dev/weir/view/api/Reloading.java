package dev.weir.view.api;

import java.util.List;

/// What became of reading the configuration anew.
public sealed interface Reloading {

  /// @param changes each difference; those that are not live wait for a start
  /// @param contents keys whose secret or file holds something else than before
  record Done(List<Change> changes, List<String> contents) implements Reloading {
    public Done {
      changes = List.copyOf(changes);
      contents = List.copyOf(contents);
    }
  }

  /// One value that differs.
  ///
  /// @param key as in the file: `providers.openai.url`
  /// @param live whether it is in force now; else from the next start on
  record Change(String key, String before, String after, boolean live) {}

  /// Nothing has changed.
  ///
  /// @param reason names file, line and key, or the secret
  record Refused(String reason) implements Reloading {}
}
