package dev.weir.flow.dialect;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Something a vendor does that no wire here has the shape of: pictures, speech, files, batches.
/// Data, see `Operations`.
///
/// @param code in journal and reports: `openai.images`
/// @param dialect whose manners its callers expect
/// @param lines how it is asked
/// @param families whose providers do it, each at the line that was asked
/// @param wire how it is billed: one of those that are not [Wire#known]
/// @param readsBody whether its body is JSON that may name a model
/// @param usage where its answers say what they consumed, from the top of the body or event
/// @param declared why what it costs is not in its answer, where that is so: then its price is what
///   an operator declares
/// @param goesOn whether another operation gives its answers again, with what they used
/// @param again whose answers it gives again, if it does
public record Operation(
    String code,
    Dialect dialect,
    List<Line> lines,
    Set<String> families,
    Wire wire,
    boolean readsBody,
    UsagePaths usage,
    Optional<String> declared,
    boolean goesOn,
    Optional<Again> again) {
  /// What the names of models that stand for an operation begin with.
  public static final String MODEL = "op:";

  public Operation {
    lines = List.copyOf(lines);
    families = Set.copyOf(families);
    if (lines.isEmpty() || families.isEmpty()) {
      throw new IllegalArgumentException("operation %s has no line, or no family".formatted(code));
    }
    if (wire.known() || (wire == Wire.OTHER_USAGE) == usage.isEmpty()) {
      throw new IllegalArgumentException(
          "operation %s is free, or has a price for each request, or says its usage"
              .formatted(code));
    }
    if ((wire == Wire.OTHER_DECLARED) == declared.isEmpty()) {
      throw new IllegalArgumentException(
          "operation %s says why its price is declared where it is, and nowhere else"
              .formatted(code));
    }
    if (again.isPresent() && !lines.contains(again.get().ask())) {
      throw new IllegalArgumentException(
          "operation %s is asked again by a line of its own, was %s"
              .formatted(code, again.get().ask()));
    }
  }

  /// A request line.
  ///
  /// @param path with `{}` for a segment that names a thing
  public record Line(String method, String path) {
    private static final String NAME = "{}";

    /// Names of things are letters, digits and a few marks: nothing that a server could take for
    /// another path.
    private static final String NAMES = "[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}";

    public Line {
      if (!method.matches("GET|POST|DELETE") || !path.matches("(/([A-Za-z0-9_-]+|\\{\\}))+")) {
        throw new IllegalArgumentException(
            "a line is GET, POST or DELETE and a path, was '%s %s'".formatted(method, path));
      }
    }

    /// Whether a thing may have that name.
    public static boolean isName(String thing) {
      return thing.matches(NAMES);
    }

    /// The path of this line for a thing of that name.
    public String of(String thing) {
      return path.replace(NAME, thing);
    }

    /// The name in a path of this line, the first if there are several.
    private String nameIn(String at) {
      return at.split("/", -1)[List.of(path.split("/", -1)).indexOf(NAME)];
    }

    private boolean names() {
      return path.contains(NAME);
    }

    boolean matches(String asked, String at) {
      if (!asked.equals(method)) {
        return false;
      }
      String[] mine = path.split("/", -1);
      String[] theirs = at.split("/", -1);
      boolean same = mine.length == theirs.length;
      for (int i = 0; same && i < mine.length; i++) {
        same = mine[i].equals(NAME) ? isName(theirs[i]) : mine[i].equals(theirs[i]);
      }
      return same;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /// Whether it is asked so.
  public boolean takes(String method, String path) {
    return lines.stream().anyMatch(line -> line.matches(method, path));
  }

  /// What of the vendor's a request line names, if it names one.
  public Optional<String> thing(String method, String path) {
    return lines.stream()
        .filter(line -> line.names() && line.matches(method, path))
        .findFirst()
        .map(line -> line.nameIn(path));
  }

  /// The same, billed nothing.
  public Operation free() {
    return new Operation(
        code,
        dialect,
        lines,
        families,
        Wire.OTHER_FREE,
        readsBody,
        UsagePaths.NONE,
        Optional.empty(),
        goesOn,
        again);
  }

  /// The model that stands for it where its body names none.
  public String model() {
    return MODEL + code;
  }

  /// What a request line that asks for it asks for.
  public Incoming incoming() {
    return new Incoming(wire, model(), false, Optional.of(this));
  }
}
