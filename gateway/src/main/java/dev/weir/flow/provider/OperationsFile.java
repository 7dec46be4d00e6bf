package dev.weir.flow.provider;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one row of the operations' file. What it does not know there, and what it misses, is an
/// error. Owned by one reading.
final class OperationsFile {
  private static final String KNOWN =
      "code, dialect, families, lines, body, free, request, usage, refused, again";

  private String code = "";
  private Dialect dialect = Dialect.OPENAI;
  private final List<Operation.Line> lines = new ArrayList<>();
  private final Set<String> families = new HashSet<>();
  private boolean readsBody;
  private @Nullable Wire wire;
  private UsagePaths usage = UsagePaths.NONE;
  private String refused = "";
  private Optional<Wire> again = Optional.empty();

  private OperationsFile() {}

  /// All rows, in their order.
  static List<Operation> read(byte[] json) {
    try (JsonCursor cursor = JsonCursor.overUnique(json)) {
      List<Operation> operations = new ArrayList<>();
      FamilyFile.requireObject("the file", cursor);
      while (cursor.nextMember()) {
        if (!cursor.name().equals("operations") || !cursor.is(Kind.ARRAY)) {
          throw FamilyFile.unknown(cursor, "operations, a list");
        }
        while (cursor.nextElement()) {
          operations.add(new OperationsFile().row(cursor));
        }
      }
      cursor.requireEnd();
      return operations;
    } catch (JsonFault fault) {
      throw new IllegalArgumentException(
          "operations, byte %d: %s".formatted(fault.position(), fault.getMessage()), fault);
    }
  }

  private Operation row(JsonCursor cursor) throws JsonFault {
    int at = cursor.start();
    FamilyFile.requireObject("an operation", cursor);
    while (cursor.nextMember()) {
      member(cursor.name(), cursor);
    }
    if (wire == null) {
      throw new JsonFault("'%s' is neither free nor has a price".formatted(code), at);
    }
    return new Operation(
        code,
        dialect,
        lines,
        families,
        wire,
        readsBody,
        usage,
        refused.isEmpty() ? Optional.empty() : Optional.of(refused),
        again);
  }

  private void member(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "code" -> code = cursor.text();
      case "dialect" -> dialect = Dialect.valueOf(cursor.text().toUpperCase(Locale.ROOT));
      case "families" -> {
        for (String family : texts(cursor)) {
          Families.requireKnown(family);
          families.add(family);
        }
      }
      case "lines" -> {
        for (String line : texts(cursor)) {
          int space = Math.max(0, line.indexOf(' '));
          lines.add(new Operation.Line(line.substring(0, space), line.substring(space).strip()));
        }
      }
      case "body" -> readsBody = cursor.text().equals("json");
      case "free" -> {
        nothing(cursor);
        billed(Wire.OTHER_FREE, cursor);
      }
      case "request" -> {
        nothing(cursor);
        billed(Wire.OTHER_REQUEST, cursor);
      }
      case "refused" -> {
        refused = cursor.text();
        billed(Wire.OTHER_REQUEST, cursor);
      }
      case "usage" -> {
        usage = UsageFile.read(cursor, Families::usage).paths();
        billed(Wire.OTHER_USAGE, cursor);
      }
      case "again" -> again = Optional.of(wire(cursor));
      default -> throw FamilyFile.unknown(cursor, KNOWN);
    }
  }

  private static Wire wire(JsonCursor cursor) throws JsonFault {
    int at = cursor.start();
    String code = cursor.text();
    return Wire.coded(code).orElseThrow(() -> new JsonFault("'%s' is no wire".formatted(code), at));
  }

  private void billed(Wire as, JsonCursor cursor) throws JsonFault {
    if (wire != null) {
      throw new JsonFault("'%s' is billed in two ways".formatted(code), cursor.start());
    }
    wire = as;
  }

  /// `{}`.
  private static void nothing(JsonCursor cursor) throws JsonFault {
    FamilyFile.requireObject("'" + cursor.name() + "'", cursor);
    if (cursor.nextMember()) {
      throw new JsonFault("nothing more is said here", cursor.start());
    }
  }

  private static List<String> texts(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      throw new JsonFault(
          "'%s' is a list, was %s".formatted(cursor.name(), cursor.kind()), cursor.start());
    }
    List<String> texts = new ArrayList<>();
    while (cursor.nextElement()) {
      texts.add(cursor.text());
    }
    return texts;
  }
}
