package dev.weir.flow.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The families that come with Weir, each a file beside this class. Immutable.
public final class Families {
  /// Their names, which are those of their files.
  public static final List<String> NAMES =
      List.of(
          "anthropic",
          "azure",
          "azure-v1",
          "bedrock",
          "bedrock-anthropic",
          "gemini",
          "openai",
          "vertex",
          "vertex-anthropic");

  private final Map<String, Family> families;

  private Families(Map<String, Family> families) {
    this.families = Map.copyOf(families);
  }

  /// Reads them all.
  public static Families read() {
    Map<String, Family> families = new HashMap<>();
    for (String name : NAMES) {
      families.put(name, FamilyFile.read(name, bytes(name + ".json")));
    }
    return new Families(families);
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Families.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the program's file " + file + " cannot be read", e);
    }
  }

  /// The family of a name.
  ///
  /// @throws IllegalArgumentException naming those there are, if it is none of them
  public Family named(String name) {
    Family family = families.get(name);
    if (family == null) {
      throw new IllegalArgumentException(
          "family must be one of %s, was '%s'".formatted(NAMES, name));
    }
    return family;
  }
}
