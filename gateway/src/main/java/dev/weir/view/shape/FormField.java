package dev.weir.view.shape;

import java.util.List;
import java.util.Optional;

/// One field of a form.
///
/// @param name as the API calls it, so that its refusal finds the field
/// @param kind `text`, `number`, `date`, `month`, `select`, `area`, `check` or `hidden`; `group`,
///   which is none: its label stands above the fields that follow, up to the next one; `login`,
///   `current-password` and `new-password`, which browsers keep, and `password`, which they do not
/// @param value what was entered, or what is in force
/// @param hint one line below the label; empty = none
/// @param error the API's words; empty = nothing is wrong
/// @param options of a `select`
public record FormField(
    String name,
    String label,
    String kind,
    String value,
    String hint,
    Optional<String> error,
    List<Option> options) {
  public static final String GROUP = "group";

  /// @param value sent, beside what is read
  public record Option(String value, String label) {}

  public FormField {
    options = List.copyOf(options);
  }

  public static FormField of(String name, String label, String kind) {
    return new FormField(name, label, kind, "", "", Optional.empty(), List.of());
  }

  public static FormField choice(String name, String label, List<Option> options) {
    return new FormField(name, label, "select", "", "", Optional.empty(), options);
  }

  public FormField holding(String entered) {
    return new FormField(name, label, kind, entered, hint, error, options);
  }

  public FormField hinted(String line) {
    return new FormField(name, label, kind, value, line, error, options);
  }

  public FormField wrong(Optional<String> why) {
    return new FormField(name, label, kind, value, hint, why, options);
  }
}
