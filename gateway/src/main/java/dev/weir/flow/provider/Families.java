package dev.weir.flow.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The families that come with Weir, each a file beside this class. Immutable.
public final class Families {
  /// Their names, which are those of their files.
  public static final List<String> NAMES =
      List.of(
          "alibaba",
          "anthropic",
          "azure",
          "azure-v1",
          "bedrock",
          "bedrock-anthropic",
          "cerebras",
          "cohere",
          "compatible",
          "crusoe",
          "deepseek",
          "gemini",
          "gemini-openai",
          "groq",
          "huggingface",
          "lmstudio",
          "mantle",
          "mistral",
          "moonshot",
          "ollama",
          "openai",
          "openrouter",
          "perplexity",
          "snowflake",
          "together",
          "vertex",
          "vertex-anthropic",
          "vllm",
          "voyage",
          "writer",
          "xai",
          "zai");

  private final Map<String, Family> families;

  private Families(Map<String, Family> families) {
    this.families = Map.copyOf(families);
  }

  /// Reads them all.
  public static Families read() {
    Map<String, Family> families = new HashMap<>();
    for (String name : NAMES) {
      families.put(name, FamilyFile.read(name, bytes(name + ".json"), Families::usage));
    }
    return new Families(families);
  }

  /// What a family's file says of usage.
  static UsageFile usage(String name) {
    requireKnown(name);
    return FamilyFile.usage(name, bytes(name + ".json"), Families::usage);
  }

  static byte[] bytes(String file) {
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
    requireKnown(name);
    return Objects.requireNonNull(families.get(name));
  }

  /// Fails as [#named] does, without reading anything.
  static void requireKnown(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "family must be one of %s, was '%s'".formatted(NAMES, name));
    }
  }
}
