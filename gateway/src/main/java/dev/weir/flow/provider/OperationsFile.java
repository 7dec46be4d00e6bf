package dev.weir.flow.provider;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.Again;
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
      "code, dialect, families, lines, body, free, request, declared, usage, again";
  private static final String KNOWN_AGAIN = "of, ask, wire, usage, within, tier, over";

  private String code = "";
  private Dialect dialect = Dialect.OPENAI;
  private final List<Operation.Line> lines = new ArrayList<>();
  private final Set<String> families = new HashSet<>();
  private boolean readsBody;
  private @Nullable Wire wire;
  private UsagePaths usage = UsagePaths.NONE;
  private Optional<String> declared = Optional.empty();
  private Optional<Again> again = Optional.empty();
  private int at;

  private OperationsFile() {}

  /// All rows, in their order.
  static List<Operation> read(byte[] json) {
    try (JsonCursor cursor = JsonCursor.overUnique(json)) {
      List<OperationsFile> rows = new ArrayList<>();
      FamilyFile.requireObject("the file", cursor);
      while (cursor.nextMember()) {
        if (!cursor.name().equals("operations") || !cursor.is(Kind.ARRAY)) {
          throw FamilyFile.unknown(cursor, "operations, a list");
        }
        while (cursor.nextElement()) {
          rows.add(new OperationsFile().read(cursor));
        }
      }
      cursor.requireEnd();
      return operations(rows);
    } catch (JsonFault fault) {
      throw new IllegalArgumentException(
          "operations, byte %d: %s".formatted(fault.position(), fault.getMessage()), fault);
    }
  }

  private static List<Operation> operations(List<OperationsFile> rows) throws JsonFault {
    Set<String> goOn = new HashSet<>();
    rows.forEach(row -> row.again.ifPresent(again -> goOn.add(again.of())));
    List<Operation> operations = new ArrayList<>();
    for (OperationsFile row : rows) {
      operations.add(row.operation(goOn.contains(row.code)));
    }
    return operations;
  }

  private OperationsFile read(JsonCursor cursor) throws JsonFault {
    at = cursor.start();
    FamilyFile.requireObject("an operation", cursor);
    while (cursor.nextMember()) {
      member(cursor.name(), cursor);
    }
    return this;
  }

  private Operation operation(boolean goesOn) throws JsonFault {
    if (wire == null) {
      throw new JsonFault("'%s' is neither free nor has a price".formatted(code), at);
    }
    return new Operation(
        code, dialect, lines, families, wire, readsBody, usage, declared, goesOn, again);
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
          lines.add(line(line));
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
      case "declared" -> {
        declared = Optional.of(cursor.text());
        billed(Wire.OTHER_DECLARED, cursor);
      }
      case "usage" -> {
        usage = UsageFile.read(cursor, Families::usage).paths();
        billed(Wire.OTHER_USAGE, cursor);
      }
      case "again" -> again = Optional.of(again(cursor));
      default -> throw FamilyFile.unknown(cursor, KNOWN);
    }
  }

  private static Operation.Line line(String line) {
    int space = Math.max(0, line.indexOf(' '));
    return new Operation.Line(line.substring(0, space), line.substring(space).strip());
  }

  private static Again again(JsonCursor cursor) throws JsonFault {
    FamilyFile.requireObject("'again'", cursor);
    String of = "";
    String ask = "";
    Wire shape = Wire.OTHER_USAGE;
    UsagePaths says = UsagePaths.NONE;
    List<String> within = List.of();
    Optional<String> tier = Optional.empty();
    List<String> over = List.of();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "of" -> of = cursor.text();
        case "ask" -> ask = cursor.text();
        case "wire" -> shape = wire(cursor);
        case "usage" -> says = UsageFile.read(cursor, Families::usage).paths();
        case "within" -> within = texts(cursor);
        case "tier" -> tier = Optional.of(cursor.text());
        case "over" -> over = texts(cursor);
        default -> throw FamilyFile.unknown(cursor, KNOWN_AGAIN);
      }
    }
    return new Again(of, line(ask), shape, says, within, tier, Set.copyOf(over));
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
