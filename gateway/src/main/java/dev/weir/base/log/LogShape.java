package dev.weir.base.log;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a line is written.
public enum LogShape {
  /// `key=value`, values in quotes where they need it.
  TEXT,
  /// One JSON object.
  JSON;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/+-]+");

  /// Without a line end; what has the form of a key is masked.
  String of(Instant now, LogLine line) {
    Map<LogKey, String> values = new LinkedHashMap<>();
    values.put(LogKey.TIME, now.toString());
    values.put(LogKey.LEVEL, line.level().getName());
    values.put(LogKey.FROM, line.from());
    values.put(LogKey.KIND, line.kind());
    values.put(LogKey.MESSAGE, line.message());
    values.putAll(line.facts());
    line.thrown().ifPresent(thrown -> values.putAll(Thrown.quoted(thrown)));
    String text =
        switch (this) {
          case TEXT ->
              values.entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + worded(entry.getValue()))
                  .collect(Collectors.joining(" "));
          case JSON ->
              values.entrySet().stream()
                  .map(entry -> "\"" + entry.getKey() + "\":" + quoted(entry.getValue()))
                  .collect(Collectors.joining(",", "{", "}"));
        };
    return Mask.keys(text);
  }

  private static String worded(String value) {
    return PLAIN.matcher(value).matches() ? value : quoted(value);
  }

  /// As JSON has it.
  private static String quoted(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c)) {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.append('"').toString();
  }
}
