package dev.weir.flow.provider;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Reads the file of a family. What it does not know there, and what it misses, is an error that
/// names the family and the byte. Owned by one reading.
final class FamilyFile {
  private final Map<Wire, WirePath> wires = new EnumMap<>(Wire.class);
  private String name = "";
  private final List<Auth> auths = new ArrayList<>();
  private UsageFile usage = UsageFile.NONE;
  private Guise guise = Guise.NONE;
  private String spilled = "";
  private ChatManners chat = ChatManners.OPENAI;
  private final Function<String, UsageFile> others;

  private FamilyFile(Function<String, UsageFile> others) {
    this.others = others;
  }

  /// @param name what the file is called, and so must its family be
  /// @param others the usage of another family, by its name
  static Family read(String name, byte[] json, Function<String, UsageFile> others) {
    return from(name, json, others, FamilyFile::family);
  }

  /// Only what the family's file says of usage.
  static UsageFile usage(String name, byte[] json, Function<String, UsageFile> others) {
    return from(name, json, others, file -> file.usage);
  }

  private static <T> T from(
      String name, byte[] json, Function<String, UsageFile> others, Function<FamilyFile, T> made) {
    try (JsonCursor cursor = JsonCursor.overUnique(json)) {
      FamilyFile file = new FamilyFile(others);
      file.read(name, cursor);
      return made.apply(file);
    } catch (JsonFault fault) {
      throw new IllegalArgumentException(
          "family %s, byte %d: %s".formatted(name, fault.position(), fault.getMessage()), fault);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("family " + name + ": " + wrong.getMessage(), wrong);
    }
  }

  private void read(String expected, JsonCursor cursor) throws JsonFault {
    requireObject("the file", cursor);
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "family" -> name = cursor.text();
        case "auth" -> auths(cursor);
        case "wires" -> wires(cursor);
        case "usage" -> usage = UsageFile.read(cursor, others);
        case "guise" -> guise = GuiseFile.read(cursor);
        case "spilled" -> spilled = cursor.text();
        case "chat" -> chat = chat(cursor);
        default -> throw unknown(cursor, "family, auth, wires, usage, guise, spilled, chat");
      }
    }
    cursor.requireEnd();
    if (!name.equals(expected)) {
      throw new IllegalArgumentException("its file calls it '" + name + "'");
    }
  }

  private Family family() {
    return new Family(name, wires, auths, usage.paths(), guise, spilled, chat);
  }

  /// `{"asks_usage": false, "limit": "max_tokens"}`, both as OpenAI has it where not given.
  private static ChatManners chat(JsonCursor cursor) throws JsonFault {
    requireObject("'chat'", cursor);
    boolean asksUsage = ChatManners.OPENAI.asksUsage();
    String limit = ChatManners.OPENAI.limit();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "asks_usage" -> asksUsage = flag(cursor);
        case "limit" -> limit = cursor.text();
        default -> throw unknown(cursor, "asks_usage, limit");
      }
    }
    return new ChatManners(asksUsage, limit);
  }

  static boolean flag(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.TRUE) && !cursor.is(Kind.FALSE)) {
      throw new JsonFault(
          "'%s' must be true or false, was %s".formatted(cursor.name(), cursor.kind()),
          cursor.start());
    }
    boolean given = cursor.is(Kind.TRUE);
    cursor.skip();
    return given;
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
