package dev.weir.simulator.script;

import dev.weir.simulator.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request asks of the simulator: `[[sim in=374 out=44 pace=10ms fault=cut:5]]`.
///
/// Keys are separated by blanks, values contain none. The last directive in the texts of user
/// messages wins. An unknown key or value is an error and never skipped.
public record Directive(List<Setting> settings) {
  public static final Directive EMPTY = new Directive(List.of());
  private static final String START = "[[sim";
  private static final String END = "]]";
  private static final List<String> KEYS =
      List.of(
          "in",
          "out",
          "cached",
          "write5m",
          "write1h",
          "reasoning",
          "ttft",
          "pace",
          "jitter",
          "fault",
          "hold",
          "tool",
          "tools",
          "say",
          "think",
          "schema",
          "filter",
          "recording",
          "tpf",
          "utf8",
          "seed",
          "model",
          "tier");

  public Directive {
    settings = List.copyOf(settings);
  }

  /// One `key=value`.
  public record Setting(String key, String value) {}

  /// The last directive in a text, or null when there is none.
  public static @Nullable String find(String text) {
    int start = text.lastIndexOf(START);
    while (start >= 0) {
      int end = text.indexOf(END, start);
      int after = start + START.length();
      if (end >= 0 && (end == after || text.charAt(after) == ' ')) {
        return text.substring(after, end);
      }
      start = start == 0 ? -1 : text.lastIndexOf(START, start - 1);
    }
    return null;
  }

  /// Reads the inside of a directive, without its brackets.
  ///
  /// @throws IllegalArgumentException naming the part that is not understood
  public static Directive parse(String inside) {
    var settings = new ArrayList<Setting>();
    for (String part : inside.strip().split("\\s+", -1)) {
      if (!part.isEmpty()) {
        settings.add(setting(part));
      }
    }
    return new Directive(settings);
  }

  /// These settings, and those of `base` for the keys that are not set here.
  public Directive over(Directive base) {
    if (base.settings.isEmpty()) {
      return this;
    }
    var merged = new ArrayList<Setting>(base.settings);
    merged.addAll(settings);
    return new Directive(merged);
  }

  public @Nullable String text(String key) {
    String found = null;
    for (Setting setting : settings) {
      if (setting.key().equals(key)) {
        found = setting.value();
      }
    }
    return found;
  }

  public String text(String key, String otherwise) {
    String value = text(key);
    return value == null ? otherwise : value;
  }

  public long number(String key, long otherwise) {
    String value = text(key);
    return value == null ? otherwise : Values.number(key, value);
  }

  public long nanos(String key, long otherwise) {
    String value = text(key);
    return value == null ? otherwise : Values.nanos(key, value);
  }

  public List<Fault> faults() {
    String value = text("fault");
    return value == null ? List.of() : Fault.parse(value);
  }

  private static Setting setting(String part) {
    int equals = part.indexOf('=');
    String key = equals < 0 ? part : part.substring(0, equals);
    if (equals < 0 || !KEYS.contains(key)) {
      throw new IllegalArgumentException("unknown part '" + part + "' in the sim directive");
    }
    return new Setting(key, part.substring(equals + 1));
  }
}
