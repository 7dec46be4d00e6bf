package dev.weir.bench.profile;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a sample was taken.
///
/// @param room of Weir, or the library in brackets when nothing of Weir's is on the stack
/// @param method at the top of the stack: `Type.method`
public record Place(String room, String method) {
  private static final Pattern ROOM =
      Pattern.compile("dev\\.weir\\.((?:base|flow|value|exchange|view|app)(?:\\.[a-z]+)*)\\..*");
  private static final List<String> LIBRARIES =
      List.of("io.netty", "io.vertx", "com.fasterxml.jackson", "org.duckdb", "com.knuddels");

  /// @param stack top first, each `package.Type.method`
  public static Place of(List<String> stack) {
    if (stack.isEmpty()) {
      return new Place("(no stack)", "(no stack)");
    }
    for (String frame : stack) {
      Matcher matcher = ROOM.matcher(frame);
      if (matcher.matches()) {
        return new Place(matcher.group(1), shortened(stack.getFirst()));
      }
    }
    return new Place("(" + library(stack) + ")", shortened(stack.getFirst()));
  }

  private static String library(List<String> stack) {
    for (String frame : stack) {
      for (String library : LIBRARIES) {
        if (frame.startsWith(library + ".")) {
          return library;
        }
      }
    }
    return "jdk";
  }

  /// Without the package: `io.netty.buffer.ByteBuf.release` is `ByteBuf.release`.
  private static String shortened(String frame) {
    String[] parts = frame.split("\\.", -1);
    int type = 0;
    while (type < parts.length - 2
        && !parts[type].isEmpty()
        && !Character.isUpperCase(parts[type].charAt(0))) {
      type++;
    }
    return String.join(".", List.of(parts).subList(type, parts.length));
  }
}
