package dev.weir.flow.provider;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads the file of a family. What it does not know there, and what it misses, is an error that
/// names the family and the byte. Owned by one reading.
final class FamilyFile {
  private final Map<Wire, WirePath> wires = new EnumMap<>(Wire.class);
  private String name = "";
  private final List<Auth> auths = new ArrayList<>();
  private UsagePaths usage = UsagePaths.NONE;
  private Envelope envelope = Envelope.NONE;

  private FamilyFile() {}

  /// @param name what the file is called, and so must its family be
  static Family read(String name, byte[] json) {
    try (JsonCursor cursor = JsonCursor.overUnique(json)) {
      return new FamilyFile().family(name, cursor);
    } catch (JsonFault fault) {
      throw new IllegalArgumentException(
          "family %s, byte %d: %s".formatted(name, fault.position(), fault.getMessage()), fault);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("family " + name + ": " + wrong.getMessage(), wrong);
    }
  }

  private Family family(String expected, JsonCursor cursor) throws JsonFault {
    requireObject("the file", cursor);
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "family" -> name = cursor.text();
        case "auth" -> auths(cursor);
        case "wires" -> wires(cursor);
        case "usage" -> usage = UsageFile.read(cursor);
        case "envelope" -> envelope = EnvelopeFile.read(cursor);
        default -> throw unknown(cursor, "family, auth, wires, usage, envelope");
      }
    }
    cursor.requireEnd();
    if (!name.equals(expected)) {
      throw new IllegalArgumentException("its file calls it '" + name + "'");
    }
    return new Family(name, wires, auths, usage, envelope);
  }

  /// `{"bearer": {}}`, `{"header": "x-api-key"}` or several ways, the usual one first.
  private void auths(JsonCursor cursor) throws JsonFault {
    requireObject("'auth'", cursor);
    while (cursor.nextMember()) {
      auths.add(
          switch (cursor.name()) {
            case "bearer" -> {
              cursor.skip();
              yield new Auth.Bearer();
            }
            case "header" -> new Auth.Header(cursor.text());
            case "sigv4" -> new Auth.SigV4(cursor.text());
            case "google" -> new Auth.Google(cursor.text());
            default -> throw unknown(cursor, "bearer, header, sigv4, google");
          });
    }
  }

  private void wires(JsonCursor cursor) throws JsonFault {
    requireObject("'wires'", cursor);
    while (cursor.nextMember()) {
      String code = cursor.name();
      int at = cursor.start();
      Wire wire =
          Wire.coded(code).orElseThrow(() -> new JsonFault("'%s' is no wire".formatted(code), at));
      wires.put(wire, path(cursor));
    }
  }

  private static WirePath path(JsonCursor cursor) throws JsonFault {
    requireObject("a wire", cursor);
    String path = "";
    String streamPath = "";
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "path" -> path = cursor.text();
        case "stream_path" -> streamPath = cursor.text();
        default -> throw unknown(cursor, "path, stream_path");
      }
    }
    return new WirePath(path, streamPath.isEmpty() ? path : streamPath);
  }

  static void requireObject(String what, JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      throw new JsonFault(what + " must be an object, was " + cursor.kind(), cursor.start());
    }
  }

  static JsonFault unknown(JsonCursor cursor, String known) throws JsonFault {
    return new JsonFault(
        "'%s' is not known here, only %s".formatted(cursor.name(), known), cursor.start());
  }
}
